#include "ui-cli/tui/file_tree.hpp"

#include <algorithm>
#include <map>

namespace shoal::tui {
namespace {

constexpr std::size_t most_open_files = 200;

struct Node {
    FileRow row;
    std::vector<std::size_t> children;
};

class Tree {
public:
    explicit Tree(std::vector<api::FileView> const& files) : nodes_(1) {
        for (std::size_t i = 0; i < files.size(); ++i)
            insert(files[i], i);
    }

    [[nodiscard]] std::vector<FileRow> rows(bool folds, std::set<std::string> const& toggled) {
        std::vector<FileRow> out;
        list(0, folds, toggled, out);
        return out;
    }

private:
    void insert(api::FileView const& file, std::size_t index) {
        auto const& path = file.path;
        std::size_t at = 0;
        int depth = 0;
        for (std::size_t from = 0; from <= path.size(); ++depth) {
            auto const end = std::min(path.find('/', from), path.size());
            at = child(at, path.substr(0, end), path.substr(from, end - from), depth);
            count(nodes_[at].row, file, index);
            nodes_[at].row.is_folder |= end != path.size();
            from = end + 1;
        }
    }

    std::size_t child(std::size_t parent, std::string const& path, std::string const& name,
                      int depth) {
        auto const [found, is_new] = by_path_.try_emplace(path, nodes_.size());
        if (is_new) {
            auto& node = nodes_.emplace_back();
            node.row.path = path;
            node.row.name = name;
            node.row.depth = depth;
            nodes_[parent].children.push_back(found->second);
        }
        return found->second;
    }

    static void count(FileRow& row, api::FileView const& file, std::size_t index) {
        row.size += file.size;
        row.done += file.done;
        row.wanted += file.priority == api::FilePriority::skip ? 0 : file.size;
        if (row.files.empty())
            row.priority = file.priority;
        else if (row.priority != file.priority)
            row.priority.reset();
        row.files.push_back(index);
    }

    void list(std::size_t parent, bool folds, std::set<std::string> const& toggled,
              std::vector<FileRow>& out) {
        for (auto const index : nodes_[parent].children) {
            auto& row = nodes_[index].row;
            row.is_folded = row.is_folder && folds != toggled.contains(row.path);
            bool const is_open = row.is_folder && !row.is_folded;
            out.push_back(std::move(row));
            if (is_open)
                list(index, folds, toggled, out);
        }
    }

    std::vector<Node> nodes_; ///< the first is above all
    std::map<std::string, std::size_t> by_path_;
};

} // namespace

std::vector<FileRow> file_rows(std::vector<api::FileView> const& files,
                               std::set<std::string> const& toggled) {
    return Tree{files}.rows(files.size() > most_open_files, toggled);
}

std::string_view priority_word(api::FilePriority priority) {
    switch (priority) {
    case api::FilePriority::skip:
        return "skip";
    case api::FilePriority::low:
        return "low";
    case api::FilePriority::normal:
        return "normal";
    case api::FilePriority::high:
        return "high";
    }
    return "";
}

} // namespace shoal::tui
