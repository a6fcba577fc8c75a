#include "core/lab/lab_content.hpp"

#include "core/base/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <random>

namespace shoal::lab {

Result<std::unique_ptr<LabFolder>> LabFolder::create(std::int64_t needed_bytes) {
    std::error_code error;
    auto const parent = fs::temp_directory_path(error);
    if (error)
        return fail(Errc::io, "there is no temporary folder; set TMPDIR");
    auto const space = fs::space(parent, error);
    if (!error && space.available < static_cast<std::uintmax_t>(needed_bytes))
        return fail(
            Errc::io,
            fmt::format(
                "the lab needs {}, {} are free; use fewer peers or a smaller --size, or set "
                "TMPDIR to a larger disk",
                format_size(needed_bytes), format_size(static_cast<std::int64_t>(space.available))),
            parent.string());
    auto name = (parent / "shoal-lab-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        return tl::make_unexpected(io_error(errno, parent));
    return std::unique_ptr<LabFolder>{new LabFolder{name}};
}

LabFolder::~LabFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

Result<void> write_content(fs::path const& path, std::int64_t size, std::uint64_t seed,
                           std::stop_token stop) {
    std::mt19937_64 random{seed};
    std::vector<std::uint64_t> chunk(128 * 1024);
    std::ofstream out{path, std::ios::binary};
    for (std::int64_t left = size; left > 0 && out && !stop.stop_requested();) {
        std::ranges::generate(chunk, random);
        auto const bytes =
            std::min(left, static_cast<std::int64_t>(chunk.size() * sizeof chunk[0]));
        out.write(reinterpret_cast<char const*>(chunk.data()), bytes);
        left -= bytes;
    }
    out.close();
    if (!out)
        return fail(Errc::io, "the content cannot be written; is the disk full?", path.string());
    return {};
}

Result<void> spoil_blocks(fs::path const& path, std::vector<std::int64_t> const& blocks) {
    std::fstream file{path, std::ios::binary | std::ios::in | std::ios::out};
    for (std::int64_t const block : blocks) {
        char byte = 0;
        file.seekg(block * api::block_size);
        file.get(byte);
        file.seekp(block * api::block_size);
        file.put(static_cast<char>(~byte));
    }
    file.close();
    if (!file)
        return fail(Errc::io, "the liar's content cannot be written", path.string());
    return {};
}

} // namespace shoal::lab
