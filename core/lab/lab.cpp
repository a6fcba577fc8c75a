#include "core/lab/lab.hpp"

#include "core/lab/lab_content.hpp"
#include "core/lab/lab_member.hpp"
#include "core/lab/lab_tracker.hpp"
#include "core/metainfo/workshop.hpp"

#include <fmt/format.h>

#include <algorithm>

// A swarm in a box: every member is a whole engine with its own sockets, threads and folder; only
// the machine is shared. What they may use to find each other is chosen, so that each way is proved
// alone:
//   tracker  every member announces to a tracker inside the lab
//   dht      every member knows one DHT node, the first seed, and nobody's address
//   pex      every leech is introduced to the first seed; it hears of the others by peer exchange

namespace shoal::lab {
namespace {

using api::Discovery;
constexpr auto start_time = 20s;

api::SwarmOptions options_for(api::LabSpec const& spec, std::vector<api::Endpoint> dht_nodes) {
    return {
        .listen = {{"127.0.0.1", 0}},
        .up_limit = spec.up_limit,
        .dht = spec.discovery == Discovery::dht,
        .dht_nodes = std::move(dht_nodes),
        .pex = spec.discovery == Discovery::pex,
        .lsd = false,
        .utp = false,
        .portmap = false,
        .encryption = api::Encryption::off,
    };
}

/// No schedule can be faster: the seeds must send the file once, and all of them together N times.
double lower_bound(api::LabSpec const& spec) {
    if (spec.up_limit == 0)
        return 0;
    auto const file = static_cast<double>(spec.size);
    auto const seeds_rate = static_cast<double>(spec.up_limit) * spec.seeds;
    auto const all_rate = static_cast<double>(spec.up_limit) * (spec.seeds + spec.peers);
    return std::max(file / seeds_rate, file * spec.peers / all_rate);
}

class Run {
public:
    Run(api::LabSpec const& spec, std::function<void(api::LabReport const&)> const& tick,
        std::stop_token stop)
        : spec_(spec), tick_(tick), stop_(std::move(stop)), reports_(1'000'000) {
        report_.scenario = "uniform";
        report_.seed = spec.seed;
        report_.bound_seconds = lower_bound(spec);
    }

    Result<api::LabReport> operator()() {
        SHOAL_TRY(folder_, LabFolder::create(spec_.size * (1 + spec_.seeds + spec_.peers)));
        SHOAL_TRY_VOID(make_torrent());
        SHOAL_TRY_VOID(start_members());
        began_ = now();
        add_torrents("seed");
        // A seed that is dialled before it has the torrent hangs up, and is not dialled again for
        // up to half a minute.
        if (spec_.discovery == Discovery::pex)
            watch(seeds());
        began_ = now();
        add_torrents("leech");
        watch(members_.size());
        SHOAL_TRY_VOID(verify());
        return report_;
    }

private:
    static SteadyTime now() { return std::chrono::steady_clock::now(); }

    double elapsed() const { return std::chrono::duration<double>(now() - began_).count(); }

    Result<void> make_torrent() {
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

    Result<void> start_members() {
        auto const deadline = now() + start_time;
        auto const count = seeds() + static_cast<std::size_t>(spec_.peers);
        for (std::size_t i = 0; i < count && !stop_.stop_requested(); ++i) {
            bool const is_seed = i < seeds();
            auto const number = is_seed ? i + 1 : i + 1 - seeds();
            auto name = fmt::format("{}-{}", is_seed ? "seed" : "leech", number);
            std::vector<api::Endpoint> nodes;
            if (spec_.discovery == Discovery::dht && i > 0)
                nodes.push_back(members_[0]->endpoint());
            LabMember::Birth birth{
                .index = i,
                .name = name,
                .role = is_seed ? "seed" : "leech",
                .dir = is_seed ? folder_->path() : folder_->path() / name,
                .options = options_for(spec_, std::move(nodes)),
            };
            SHOAL_TRY(auto member, LabMember::create(std::move(birth), reports_, deadline));
            members_.push_back(std::move(member));
        }
        return {};
    }

    [[nodiscard]] std::size_t seeds() const { return static_cast<std::size_t>(spec_.seeds); }

    void add_torrents(std::string_view role) {
        for (auto const& member : members_) {
            if (member->figures().role != role)
                continue;
            bool const is_seed = role == "seed";
            api::Add add{
                .source = torrent_.path.string(), .dir = member->dir(), .assume_complete = is_seed};
            if (spec_.discovery == Discovery::pex && !is_seed)
                add.peers.push_back(members_.front()->endpoint());
            member->add(std::move(add));
        }
    }

    /// Until so many members have settled, the time limit, or a stop.
    void watch(std::size_t members) {
        auto const deadline = began_ + spec_.time_limit;
        while (settled_ < members && now() < deadline && !stop_.stop_requested()) {
            for (Report const& report : reports_.drain(now() + 250ms))
                if (settles(report))
                    ++settled_;
            refresh();
        }
    }

    /// True when this ends the waiting for a member: its figures are final, or it failed.
    bool settles(Report const& report) {
        LabMember& member = *members_[report.member];
        switch (report.event.kind) {
        case api::EventKind::complete:
            member.completed(elapsed());
            return false;
        case api::EventKind::flushed:
            return true;
        case api::EventKind::error:
            member.failed(report.event.text);
            return true;
        default:
            return false;
        }
    }

    void refresh() {
        report_.seconds = elapsed();
        report_.peers.clear();
        for (auto const& member : members_) {
            member->update();
            report_.peers.push_back(member->figures());
        }
        if (tick_)
            tick_(report_);
    }

    /// Believes nobody: reads every copy back and hashes it.
    Result<void> verify() {
        refresh();
        report_.all_complete = !members_.empty();
        for (std::size_t i = 0; i < members_.size(); ++i) {
            auto& peer = report_.peers[i];
            if (peer.done == 1.0) {
                SHOAL_TRY(auto const verified,
                          torrents_.verify(torrent_.path, members_[i]->dir(), {}, {}));
                peer.complete = verified.ok;
            }
            report_.all_complete = report_.all_complete && peer.complete;
        }
        return {};
    }

    api::LabSpec spec_;
    std::function<void(api::LabReport const&)> const& tick_;
    std::stop_token stop_;
    metainfo::Workshop torrents_;
    api::CreateReport torrent_;
    api::LabReport report_;
    SteadyTime began_;
    std::size_t settled_ = 0; ///< members that are done or failed
    Reports reports_;
    std::unique_ptr<LabFolder> folder_;
    std::unique_ptr<LabTracker> tracker_;
    std::vector<std::unique_ptr<LabMember>> members_; ///< first to go: they post into `reports_`
};

} // namespace

Result<api::LabReport> LoopbackLab::run(api::LabSpec const& spec,
                                        std::function<void(api::LabReport const&)> const& tick,
                                        std::stop_token stop) {
    constexpr int most_engines = 100;
    if (spec.peers < 1 || spec.seeds < 1 || spec.peers + spec.seeds > most_engines)
        return fail(Errc::invalid_input,
                    fmt::format("a lab has at least one seed and one peer, and at most {} engines",
                                most_engines));
    if (spec.size < 1)
        return fail(Errc::invalid_input, "the content needs at least one byte");
    return Run{spec, tick, std::move(stop)}();
}

} // namespace shoal::lab
