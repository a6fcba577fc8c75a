#include "core/metainfo/verify.hpp"

#include "core/metainfo/check_pieces.hpp"

#include <algorithm>

namespace shoal::metainfo {
namespace {

/// Where each file is: in `data` under the torrent's name, or, when there is nothing of that name,
/// in `data` as the content itself.
std::vector<fs::path> place(Metainfo const& torrent, fs::path const& data) {
    auto const& first = torrent.files[0].path;
    bool const is_single = first.find('/') == std::string::npos;
    std::error_code ignored;
    bool const is_named = fs::exists(data / first.substr(0, first.find('/')), ignored);
    bool const is_content = !is_named && fs::is_directory(data, ignored) != is_single;
    std::vector<fs::path> paths;
    for (auto const& file : torrent.files) {
        auto const slash = file.path.find('/');
        if (!is_content)
            paths.push_back(data / file.path);
        else
            paths.push_back(is_single ? data : data / file.path.substr(slash + 1));
    }
    return paths;
}

/// Bytes of the file in pieces that are not good.
std::int64_t bad_bytes(LayoutFile const& file, std::int64_t piece_size,
                       std::vector<bool> const& good) {
    std::int64_t bad = 0;
    auto const end = file.offset + file.size;
    for (auto at = file.offset; at < end;) {
        auto const next = std::min((at / piece_size + 1) * piece_size, end);
        if (!good[static_cast<std::size_t>(at / piece_size)])
            bad += next - at;
        at = next;
    }
    return bad;
}

api::VerifyFile judge(LayoutFile const& file, fs::path const& path, std::int64_t piece_size,
                      std::vector<bool> const& good) {
    api::VerifyFile result{.path = file.path, .size = file.size};
    std::error_code error;
    auto const size = fs::file_size(path, error);
    result.missing = static_cast<bool>(error) && !fs::exists(path, error);
    result.bad_bytes = bad_bytes(file, piece_size, good);
    result.ok =
        !result.missing && result.bad_bytes == 0 && size == static_cast<std::uintmax_t>(file.size);
    return result;
}

} // namespace

Result<api::VerifyReport> verify(Metainfo const& torrent, fs::path const& data,
                                 api::OnProgress const& progress, std::stop_token stop) {
    auto const began = std::chrono::steady_clock::now();
    std::error_code error;
    if (!fs::exists(data, error))
        return tl::make_unexpected(io_error(error ? error.value() : ENOENT, data));
    auto const paths = place(torrent, data);
    CheckSpec const spec{.torrent = torrent, .paths = paths, .wanted = {}};
    SHOAL_TRY(auto const good, check_pieces(spec, progress, std::move(stop)));

    api::VerifyReport report;
    for (std::size_t i = 0; i < good.size(); ++i)
        if (!good[i])
            report.bad_pieces.push_back(static_cast<std::int64_t>(i));
    report.pieces_bad = static_cast<std::int64_t>(report.bad_pieces.size());
    report.pieces_ok = static_cast<std::int64_t>(good.size()) - report.pieces_bad;
    for (std::size_t i = 0; i < torrent.files.size(); ++i)
        if (!torrent.files[i].is_pad)
            report.files.push_back(
                judge(torrent.files[i], paths[i], torrent.summary.piece_size, good));
    report.ok = report.pieces_bad == 0 && std::all_of(report.files.begin(), report.files.end(),
                                                      [](auto const& file) { return file.ok; });
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return report;
}

} // namespace shoal::metainfo
