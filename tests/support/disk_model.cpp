#include "tests/support/disk_model.hpp"

#include "core/base/check.hpp"

#include <algorithm>
#include <fstream>

namespace shoal::test {
namespace {

constexpr std::size_t page_size = 4096;

std::string folder_of(std::string const& path) {
    return path.substr(0, path.rfind('/'));
}

void overwrite(std::string& file, std::size_t offset, std::string_view bytes) {
    file.resize(std::max(file.size(), offset + bytes.size()));
    std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
}

void apply_whole(DiskOp const& op, std::string& file) {
    if (op.call == DiskCall::truncate)
        file.resize(static_cast<std::size_t>(op.size));
    else
        overwrite(file, static_cast<std::size_t>(op.offset), op.bytes);
}

/// Each page of a write gets to the disk by itself, or not.
template <class Chance>
void apply_pages(DiskOp const& op, std::string& file, Chance survives) {
    if (op.call == DiskCall::truncate) {
        if (survives())
            apply_whole(op, file);
        return;
    }
    auto const begin = static_cast<std::size_t>(op.offset);
    auto const end = begin + op.bytes.size();
    for (std::size_t at = begin; at < end;) {
        auto const next = std::min(end, (at / page_size + 1) * page_size);
        if (survives())
            overwrite(file, at, std::string_view{op.bytes}.substr(at - begin, next - at));
        at = next;
    }
}

} // namespace

void DiskModel::apply(DiskOp const& op) {
    switch (op.call) {
    case DiskCall::read:
        return;
    case DiskCall::write:
    case DiskCall::truncate:
        if (auto const found = names_.find(op.path); found != names_.end())
            found->second->pending.push_back(&op);
        return;
    case DiskCall::sync:
        return sync(op.path);
    default:
        return name(op);
    }
}

void DiskModel::name(DiskOp const& op) {
    Naming naming{&op, nullptr};
    if (op.call == DiskCall::create || op.call == DiskCall::make_folder) {
        naming.inode = std::make_shared<Inode>();
        naming.inode->is_folder = op.call == DiskCall::make_folder;
    } else if (auto const found = names_.find(op.path); found != names_.end()) {
        naming.inode = found->second;
    }
    if (!naming.inode)
        return; // was there before the log began
    apply(naming, names_);
    pending_names_.push_back(std::move(naming));
}

void DiskModel::apply(Naming const& naming, Names& names) {
    auto const& op = *naming.op;
    bool const gains = op.call == DiskCall::create || op.call == DiskCall::make_folder;
    if (gains)
        names[op.path] = naming.inode;
    if (op.call == DiskCall::rename || op.call == DiskCall::link)
        names[op.to] = naming.inode;
    if (op.call == DiskCall::rename || op.call == DiskCall::unlink)
        names.erase(op.path);
}

void DiskModel::sync(std::string const& path) {
    auto const found = names_.find(path);
    if (found != names_.end() && !found->second->is_folder) {
        auto& inode = *found->second;
        for (auto const* op : std::exchange(inode.pending, {}))
            apply_whole(*op, inode.durable);
        return;
    }
    auto const rest = std::stable_partition(
        pending_names_.begin(), pending_names_.end(), [&](Naming const& naming) {
            return folder_of(naming.op->path) == path ||
                   (!naming.op->to.empty() && folder_of(naming.op->to) == path);
        });
    for (auto i = pending_names_.begin(); i != rest; ++i)
        apply(*i, durable_names_);
    pending_names_.erase(pending_names_.begin(), rest);
}

DiskModel::Names DiskModel::surviving_names(std::mt19937_64& random) const {
    auto names = durable_names_;
    auto const kept = random() % (pending_names_.size() + 1);
    for (std::size_t i = 0; i < kept; ++i)
        apply(pending_names_[i], names);
    return names;
}

bool DiskModel::is_reachable(std::string const& path, Names const& names) const {
    for (auto folder = folder_of(path); folder.size() > root_.size(); folder = folder_of(folder))
        if (!names.contains(folder) && names_.contains(folder))
            return false;
    return true;
}

DiskFiles DiskModel::cut(std::mt19937_64& random) const {
    auto const names = surviving_names(random);
    auto const percent = random() % 5 * 25; // of the pages that survive
    DiskFiles files;
    for (auto const& [path, inode] : names) {
        if (inode->is_folder || !is_reachable(path, names))
            continue;
        auto& bytes = files[path] = inode->durable;
        for (auto const* op : inode->pending)
            apply_pages(*op, bytes, [&] { return random() % 100 < percent; });
    }
    return files;
}

DiskFiles DiskModel::certain() const {
    DiskFiles files;
    for (auto const& [path, inode] : durable_names_)
        if (!inode->is_folder && is_reachable(path, durable_names_))
            files[path] = inode->durable;
    return files;
}

void put_on_disk(DiskFiles const& files, fs::path const& root, fs::path const& dir) {
    fs::remove_all(dir);
    fs::create_directories(dir);
    for (auto const& [path, bytes] : files) {
        auto const target = dir / fs::path{path}.lexically_relative(root);
        fs::create_directories(target.parent_path());
        std::ofstream file{target, std::ios::binary};
        file << bytes;
        SHOAL_CHECK(file.flush(), "cannot write {}", target.string());
    }
}

} // namespace shoal::test
