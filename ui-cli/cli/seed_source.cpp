#include "ui-cli/cli/seed_source.hpp"

#include "core/base/text.hpp"
#include "core/base/units.hpp"
#include "ui-cli/cli/reports/get_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <stdlib.h> // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX

namespace shoal::cli {
namespace {

// A larger file without the name of a .torrent is content: it is not read to find out.
constexpr std::uintmax_t largest_torrent = 64 * 1024 * 1024;

void show_hashing(Printer& printer, std::string const& name, api::Progress const& progress) {
    if (progress.total_bytes <= 0)
        return;
    auto const fraction =
        static_cast<double>(progress.done_bytes) / static_cast<double>(progress.total_bytes);
    printer.live(fmt::format("{}: hashing {} of {}", name, percent(fraction),
                             format_size(progress.total_bytes)));
}

} // namespace

bool is_hash(std::string const& text) {
    return (text.size() == 40 || text.size() == 64) &&
           text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

bool is_link(std::string const& text) {
    return starts_with_ignoring_case(text, "magnet:") ||
           starts_with_ignoring_case(text, "http://") ||
           starts_with_ignoring_case(text, "https://");
}

Result<SourceKind> seed_source_kind(std::string const& source, api::Torrents& torrents) {
    if (is_link(source))
        return SourceKind::torrent;
    std::error_code error;
    auto const status = fs::status(source, error);
    if (!fs::exists(status)) {
        if (is_hash(source))
            return SourceKind::torrent;
        return fail(Errc::not_found,
                    "this is no file, folder, magnet, info-hash or URL; check the path", source);
    }
    if (fs::is_directory(status))
        return SourceKind::content;
    bool const is_named_torrent = fs::path{source}.extension() == ".torrent";
    auto const size = fs::file_size(source, error);
    if (!is_named_torrent && (error || size > largest_torrent))
        return SourceKind::content;
    auto const summary = torrents.inspect(source);
    if (summary)
        return SourceKind::torrent;
    if (is_named_torrent)
        return tl::make_unexpected(at(source)(summary.error()));
    return SourceKind::content;
}

Result<ScratchDir> ScratchDir::create() {
    std::error_code error;
    auto const base = fs::temp_directory_path(error);
    auto name = ((error ? fs::path{"/tmp"} : base) / "shoal-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        return tl::make_unexpected(io_error(errno, name));
    return ScratchDir{name};
}

ScratchDir::~ScratchDir() {
    std::error_code ignored;
    if (!path_.empty())
        fs::remove_all(path_, ignored);
}

Result<Source> source_from_report(api::CreateReport const& report, api::Add add) {
    if (report.content_dir.empty())
        return fail(Errc::conflict,
                    "its files lie in several folders; put them under one to seed them",
                    report.name);
    add.source = report.path.string();
    add.dir = report.content_dir;
    add.rename = report.content_name;
    add.assume_complete = add.must_be_complete = true;
    return Source{std::move(add), report.magnet};
}

Result<Source> source_from_content(Context& context, api::Add add,
                                   std::vector<std::vector<std::string>> trackers,
                                   fs::path const& scratch) {
    api::CreateSpec spec;
    spec.paths = {add.source};
    spec.output = scratch / "new.torrent";
    spec.piece_size = std::nullopt;
    spec.trackers = std::move(trackers);
    auto const report = context.services.torrents.create(
        spec,
        [&](api::Progress const& progress) { show_hashing(context.printer, add.source, progress); },
        context.services.interrupted);
    context.printer.end_live();
    if (!report)
        return tl::make_unexpected(at(add.source)(report.error()));
    for (auto const& warning : report->warnings)
        context.printer.warn(warning);
    auto const typed = add.source;
    SHOAL_TRY(auto source, source_from_report(*report, std::move(add)));
    source.typed = typed;
    return source;
}

} // namespace shoal::cli
