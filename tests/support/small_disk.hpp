#pragma once

#include "core/base/file.hpp"
#include "tests/support/temp_dir.hpp"

namespace shoal::test {

/// A tmpfs of a few MiB, seen by this process and those it starts: fills up fast, or is read-only.
/// Only in programs that entered a private network, which gave them the right to mount.
class SmallDisk {
public:
    explicit SmallDisk(std::int64_t size);
    ~SmallDisk();
    SmallDisk(SmallDisk const&) = delete;
    SmallDisk& operator=(SmallDisk const&) = delete;

    void make_read_only() const;

    [[nodiscard]] fs::path const& path() const { return dir_.path(); }

private:
    TempDir dir_;
};

} // namespace shoal::test
