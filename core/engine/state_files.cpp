#include "core/engine/state_files.hpp"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace shoal::engine {
namespace {

// The header is one line of text, the blob follows as it is:
//   shoal-resume 1 clean|open NANOSECONDS PIECES HEX-OF-BITS\n
constexpr std::string_view magic = "shoal-resume 1 ";
constexpr std::int64_t record_limit = 256 * 1024 * 1024;
constexpr std::int64_t torrent_limit = 256 * 1024 * 1024;

std::vector<std::uint8_t> pack(std::vector<bool> const& bits) {
    std::vector<std::uint8_t> bytes((bits.size() + 7) / 8);
    for (std::size_t i = 0; i < bits.size(); ++i)
        if (bits[i])
            bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] | (0x80U >> (i % 8)));
    return bytes;
}

std::vector<bool> unpack(std::vector<std::uint8_t> const& bytes, std::size_t count) {
    std::vector<bool> bits(count);
    for (std::size_t i = 0; i < count; ++i)
        bits[i] = (bytes[i / 8] & (0x80U >> (i % 8))) != 0;
    return bits;
}

/// The next word of the header; it ends at a space or at the end.
std::string_view take_word(std::string_view& line) {
    auto const end = std::min(line.find(' '), line.size());
    auto const word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

template <class Number>
bool read(std::string_view word, Number& value) {
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc{} && end == word.data() + word.size();
}

std::optional<std::string> load(fs::path const& path, std::int64_t limit) {
    auto bytes = read_file(path, limit);
    return bytes ? std::optional{*std::move(bytes)} : std::nullopt;
}

} // namespace

std::string encode(ResumeRecord const& record) {
    auto const time =
        std::chrono::duration_cast<std::chrono::nanoseconds>(record.saved.time_since_epoch());
    return fmt::format("{}{} {} {} {}\n{}", magic, record.clean ? "clean" : "open", time.count(),
                       record.have.size(), to_hex(pack(record.have)), record.blob);
}

Result<ResumeRecord> decode_record(std::string_view bytes) {
    auto const bad = [] {
        return fail(Errc::invalid_input, "not a resume record of shoal");
    };
    auto const line_end = bytes.find('\n');
    if (!bytes.starts_with(magic) || line_end == std::string_view::npos)
        return bad();
    auto line = bytes.substr(magic.size(), line_end - magic.size());

    auto const state = take_word(line);
    std::int64_t nanoseconds = 0;
    std::size_t pieces = 0;
    if (state != "clean" && state != "open")
        return bad();
    if (!read(take_word(line), nanoseconds) || !read(take_word(line), pieces))
        return bad();
    if (pieces > line.size() * 4 || line.size() != (pieces + 7) / 8 * 2) // the first bounds the sum
        return bad();
    std::vector<std::uint8_t> packed(line.size() / 2);
    SHOAL_TRY_VOID(from_hex(line, packed));

    return ResumeRecord{
        .clean = state == "clean",
        .saved = WallTime{std::chrono::duration_cast<WallTime::duration>(
            std::chrono::nanoseconds{nanoseconds})},
        .have = unpack(packed, pieces),
        .blob = std::string{bytes.substr(line_end + 1)},
    };
}

fs::path StateFiles::record_path(api::InfoHash const& hash, fs::path const& place) const {
    auto const text = place.lexically_normal().string();
    auto const digest = sha1(std::as_bytes(std::span{text.data(), text.size()}));
    return dir_ / "resume" /
           fmt::format("{}-{}.resume", display(hash), to_hex(std::span{digest}.first(8)));
}

Result<void> StateFiles::save(fs::path const& path, std::string_view bytes) const {
    if (dir_.empty())
        return {};
    SHOAL_TRY_VOID(make_folder(path.parent_path()));
    return write_file(path, bytes, Overwrite::yes);
}

std::optional<ResumeRecord> StateFiles::load_record(api::InfoHash const& hash,
                                                    fs::path const& place) const {
    if (dir_.empty())
        return std::nullopt;
    auto const bytes = load(record_path(hash, place), record_limit);
    if (!bytes)
        return std::nullopt;
    auto record = decode_record(*bytes);
    return record ? std::optional{*std::move(record)} : std::nullopt;
}

Result<void> StateFiles::save_record(api::InfoHash const& hash, fs::path const& place,
                                     ResumeRecord const& record) const {
    return save(record_path(hash, place), encode(record));
}

std::optional<std::string> StateFiles::load_torrent(api::InfoHash const& hash) const {
    if (dir_.empty())
        return std::nullopt;
    return load(dir_ / "metadata" / (display(hash) + ".torrent"), torrent_limit);
}

Result<void> StateFiles::save_torrent(api::InfoHash const& hash, std::string_view bytes) const {
    return save(dir_ / "metadata" / (display(hash) + ".torrent"), bytes);
}

std::string StateFiles::load_dht() const {
    if (dir_.empty())
        return {};
    return load(dir_ / "dht.state", 16 * 1024 * 1024).value_or(std::string{});
}

Result<void> StateFiles::save_dht(std::string_view bytes) const {
    return save(dir_ / "dht.state", bytes);
}

} // namespace shoal::engine
