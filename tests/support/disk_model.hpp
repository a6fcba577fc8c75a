#pragma once

#include "tests/support/disk_log.hpp"

#include <map>
#include <memory>
#include <random>

namespace shoal::test {

using DiskFiles = std::map<std::string, std::string>; ///< path → bytes

/// A disk that forgets in a power cut all that POSIX lets it forget: of each file the bytes written
/// since its last fsync or fdatasync, page by page, in any combination; of each folder the names
/// made, moved or taken away since its own last fsync, from the latest backwards.
class DiskModel {
public:
    /// Names outside `root` are taken for granted. Ops must outlive the model.
    explicit DiskModel(std::string root) : root_(std::move(root)) {}

    void apply(DiskOp const& op);

    /// What could be found after a power cut now; `random` decides what is lost.
    [[nodiscard]] DiskFiles cut(std::mt19937_64& random) const;
    /// What every power cut from now on leaves.
    [[nodiscard]] DiskFiles certain() const;

private:
    struct Inode {
        bool is_folder = false;
        std::string durable;
        std::vector<DiskOp const*> pending;
    };

    using InodePtr = std::shared_ptr<Inode>;
    using Names = std::map<std::string, InodePtr>;

    struct Naming {
        DiskOp const* op = nullptr;
        InodePtr inode;
    };

    void name(DiskOp const& op);
    void sync(std::string const& path);
    static void apply(Naming const& naming, Names& names);
    [[nodiscard]] bool is_reachable(std::string const& path, Names const& names) const;
    [[nodiscard]] Names surviving_names(std::mt19937_64& random) const;

    std::string root_;
    Names names_;
    Names durable_names_;
    std::vector<Naming> pending_names_;
};

/// Makes `dir` hold the files, whose paths begin with `root`, and nothing else.
void put_on_disk(DiskFiles const& files, fs::path const& root, fs::path const& dir);

} // namespace shoal::test
