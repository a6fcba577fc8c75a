#include "core/metainfo/path_check.hpp"

#include "core/base/text.hpp"
#include "core/metainfo/unicode_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace shoal::metainfo {
namespace {

using CodePoints = std::vector<std::uint32_t>;

/// Of well-formed UTF-8.
CodePoints decode(std::string_view text) {
    CodePoints result;
    for (std::size_t i = 0; i < text.size();) {
        auto const lead = static_cast<unsigned char>(text[i]);
        std::size_t const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        std::uint32_t code = length == 1 ? lead : lead & (0x7fU >> length);
        for (std::size_t k = 1; k < length; ++k)
            code = (code << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
        result.push_back(code);
        i += length;
    }
    return result;
}

void append_utf8(std::uint32_t code, std::string& out) {
    if (code < 0x80)
        return out.push_back(static_cast<char>(code));
    int const tails = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    out += static_cast<char>((0xff00U >> (tails + 1) & 0xffU) | code >> (6 * tails));
    for (int i = tails - 1; i >= 0; --i)
        out += static_cast<char>(0x80U | (code >> (6 * i) & 0x3fU));
}

/// Hangul syllables decompose by arithmetic (Unicode 3.12).
void append_hangul(std::uint32_t code, CodePoints& out) {
    auto const syllable = code - 0xac00;
    out.push_back(0x1100 + syllable / 588);
    out.push_back(0x1161 + syllable % 588 / 28);
    if (syllable % 28 != 0)
        out.push_back(0x11a7 + syllable % 28);
}

void append_decomposed(std::uint32_t code, CodePoints& out) {
    if (code >= 0xac00 && code <= 0xd7a3)
        return append_hangul(code, out);
    CodePoints marks;
    auto const table = decompositions();
    while (true) {
        auto const found = std::lower_bound(
            table.begin(), table.end(), code,
            [](Decomposition const& row, std::uint32_t wanted) { return row.composed < wanted; });
        if (found == table.end() || found->composed != code)
            break;
        code = found->base;
        if (found->mark != 0)
            marks.push_back(found->mark);
    }
    out.push_back(code);
    out.insert(out.end(), marks.rbegin(), marks.rend());
}

/// Of decomposed letters, so that plain ones are enough.
std::uint32_t lower(std::uint32_t code) {
    bool const ascii = code >= 'A' && code <= 'Z';
    bool const latin = code >= 0xc0 && code <= 0xde && code != 0xd7;
    bool const greek = code >= 0x391 && code <= 0x3a9;
    bool const cyrillic = code >= 0x410 && code <= 0x42f;
    if (ascii || latin || greek || cyrillic)
        return code + 32;
    if (code >= 0x400 && code <= 0x40f)
        return code + 80;
    return code >= 0x100 && code <= 0x137 ? code | 1U : code;
}

std::string fold_ascii(std::string_view path) {
    std::string folded{path};
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    return folded;
}

} // namespace

Result<void> check_component(std::string_view part) {
    auto const refuse = [](std::string_view why) {
        return fail(Errc::invalid_input, std::string{why});
    };
    if (part.empty())
        return refuse("empty name");
    if (part == "." || part == "..")
        return refuse(fmt::format("'{}' would leave the folder", part));
    if (part.find('/') != std::string_view::npos)
        return refuse("'/' within a name would leave the folder");
    if (part.find('\0') != std::string_view::npos)
        return refuse("NUL within a name");
    if (part.size() > max_component)
        return refuse(fmt::format("name of {} bytes; {} is the most", part.size(), max_component));
    return {};
}

std::string fold_path(std::string_view path) {
    bool const plain = std::all_of(path.begin(), path.end(), [](char c) { return c >= 0; });
    if (plain || !is_utf8(path))
        return fold_ascii(path);
    CodePoints decomposed;
    for (auto const code : decode(path))
        append_decomposed(code, decomposed);
    std::string key;
    key.reserve(3 * path.size());
    for (auto const code : decomposed)
        append_utf8(lower(code), key);
    return key;
}

Result<void> check_collisions(std::vector<std::string_view> const& paths) {
    struct Keyed {
        std::string key;
        std::string_view path;
    };

    std::vector<Keyed> sorted;
    sorted.reserve(paths.size());
    for (auto const path : paths) {
        sorted.push_back(Keyed{fold_path(path), path});
        // A folder's contents come right after a file of the same name if '/' sorts first.
        std::replace(sorted.back().key.begin(), sorted.back().key.end(), '/', '\0');
    }
    std::sort(sorted.begin(), sorted.end(),
              [](Keyed const& a, Keyed const& b) { return a.key < b.key; });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        auto const& [key, path] = sorted[i];
        auto const& before = sorted[i - 1];
        if (key == before.key)
            return fail(Errc::invalid_input,
                        before.path == path
                            ? fmt::format("'{}' is there twice", path)
                            : fmt::format("'{}' and '{}' differ only by case or normalisation, so "
                                          "some file systems take them for one",
                                          before.path, path));
        if (key.starts_with(before.key) && key[before.key.size()] == '\0')
            return fail(
                Errc::invalid_input,
                fmt::format("'{}' is both a file and the folder of '{}'", before.path, path));
    }
    return {};
}

} // namespace shoal::metainfo
