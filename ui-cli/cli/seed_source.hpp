#pragma once

#include "ui-cli/cli/context.hpp"
#include "ui-cli/cli/reports/get_progress.hpp"

namespace shoal::cli {

/// 40 or 64 hexadecimal digits: an info-hash, unless a file is called so.
[[nodiscard]] bool is_hash(std::string const& text);
/// A magnet link, or an http or https URL.
[[nodiscard]] bool is_link(std::string const& text);

enum class SourceKind { torrent, content };

/// Whether a SOURCE of seed names a torrent (magnet, info-hash, URL, .torrent file) or content to
/// make one of. not_found when it is neither; a .torrent that is broken is the error it has.
[[nodiscard]] Result<SourceKind> seed_source_kind(std::string const& source,
                                                  api::Torrents& torrents);

/// A folder for torrents made on the fly, gone with this object.
class ScratchDir {
public:
    [[nodiscard]] static Result<ScratchDir> create();
    ~ScratchDir();

    ScratchDir(ScratchDir&& other) noexcept : path_(std::exchange(other.path_, {})) {}

    ScratchDir& operator=(ScratchDir&&) = delete;

    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    explicit ScratchDir(fs::path path) : path_(std::move(path)) {}

    fs::path path_;
};

/// A source that seeds what was hashed a moment ago, without reading it again. conflict when the
/// content lies in several places, so that no folder has it all.
[[nodiscard]] Result<Source> source_from_report(api::CreateReport const& report, api::Add add);

/// Makes a torrent of the content at `add.source`, hashing it once, with progress on the terminal.
[[nodiscard]] Result<Source> source_from_content(Context& context, api::Add add,
                                                 std::vector<std::vector<std::string>> trackers,
                                                 fs::path const& scratch);

} // namespace shoal::cli
