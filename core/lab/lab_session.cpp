#include "core/lab/lab_session.hpp"

#include "core/lab/lab_rules.hpp"
#include "core/lab/lab_run.hpp"

#include <algorithm>

namespace shoal::lab {
namespace {

/// Many answers as one: the first failure, else the last.
class Gather {
public:
    Gather(std::size_t expected, api::Done done) : left_(expected), done_(std::move(done)) {}

    void take(Result<api::Reply> const& reply) {
        std::scoped_lock lock(mutex_);
        if (result_)
            result_ = reply;
        if (--left_ == 0)
            done_(result_);
    }

private:
    std::mutex mutex_;
    std::size_t left_;
    Result<api::Reply> result_ = api::Reply{};
    api::Done done_;
};

template <class Command>
concept about_several = requires(Command command) {
    command.ids;
};

template <class Command>
concept about_one = requires(Command command) {
    command.id;
};

/// One command for each torrent that it is about.
template <about_several Command>
std::vector<Command> singles(Command const& command) {
    std::vector<Command> each;
    for (auto const id : command.ids) {
        each.push_back(command);
        each.back().ids = {id};
    }
    return each;
}

api::TorrentId& number_in(about_several auto& command) {
    return command.ids.front();
}

api::TorrentId& number_in(about_one auto& command) {
    return command.id;
}

std::vector<api::SessionRules> rules_of(auto const& snapshots) {
    std::vector<api::SessionRules> rules;
    for (auto const& snapshot : snapshots)
        rules.push_back(snapshot->rules);
    return rules;
}

bool has_banned(api::Snapshot const& snapshot, api::Endpoint const& peer) {
    return std::ranges::any_of(snapshot.bans,
                               [&](api::Ban const& ban) { return ban.peer.endpoint == peer; });
}

tl::unexpected<Error> no_such_member() {
    return fail(Errc::not_found, "no member of the lab has this number now");
}

} // namespace

LabSession::LabSession(api::LabSpec spec, std::vector<MemberPlan> plan, api::OnEvent on_event)
    : on_event_(std::move(on_event)) {
    for (auto const& member : plan)
        names_.push_back(member.name);
    thread_ = std::jthread{
        [this, spec = std::move(spec), plan = std::move(plan)](std::stop_token const& stop) {
            run(spec, plan, stop);
        }};
}

void LabSession::run(api::LabSpec const& spec, std::vector<MemberPlan> plan,
                     std::stop_token const& stop) {
    std::function<void(api::LabReport const&)> const nobody_ticks;
    LabRun lab{spec, std::move(plan), nobody_ticks, stop};
    lab.watched_by({[this](api::Engine& engine) {
                        std::scoped_lock lock(mutex_);
                        engines_.push_back(&engine);
                    },
                    [this](Report const& report) {
                        tell(report.member, report.event);
                    }});
    auto const report = lab();
    if (!report && !stop.stop_requested())
        on_event_({.kind = api::EventKind::error, .text = report.error().what});
    std::unique_lock lock(mutex_);
    ended_.wait(lock, stop, [] { return false; });
    engines_.clear();
}

void LabSession::tell(std::size_t member, api::Event event) const {
    bool const is_of_a_torrent = event.id != 0;
    event.name = names_[member];
    event.id = is_of_a_torrent ? static_cast<api::TorrentId>(member + 1) : 0;
    on_event_(event);
}

std::optional<LabSession::Seat> LabSession::seat(api::TorrentId id) const {
    if (id == 0 || id > engines_.size())
        return std::nullopt;
    auto const snapshot = engines_[id - 1]->snapshot();
    if (snapshot->torrents.empty())
        return std::nullopt;
    return Seat{engines_[id - 1], snapshot->torrents.front()->id};
}

std::vector<api::Configure> LabSession::shares(api::Configure const& configure) const {
    auto const own = rules_of(parts());
    std::vector<api::Configure> shares(own.size(), configure);
    for (std::size_t i = 0; i < own.size(); ++i)
        shares[i].rules = share_of(configure.rules, together(own), own[i], own.size());
    return shares;
}

void LabSession::submit(api::Command command, api::Done done) {
    std::scoped_lock lock(mutex_);
    std::vector<std::pair<api::Engine*, api::Command>> errands;
    auto const aim = [&](auto single) {
        if (auto const where = seat(number_in(single))) {
            number_in(single) = where->id;
            errands.emplace_back(where->engine, std::move(single));
        }
    };
    std::visit(
        [&]<class Command>(Command const& typed) {
            if constexpr (about_several<Command>)
                for (auto& single : singles(typed))
                    aim(std::move(single));
            else if constexpr (about_one<Command>)
                aim(typed);
        },
        command);
    if (auto const* const configure = std::get_if<api::Configure>(&command)) {
        auto const configures = shares(*configure);
        for (std::size_t i = 0; i < configures.size(); ++i)
            errands.emplace_back(engines_[i], configures[i]);
    }
    if (auto const* const lift = std::get_if<api::LiftBan>(&command))
        for (auto* const engine : engines_)
            if (has_banned(*engine->snapshot(), lift->peer))
                errands.emplace_back(engine, command);
    bool const is_for_any = std::holds_alternative<api::CheckDht>(command) ||
                            std::holds_alternative<api::Note>(command);
    if (is_for_any && watched_ < engines_.size())
        errands.emplace_back(engines_[watched_], command);
    if (std::holds_alternative<api::Add>(command))
        return done(fail(Errc::conflict, "a lab has its torrent already, and no place for more"));
    if (errands.empty())
        return done(no_such_member());
    auto const gather = std::make_shared<Gather>(errands.size(), std::move(done));
    for (auto& [engine, errand] : errands)
        engine->submit(std::move(errand),
                       [gather](Result<api::Reply> const& reply) { gather->take(reply); });
}

void LabSession::ask(api::Question question, api::Answered answered) {
    std::scoped_lock lock(mutex_);
    if (std::holds_alternative<api::FiguresOf>(question) && watched_ < engines_.size())
        return engines_[watched_]->ask(question, std::move(answered));
    auto* const id = std::visit(
        []<class Question>(Question& typed) -> api::TorrentId* {
            if constexpr (about_one<Question>)
                return &typed.id;
            else
                return nullptr;
        },
        question);
    auto const where = id ? seat(*id) : std::nullopt;
    if (!where)
        return answered(no_such_member());
    if (std::holds_alternative<api::PeersOf>(question))
        watch(*id - 1);
    *id = where->id;
    where->engine->ask(question, std::move(answered));
}

void LabSession::watch(std::size_t member) {
    if (watched_ != member)
        parts_.clear(); // the next snapshot is another
    watched_ = member;
}

LabSession::Parts LabSession::parts() const {
    Parts parts;
    for (auto const* const engine : engines_)
        parts.push_back(engine->snapshot());
    return parts;
}

std::shared_ptr<api::Snapshot const> LabSession::snapshot() const {
    std::scoped_lock lock(mutex_);
    auto now = parts();
    if (now == parts_)
        return whole_;
    auto whole = std::make_shared<api::Snapshot>();
    whole->revision = whole_->revision + 1;
    for (std::size_t i = 0; i < now.size(); ++i) {
        whole->alternative_in_force |= now[i]->alternative_in_force;
        whole->dht_nodes += now[i]->dht_nodes;
        whole->bans.insert(whole->bans.end(), now[i]->bans.begin(), now[i]->bans.end());
        if (i == watched_)
            whole->listening = now[i]->listening;
        if (now[i]->torrents.empty())
            continue;
        auto view = *now[i]->torrents.front();
        view.id = static_cast<api::TorrentId>(i + 1);
        view.revision = whole->revision;
        view.name = names_[i];
        whole->torrents.push_back(std::make_shared<api::TorrentView const>(std::move(view)));
    }
    whole->rules = together(rules_of(now));
    parts_ = std::move(now);
    whole_ = std::move(whole);
    return whole_;
}

} // namespace shoal::lab
