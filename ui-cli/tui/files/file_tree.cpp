#include "ui-cli/tui/files/file_tree.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace shoal::tui {
namespace {

constexpr std::size_t most_open_files = 200;

struct Node {
    FileRow row;
    std::vector<std::size_t> children;
};

double done_share(FileRow const& row) {
    return row.size > 0 ? static_cast<double>(row.done) / static_cast<double>(row.size) : 1;
}

bool is_before(FileSort key, FileRow const& a, FileRow const& b) {
    constexpr int unknown = std::numeric_limits<int>::max();
    switch (key) {
    case FileSort::path:
        return false;
    case FileSort::size:
        return a.size > b.size;
    case FileSort::done:
        return done_share(a) > done_share(b);
    case FileSort::avail:
        return a.least.value_or(unknown) < b.least.value_or(unknown);
    }
    return false;
}

class Tree {
public:
    explicit Tree(std::vector<api::FileView> const& files,
                  std::vector<FileCopies> const& copies = {})
        : nodes_(1) {
        for (std::size_t i = 0; i < files.size(); ++i)
            if (!files[i].is_pad)
                insert(files[i], i, i < copies.size() ? copies[i] : FileCopies{});
    }

    void sort(FileOrder order) {
        for (auto& node : nodes_) {
            std::ranges::stable_sort(node.children, [&](std::size_t a, std::size_t b) {
                return is_before(order.key, nodes_[a].row, nodes_[b].row);
            });
            if (order.inverted)
                std::ranges::reverse(node.children);
        }
    }

    [[nodiscard]] Toggled folders() const {
        Toggled all;
        for (auto const& node : nodes_)
            if (node.row.is_folder)
                all.insert(node.row.path);
        return all;
    }

    [[nodiscard]] std::vector<FileRow> rows(bool folds, Toggled const& toggled) {
        std::vector<FileRow> out;
        list(0, folds, toggled, out);
        return out;
    }

private:
    void insert(api::FileView const& file, std::size_t index, FileCopies const& copies) {
        auto const& path = file.path;
        std::size_t at = 0;
        int depth = 0;
        for (std::size_t from = 0; from <= path.size(); ++depth) {
            auto const end = std::min(path.find('/', from), path.size());
            at = child(at, path.substr(0, end), path.substr(from, end - from), depth);
            count(nodes_[at].row, file, index, copies);
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

    static void count(FileRow& row, api::FileView const& file, std::size_t index,
                      FileCopies const& copies) {
        row.size += file.size;
        row.done += file.done;
        row.wanted += file.priority == api::FilePriority::skip ? 0 : file.size;
        if (row.files.empty())
            row.priority = file.priority;
        else if (row.priority != file.priority)
            row.priority.reset();
        if (copies.least)
            row.least = std::min(row.least.value_or(*copies.least), *copies.least);
        row.single += copies.single;
        row.files.push_back(index);
    }

    void list(std::size_t parent, bool folds, Toggled const& toggled, std::vector<FileRow>& out) {
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

bool begins_folded(std::vector<api::FileView> const& files) {
    return files.size() > most_open_files;
}

} // namespace

std::string_view to_string(FileSort sort) {
    static constexpr std::string_view names[] = {"path", "size", "done", "avail"};
    return names[static_cast<int>(sort)];
}

std::vector<FileRow> file_rows(std::vector<api::FileView> const& files, Toggled const& toggled,
                               FileOrder order, std::vector<FileCopies> const& copies) {
    Tree tree{files, copies};
    tree.sort(order);
    return tree.rows(begins_folded(files), toggled);
}

Toggled toggle_all(std::vector<api::FileView> const& files, Toggled const& toggled) {
    auto const folders = Tree{files}.folders();
    bool const begin_folded = begins_folded(files);
    bool const all_open = std::ranges::all_of(
        folders, [&](auto const& path) { return toggled.contains(path) == begin_folded; });
    return all_open != begin_folded ? folders : Toggled{};
}

std::vector<FileRow> open_file_rows(std::vector<api::FileView> const& files, FileOrder order,
                                    std::vector<FileCopies> const& copies) {
    Tree tree{files, copies};
    tree.sort(order);
    return tree.rows(false, {});
}

void unfold_to(std::string_view path, std::vector<api::FileView> const& files, Toggled& toggled) {
    bool const begin_folded = begins_folded(files);
    for (auto end = path.find('/'); end != std::string_view::npos; end = path.find('/', end + 1)) {
        std::string folder{path.substr(0, end)};
        if (begin_folded)
            toggled.insert(std::move(folder));
        else
            toggled.erase(folder);
    }
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
