#include "core/engine/records/records.hpp"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace shoal::engine {
namespace {

// The header is one line of text, the blob follows as it is:
//   shoal-resume 1 clean|open NANOSECONDS PIECES HEX-OF-BITS\n
constexpr std::string_view magic = "shoal-resume 1 ";

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

} // namespace shoal::engine
