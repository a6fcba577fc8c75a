#include "core/metainfo/import_fields.hpp"

#include <algorithm>

namespace shoal::metainfo {

Result<ClientFile> ClientFile::parse(std::string_view text) {
    SHOAL_TRY(auto parsed, bencode::Document::parse(text));
    auto document = std::make_unique<bencode::Document>(std::move(parsed));
    auto const root = document->root();
    if (!root.is_dict())
        return fail(Errc::invalid_input, "this is no dictionary of a client's");
    return ClientFile{std::move(document), root};
}

std::int64_t ClientFile::number(std::string_view key) const {
    auto const value = root.find(key);
    return value ? value->integer().value_or(0) : 0;
}

std::string ClientFile::text(std::string_view key) const {
    auto const value = root.find(key);
    return std::string{value ? value->string().value_or("") : ""};
}

std::vector<bencode::Value> ClientFile::items(std::string_view key) const {
    auto const value = root.find(key);
    return value ? value->items() : std::vector<bencode::Value>{};
}

std::optional<WallTime> ClientFile::time(std::string_view key) const {
    return time_at(number(key));
}

std::optional<WallTime> time_at(std::int64_t seconds) {
    constexpr std::int64_t year_2200 = 7'258'118'400;
    if (seconds <= 0 || seconds > year_2200)
        return std::nullopt;
    return WallTime{std::chrono::seconds{seconds}};
}

std::vector<bool> bits(std::string_view bytes, std::size_t count) {
    if (bytes.size() * 8 < count)
        return {};
    std::vector<bool> result(count);
    for (std::size_t i = 0; i < count; ++i)
        result[i] = (static_cast<unsigned char>(bytes[i / 8]) >> (7 - i % 8) & 1) != 0;
    return result;
}

void settle(Metainfo const& metainfo, Imported& imported) {
    auto const& have = imported.have;
    imported.complete = !have.empty() && std::ranges::all_of(have, [](bool each) { return each; });
    imported.wanted.resize(metainfo.files.size(), true);
    imported.unchanged_since.resize(metainfo.files.size());
    imported.uploaded = std::max<std::int64_t>(imported.uploaded, 0);
    imported.downloaded = std::max<std::int64_t>(imported.downloaded, 0);
}

void take_name(std::string const& name, Metainfo const& metainfo, Imported& imported) {
    if (!name.empty() && name != metainfo.summary.name)
        imported.rename = name;
}

} // namespace shoal::metainfo
