#include "core/metainfo/verify.hpp"

#include "core/metainfo/check_pieces.hpp"
#include "core/metainfo/raw_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <mutex>
#include <string_view>

namespace shoal::metainfo {
namespace {

std::string_view root_of(std::string_view path) {
    return path.substr(0, path.find('/'));
}

/// Where a file is: in `data` under the torrent's name, or in `data` as the content itself.
fs::path place(std::string const& path, fs::path const& data, bool is_content) {
    auto const slash = path.find('/');
    if (path.empty() || !is_content)
        return path.empty() ? fs::path{} : data / path;
    return slash == std::string::npos ? data : data / path.substr(slash + 1);
}

/// The content itself when there is nothing of the torrent's name in `data`.
std::vector<fs::path> place(Metainfo const& torrent, fs::path const& data) {
    auto const& first = torrent.files[0];
    bool const is_single = first.path.find('/') == std::string::npos;
    std::error_code ignored;
    bool const is_named = fs::exists(data / root_of(first.path), ignored) ||
                          fs::exists(data / torrent.summary.name, ignored);
    bool const is_content = !is_named && fs::is_directory(data, ignored) != is_single;
    std::vector<fs::path> paths;
    std::vector<fs::path> raw;
    for (auto const& file : torrent.files) {
        paths.push_back(place(file.path, data, is_content));
        raw.push_back(place(file.raw_path, data, is_content));
    }
    auto const found = found_raw(paths, raw);
    for (std::size_t i = 0; i < paths.size(); ++i)
        if (found[i])
            paths[i] = raw[i];
    return paths;
}

/// What could not be read. Any thread.
class Unread {
public:
    explicit Unread(std::size_t pieces) : pieces_(pieces) {}

    /// A file that is missing or short is damage, which is another thing.
    void note(std::int64_t piece, Error const& why) {
        if (why.code == Errc::not_found || why.code == Errc::conflict)
            return;
        std::scoped_lock const lock(mutex_);
        pieces_[static_cast<std::size_t>(piece)] = true;
        files_.try_emplace(why.where, why);
    }

    // Once nobody notes any more.

    [[nodiscard]] std::vector<bool> const& pieces() const { return pieces_; }

    [[nodiscard]] Error const* of(fs::path const& path) const {
        auto const found = files_.find(path.string());
        return found == files_.end() ? nullptr : &found->second;
    }

private:
    std::mutex mutex_;
    std::vector<bool> pieces_;
    std::map<std::string, Error> files_;
};

/// Bytes of the file in such pieces.
std::int64_t bytes_in(LayoutFile const& file, std::int64_t piece_size,
                      std::vector<bool> const& pieces) {
    std::int64_t bytes = 0;
    auto const end = file.offset + file.size;
    for (auto at = file.offset; at < end;) {
        auto const next = std::min((at / piece_size + 1) * piece_size, end);
        if (pieces[static_cast<std::size_t>(at / piece_size)])
            bytes += next - at;
        at = next;
    }
    return bytes;
}

struct Verdicts {
    std::vector<bool> bad; ///< pieces
    Unread const& unread;
};

api::VerifyFile judge(LayoutFile const& file, fs::path const& path, std::int64_t piece_size,
                      Verdicts const& verdicts) {
    api::VerifyFile result{.path = file.path, .size = file.size};
    std::error_code error;
    auto const size = fs::file_size(path, error);
    if (Error const* const why = verdicts.unread.of(path))
        result.error = why->what;
    result.missing = result.error.empty() && static_cast<bool>(error) && !fs::exists(path, error);
    result.bad_bytes = bytes_in(file, piece_size, verdicts.bad);
    result.unread_bytes = bytes_in(file, piece_size, verdicts.unread.pieces());
    result.ok = !result.missing && result.error.empty() && result.bad_bytes == 0 &&
                result.unread_bytes == 0 && size == static_cast<std::uintmax_t>(file.size);
    return result;
}

void count_pieces(Verdicts const& verdicts, api::VerifyReport& report) {
    for (std::size_t i = 0; i < verdicts.bad.size(); ++i)
        if (verdicts.bad[i])
            report.bad_pieces.push_back(static_cast<std::int64_t>(i));
    report.pieces_bad = std::ssize(report.bad_pieces);
    report.pieces_unread = std::ranges::count(verdicts.unread.pieces(), true);
    report.pieces_ok = std::ssize(verdicts.bad) - report.pieces_bad - report.pieces_unread;
}

/// A lone file may have any name; a file of several is not the content.
Result<void> check_path(Metainfo const& torrent, fs::path const& data) {
    std::error_code error;
    if (!fs::exists(data, error))
        return tl::make_unexpected(io_error(error ? error.value() : ENOENT, data));
    if (torrent.files[0].path.find('/') == std::string::npos || fs::is_directory(data, error))
        return {};
    return fail(Errc::invalid_input,
                fmt::format("it is a file, and the torrent has a folder of {}; name that folder, "
                            "or the one that holds it",
                            torrent.summary.files.size()),
                data.string());
}

} // namespace

Result<api::VerifyReport> verify(Metainfo const& torrent, fs::path const& data,
                                 api::OnProgress const& progress, std::stop_token stop) {
    auto const began = std::chrono::steady_clock::now();
    SHOAL_TRY_VOID(check_path(torrent, data));
    auto const paths = place(torrent, data);
    Unread unread{static_cast<std::size_t>(torrent.summary.pieces)};
    CheckSpec const spec{.torrent = torrent,
                         .paths = paths,
                         .wanted = {},
                         .on_failure = [&](std::int64_t piece, Error const& why) {
                             unread.note(piece, why);
                         }};
    SHOAL_TRY(auto const good, check_pieces(spec, progress, std::move(stop)));

    Verdicts verdicts{.bad = {}, .unread = unread};
    for (std::size_t i = 0; i < good.size(); ++i)
        verdicts.bad.push_back(!good[i] && !unread.pieces()[i]);
    api::VerifyReport report;
    count_pieces(verdicts, report);
    for (std::size_t i = 0; i < torrent.files.size(); ++i) {
        if (torrent.files[i].is_pad)
            continue;
        report.files.push_back(
            judge(torrent.files[i], paths[i], torrent.summary.piece_size, verdicts));
        if (Error const* const why = unread.of(paths[i]); why && !report.failure)
            report.failure = *why;
    }
    report.ok = report.pieces_bad == 0 && std::all_of(report.files.begin(), report.files.end(),
                                                      [](auto const& file) { return file.ok; });
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return report;
}

} // namespace shoal::metainfo
