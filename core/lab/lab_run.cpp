#include "core/lab/lab_run.hpp"

#include "core/lab/lab_figures.hpp"

#include <algorithm>
#include <thread>

namespace shoal::lab {
namespace {

using api::Discovery;
using api::LabRole;
using Kind = api::LabLeave::Kind;

constexpr auto start_time = 30s;
constexpr auto tick_interval = 250ms;
// libtorrent counts traffic once a second, and engines publish it four times a second.
constexpr auto counting_time = 1300ms;
// Of all members together, for the pieces that are on their way to the disk.
constexpr std::int64_t memory = 256 << 20;

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

SteadyTime::duration from_seconds(double seconds) {
    constexpr double a_month = 30 * 86400; // infinity does not fit
    return std::chrono::duration_cast<SteadyTime::duration>(
        std::chrono::duration<double>(std::min(seconds, a_month)));
}

/// Seeds share one copy; the others have a folder each.
std::int64_t copies_on_disk(std::vector<MemberPlan> const& plan) {
    return 1 + std::ranges::count_if(plan, [](auto const& m) { return m.role != LabRole::seed; });
}

} // namespace

LabRun::LabRun(api::LabSpec const& spec, std::vector<MemberPlan> plan,
               std::function<void(api::LabReport const&)> const& tick, std::stop_token stop)
    : spec_(spec),
      plan_(std::move(plan)),
      tick_(tick),
      stop_(std::move(stop)),
      reports_(1'000'000) {
    report_.scenario = spec.name;
    report_.seed = spec.seed;
    report_.size = spec.size;
    report_.bound_seconds = bound_seconds(plan_, spec.size);
}

LabRun::~LabRun() {
    // Nothing of this is worth saving, and a goodbye to the tracker takes its time.
    for (auto const& member : members_)
        if (member->is_present())
            member->leave(elapsed(now()));
    constexpr std::size_t threads = 16;
    std::vector<std::jthread> ending;
    for (std::size_t first = 0; first < std::min(threads, members_.size()); ++first)
        ending.emplace_back([this, first] {
            for (std::size_t i = first; i < members_.size(); i += threads)
                members_[i]->end();
        });
}

Result<api::LabReport> LabRun::operator()() {
    SHOAL_TRY(folder_, LabFolder::create(spec_.size * copies_on_disk(plan_)));
    SHOAL_TRY_VOID(make_torrent());
    SHOAL_TRY_VOID(start_members());
    if (is_stopped())
        return fail(Errc::unavailable, "it was stopped before the swarm began");
    open_swarm();
    run_agenda();
    auto const ended = now();
    SHOAL_TRY_VOID(verify());
    while (now() < ended + counting_time && !is_stopped())
        (void)reports_.drain(ended + counting_time);
    conclude(elapsed(ended));
    return report_;
}

double LabRun::elapsed(SteadyTime at) const {
    return std::chrono::duration<double>(at - began_).count();
}

Result<void> LabRun::make_torrent() {
    auto const content = folder_->path() / "content.bin";
    SHOAL_TRY_VOID(write_content(content, spec_.size, spec_.seed, stop_));
    api::CreateSpec create{.paths = {content}, .output = folder_->path() / "lab.torrent"};
    if (spec_.discovery == Discovery::tracker) {
        SHOAL_TRY(tracker_, LabTracker::start());
        create.trackers = {{tracker_->announce_url()}};
    }
    SHOAL_TRY(torrent_, torrents_.create(create, {}, stop_));
    return {};
}

Result<void> LabRun::start_members() {
    auto const deadline = now() + start_time;
    for (MemberPlan const& plan : plan_) {
        if (is_stopped())
            return {};
        auto dir = folder_->path();
        if (plan.role != LabRole::seed)
            dir /= plan.name;
        if (plan.role == LabRole::liar)
            SHOAL_TRY_VOID(make_false_copy(plan, dir));
        LabMember::Birth birth{members_.size(), plan, std::move(dir), options_for(plan)};
        SHOAL_TRY(auto member, LabMember::create(std::move(birth), reports_, deadline));
        names_[api::to_string(member->endpoint())] = plan.name;
        members_.push_back(std::move(member));
        if (audience_.on_member)
            audience_.on_member(members_.back()->engine());
    }
    return {};
}

Result<void> LabRun::make_false_copy(MemberPlan const& liar, fs::path const& dir) const {
    auto const copy = dir / "content.bin";
    std::error_code error;
    fs::create_directory(dir, error);
    fs::copy_file(folder_->path() / "content.bin", copy, error);
    if (error)
        return fail(Errc::io, error.message(), copy.string());
    return spoil_blocks(copy, liar.bad_blocks);
}

api::SwarmOptions LabRun::options_for(MemberPlan const& member) const {
    std::vector<api::Endpoint> dht_nodes;
    if (spec_.discovery == Discovery::dht && !members_.empty())
        dht_nodes.push_back(members_.front()->endpoint());
    auto const share = memory / static_cast<std::int64_t>(plan_.size());
    return {
        .listen = {{"127.0.0.1", 0}},
        .up_limit = member.up_limit,
        .down_limit = member.down_limit,
        .dht = spec_.discovery == Discovery::dht,
        .dht_nodes = std::move(dht_nodes),
        .pex = spec_.discovery == Discovery::pex,
        .lsd = false,
        .utp = false,
        .portmap = false,
        .encryption = api::Encryption::off,
        .upload_slots = member.upload_slots,
        .cache = std::clamp(share, api::least_cache, api::default_cache),
    };
}

/// A seed that is dialled before it has the torrent hangs up, and is not dialled again for up to
/// half a minute: those who have everything from the start go first.
void LabRun::open_swarm() {
    began_ = now();
    for (std::size_t i = 0; i < members_.size(); ++i) {
        auto const& plan = members_[i]->plan();
        if (downloads(plan.role) || plan.arrives > 0)
            continue;
        arrive(i, 0);
        unsettled_.insert(i);
    }
    watch(began_ + start_time);
}

void LabRun::run_agenda() {
    began_ = now();
    for (std::size_t i = 0; i < members_.size(); ++i) {
        auto const& plan = members_[i]->plan();
        if (!members_[i]->is_present())
            agenda_.put(plan.arrives, {i, Agenda::Deed::arrive});
        if (downloads(plan.role))
            unsettled_.insert(i);
    }
    watch(began_ + spec_.time_limit);
}

/// Until all that is waited for came, the deadline, or a stop.
void LabRun::watch(SteadyTime deadline) {
    std::stop_callback const wake{stop_, [this] {
                                      reports_.wake();
                                  }};
    while (!unsettled_.empty() && now() < deadline && !is_stopped()) {
        auto const due = began_ + from_seconds(agenda_.next());
        for (Report const& report : reports_.drain(std::min({deadline, next_tick_, due})))
            take(report);
        for (Agenda::Entry const entry : agenda_.take_due(elapsed(now())))
            perform(entry);
        if (now() < next_tick_)
            continue;
        next_tick_ = now() + tick_interval;
        refresh();
        watch_spread();
        if (tick_)
            tick_(report_);
    }
}

void LabRun::take(Report const& report) {
    if (audience_.on_report)
        audience_.on_report(report);
    LabMember& member = *members_[report.member];
    bool const is_downloader = downloads(member.plan().role);
    switch (report.event.kind) {
    case api::EventKind::complete:
        if (is_downloader)
            completed(report.member, elapsed(report.at));
        else
            unsettled_.erase(report.member);
        break;
    case api::EventKind::flushed: // now its figures are final, too
        unsettled_.erase(report.member);
        break;
    case api::EventKind::goal_reached:
        leave(report.member);
        break;
    case api::EventKind::error:
        member.failed(report.event.text);
        unsettled_.erase(report.member);
        break;
    default:
        break;
    }
}

void LabRun::completed(std::size_t index, double at) {
    members_[index]->complete(at);
    auto const& leaves = members_[index]->plan().leave;
    if (leaves.kind == Kind::after_complete)
        agenda_.put(at + leaves.value, {index, Agenda::Deed::leave});
}

void LabRun::perform(Agenda::Entry entry) {
    if (entry.deed == Agenda::Deed::arrive)
        arrive(entry.member, elapsed(now()));
    else
        leave(entry.member);
}

void LabRun::arrive(std::size_t index, double at) {
    LabMember& member = *members_[index];
    auto const& plan = member.plan();
    api::Add add{.source = torrent_.path.string(),
                 .dir = member.dir(),
                 .assume_complete = !downloads(plan.role)};
    auto const met =
        std::ranges::find_if(members_, [](auto const& other) { return other->is_present(); });
    if (spec_.discovery == Discovery::pex && met != members_.end())
        add.peers.push_back((*met)->endpoint());
    if (plan.leave.kind == Kind::after_sent)
        add.goal.ratio = plan.leave.value;
    if (plan.leave.kind == Kind::after_session)
        agenda_.put(at + plan.leave.value, {index, Agenda::Deed::leave});
    member.arrive(at, std::move(add));
}

void LabRun::leave(std::size_t index) {
    if (members_[index]->is_present())
        members_[index]->leave(elapsed(now()));
    unsettled_.erase(index);
}

void LabRun::refresh() {
    report_.seconds = elapsed(now());
    report_.peers.clear();
    for (auto const& member : members_) {
        member->update();
        auto& peer = report_.peers.emplace_back(member->figures());
        for (std::string& banned : peer.banned)
            if (auto const found = names_.find(banned); found != names_.end())
                banned = found->second;
    }
}

void LabRun::watch_spread() {
    Holdings now;
    for (auto const& member : members_) {
        if (!downloads(member->plan().role) || !member->is_present())
            continue;
        now.complete += member->figures().done == 1 ? 1 : 0;
        if (member->figures().done < 1 && member->pieces())
            now.parts.push_back(member->pieces());
    }
    spread_.look(now);
}

/// Believes nobody: reads every copy back and hashes it.
Result<void> LabRun::verify() {
    refresh(); // who completed since the last tick is told of, too
    std::map<fs::path, bool> is_good;
    for (auto const& member : members_) {
        bool const claims_truly =
            member->figures().done == 1.0 && member->plan().role != LabRole::liar;
        if (is_stopped() || !claims_truly)
            continue;
        if (!is_good.contains(member->dir())) {
            SHOAL_TRY(auto const checked, torrents_.verify(torrent_.path, member->dir(), {}, {}));
            is_good[member->dir()] = checked.ok;
        }
        if (is_good[member->dir()])
            member->verified();
    }
    return {};
}

void LabRun::conclude(double ended) {
    refresh();
    double last = 0;
    report_.all_complete = true;
    for (api::LabPeer const& peer : report_.peers) {
        if (!downloads(peer.role))
            continue;
        bool const left_early = peer.left && peer.seconds == 0;
        report_.all_complete = report_.all_complete && (peer.complete || left_early);
        last = std::max(last, peer.arrived + peer.seconds);
    }
    report_.seconds = report_.all_complete ? last : ended;
    report_.figures = figures(report_.peers, spec_.size, ended);
    report_.figures.spread = spread_.result();
}

} // namespace shoal::lab
