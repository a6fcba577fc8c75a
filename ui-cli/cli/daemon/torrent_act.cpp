#include "ui-cli/cli/daemon/torrent_act.hpp"

#include "ui-cli/cli/usage.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

using Json = nlohmann::ordered_json;

/// What became of the torrents.
struct Outcome {
    TorrentViews done;
    std::vector<Error> errors;
};

/// Says which torrent an error is about, when it is one alone.
Error named(Error error, Step const& step) {
    return step.torrents.size() == 1 ? at(step.torrents.front()->name)(std::move(error)) : error;
}

void carry_out(Daemon& daemon, Steps steps, Outcome& outcome) {
    auto const replies = daemon.submit(steps.size(), [&](std::size_t i) {
        return Result<api::Command>{std::move(steps[i].command)};
    });
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto const& torrents = steps[i].torrents;
        if (replies[i])
            outcome.done.insert(outcome.done.end(), torrents.begin(), torrents.end());
        else
            outcome.errors.push_back(named(replies[i].error(), steps[i]));
    }
}

Json outcome_json(std::string_view command, Outcome const& outcome) {
    Json json{{"schema", fmt::format("shoal.{}/1", command)},
              {"torrents", Json::array()},
              {"errors", Json::array()}};
    for (auto const& torrent : outcome.done)
        json["torrents"].push_back({{"id", torrent->id},
                                    {"info_hash", api::display(torrent->info_hash)},
                                    {"name", torrent->name}});
    for (auto const& error : outcome.errors)
        json["errors"].push_back({{"where", error.where}, {"what", error.what}});
    return json;
}

std::string outcome_text(std::string_view done, TorrentViews const& torrents) {
    return torrents.size() == 1 ? fmt::format("{}: {} {}", done, torrents[0]->id, torrents[0]->name)
                                : fmt::format("{}: {} torrents", done, torrents.size());
}

ExitCode plan_failed(Context& context, std::string_view command, Error const& error) {
    return error.code == Errc::invalid_input ? usage_error(context.printer, command, error)
                                             : daemon_failed(context, command, error);
}

} // namespace

tl::expected<Pick, ExitCode> attach_and_pick(Context& context, Daemon& daemon,
                                             std::string_view command, DaemonFlags const& flags,
                                             TorrentWords const& words) {
    if (auto const attached = daemon.attach(flags.socket); !attached)
        return tl::make_unexpected(daemon_failed(context, command, attached.error()));
    auto pick = pick_torrents(*daemon.snapshot(), words.words, words.filter);
    if (!pick)
        return tl::make_unexpected(usage_error(context.printer, command, pick.error()));
    return *std::move(pick);
}

ExitCode sum_up(Context& context, std::string_view command, std::vector<Error> const& errors,
                bool is_any_done) {
    std::optional<ExitCode> first;
    for (auto const& error : errors) {
        auto const exit = daemon_failed(context, command, error);
        first = first.value_or(exit);
    }
    if (!first)
        return ExitCode::done;
    return is_any_done ? ExitCode::partly_done : *first;
}

ExitCode both(ExitCode first, ExitCode second) {
    if (first == second || second == ExitCode::done)
        return first;
    return first == ExitCode::done ? second : ExitCode::partly_done;
}

ExitCode act_on_torrents(Context& context, DaemonFlags const& flags, TorrentWords const& words,
                         Act const& act) {
    Daemon daemon{context.services, act.after ? Follow::yes : Follow::no};
    auto const pick = attach_and_pick(context, daemon, act.command, flags, words);
    if (!pick)
        return pick.error();
    Outcome outcome{.done = {}, .errors = pick->errors()};
    if (!pick->torrents.empty()) {
        auto steps = act.plan(daemon, pick->torrents);
        if (!steps)
            return plan_failed(context, act.command, steps.error());
        carry_out(daemon, *std::move(steps), outcome);
    }
    if (flags.json)
        context.printer.json(outcome_json(act.command, outcome));
    else if (!outcome.done.empty() || outcome.errors.empty())
        context.printer.line(outcome_text(act.done, outcome.done));
    auto const exit = sum_up(context, act.command, outcome.errors, !outcome.done.empty());
    if (outcome.done.empty() || !act.after)
        return exit;
    return both(exit, act.after(daemon, outcome.done));
}

} // namespace shoal::cli
