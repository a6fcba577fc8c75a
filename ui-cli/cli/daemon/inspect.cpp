#include "ui-cli/cli/daemon/inspect.hpp"

#include "core/api/documents.hpp"
#include "ui-cli/cli/reports/detail_report.hpp"

#include <fmt/format.h>

namespace shoal::cli {

void print_heading(Printer& printer, TorrentViews const& torrents,
                   api::TorrentView const& torrent) {
    if (torrents.size() < 2)
        return;
    if (&torrent != torrents.front().get())
        printer.line("");
    printer.line(fmt::format("{} {}", torrent.id, torrent.name));
}

std::vector<Error> show_answers(Context& context, Daemon& daemon, bool json,
                                TorrentViews const& torrents, Ask ask) {
    auto& printer = context.printer;
    std::vector<Error> errors;
    for (auto const& torrent : torrents) {
        auto const answer = daemon.ask(ask(torrent->id)).map_error(at(torrent->name));
        if (!answer) {
            errors.push_back(answer.error());
        } else if (json) {
            printer.line(api::answer_document(*torrent, *answer));
        } else {
            print_heading(printer, torrents, *torrent);
            for (auto const& line : answer_lines(*answer, printer.out_columns()))
                printer.line(line);
        }
    }
    return errors;
}

} // namespace shoal::cli
