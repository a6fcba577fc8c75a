#include "ui-cli/cli/daemon/wait_for.hpp"

#include "core/base/units.hpp"
#include "ui-cli/cli/daemon/torrent_act.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <set>

namespace shoal::cli {
namespace {

// Snapshots change four times a second.
constexpr auto tick = 250ms;

/// The torrents that are waited for. Fed with what is known of them, until none is left.
class Awaited {
public:
    Awaited(api::Ids const& ids, Judge const& judge, std::string_view failure)
        : left_(ids.begin(), ids.end()), total_(ids.size()), judge_(judge), failure_(failure) {}

    void look(api::Snapshot const& snapshot) {
        auto const ids = left_;
        for (auto const id : ids) {
            auto const torrent = api::find(snapshot, id);
            if (torrent)
                seen_.insert(id);
            auto const verdict = torrent ? judge(*torrent) : absent(id);
            // Why it failed is told right behind the snapshot that shows it.
            if (verdict && (*verdict || !failing_.insert(id).second))
                decide(id, *verdict, torrent ? torrent->name : "");
        }
    }

    void hear(api::Event const& event) {
        if (event.kind == api::EventKind::error && left_.contains(event.id))
            decide(event.id, fail(event.code, event.text, event.where), event.name);
        bool const is_end = event.kind == api::EventKind::warning && !failure_.empty() &&
                            event.text.starts_with(failure_);
        if (is_end && left_.contains(event.id))
            decide(event.id,
                   fail(event.code,
                        fmt::format("{}{}; its files stay where they were, so choose "
                                    "another folder",
                                    event.text, event.where.empty() ? "" : ", on " + event.where)),
                   event.name);
    }

    [[nodiscard]] bool is_over() const { return left_.empty(); }

    [[nodiscard]] std::vector<Error> const& errors() const { return errors_; }

    [[nodiscard]] std::size_t there() const { return total_ - left_.size() - errors_.size(); }

    [[nodiscard]] std::string text() const {
        return fmt::format("{} of {} torrents there", there(), total_);
    }

private:
    [[nodiscard]] Verdict judge(api::TorrentView const& torrent) const {
        if (torrent.state == api::TorrentState::error)
            return fail(Errc::io, torrent.error);
        return judge_(torrent);
    }

    /// Before it was seen, it is only not published yet.
    [[nodiscard]] Verdict absent(api::TorrentId id) const {
        if (!seen_.contains(id))
            return std::nullopt;
        return fail(Errc::not_found, "it was removed meanwhile");
    }

    void decide(api::TorrentId id, Result<void> const& verdict, std::string const& name) {
        left_.erase(id);
        if (!verdict)
            errors_.push_back(at(name.empty() ? std::to_string(id) : name)(verdict.error()));
    }

    std::set<api::TorrentId> left_;
    std::set<api::TorrentId> seen_;
    std::set<api::TorrentId> failing_;
    std::size_t total_;
    Judge const& judge_;
    std::string_view failure_;
    std::vector<Error> errors_;
};

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

ExitCode timed_out(Context& context, std::string_view command, Awaited const& awaited,
                   std::chrono::seconds limit) {
    (void)sum_up(context, command, awaited.errors(), false);
    context.printer.note(fmt::format("{}: the limit of {} was reached with {}; the daemon goes on",
                                     command, format_duration(limit), awaited.text()));
    return ExitCode::timed_out;
}

} // namespace

void WaitFlag::attach(CLI::App& command, std::string const& what) {
    command.add_flag("--wait", texts,
                     fmt::format("wait until {}; --wait=DUR: with a limit, then exit 6", what));
}

Result<std::optional<std::chrono::seconds>> WaitFlag::limit() const {
    if (texts.empty() || texts.back() == "true") // CLI11's word for a flag alone
        return std::nullopt;
    SHOAL_TRY(auto const limit, parse_duration(texts.back()).map_error(at("--wait")));
    return limit;
}

ExitCode wait_for(Context& context, Daemon& daemon, std::string_view command, api::Ids ids,
                  Judge const& judge, std::optional<std::chrono::seconds> limit,
                  std::string_view failure) {
    Awaited awaited{ids, judge, failure};
    auto const deadline = limit ? now() + *limit : SteadyTime::max();
    while (true) {
        awaited.look(*daemon.snapshot());
        if (awaited.is_over())
            break;
        if (context.services.interrupted.stop_requested())
            return context.services.interrupt_status();
        if (now() >= deadline)
            return timed_out(context, command, awaited, *limit);
        context.printer.live(awaited.text());
        for (auto const& event : daemon.events(std::min(now() + tick, deadline)))
            awaited.hear(event);
    }
    context.printer.end_live();
    return sum_up(context, command, awaited.errors(), awaited.there() > 0);
}

} // namespace shoal::cli
