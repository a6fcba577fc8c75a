#include "core/engine/records/state_files.hpp"

#include <fmt/format.h>

namespace shoal::engine {
namespace {

constexpr std::int64_t record_limit = 256 * 1024 * 1024;
constexpr std::int64_t torrent_limit = 256 * 1024 * 1024;

std::optional<std::string> load(fs::path const& path, std::int64_t limit) {
    auto bytes = read_file(path, limit);
    return bytes ? std::optional{*std::move(bytes)} : std::nullopt;
}

} // namespace

fs::path StateFiles::record_path(RecordKey const& key) const {
    auto const text = key.place.lexically_normal().string();
    auto const digest = sha1(std::as_bytes(std::span{text.data(), text.size()}));
    return dir_ / "resume" /
           fmt::format("{}-{}.resume", display(key.info_hash), to_hex(std::span{digest}.first(8)));
}

Result<void> StateFiles::save(fs::path const& path, std::string_view bytes) const {
    if (dir_.empty())
        return {};
    SHOAL_TRY_VOID(make_folder(path.parent_path()));
    return write_file(path, bytes, Overwrite::yes);
}

std::optional<ResumeRecord> StateFiles::load_record(RecordKey const& key) const {
    if (dir_.empty())
        return std::nullopt;
    auto const bytes = load(record_path(key), record_limit);
    if (!bytes)
        return std::nullopt;
    auto record = decode_record(*bytes);
    return record ? std::optional{*std::move(record)} : std::nullopt;
}

Result<void> StateFiles::save_record(RecordKey const& key, ResumeRecord const& record) const {
    return save(record_path(key), encode(record));
}

std::optional<std::string> StateFiles::load_torrent(api::TorrentId,
                                                    api::InfoHash const& hash) const {
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
