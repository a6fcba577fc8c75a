// One real session with many torrents, each broken in its own way: each is to be told its own
// cause. The set-ups wait together for the 20 s in which peers are usually found.

#include "core/engine/start.hpp"
#include "core/metainfo/workshop.hpp"
#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/file_server.hpp"
#include "tests/support/raw_server.hpp"
#include "tests/support/small_disk.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <future>

using namespace shoal;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t piece = 64 * 1024;

class Engine {
public:
    Engine() {
        auto engine = engine::start({.listen = {{"127.0.0.1", 0}},
                                     .dht = false,
                                     .pex = false,
                                     .lsd = false,
                                     .utp = false,
                                     .portmap = false},
                                    [](api::Event const&) {});
        REQUIRE(engine);
        engine_ = *std::move(engine);
        test::await("a session listens", 10s,
                    [&] { return !engine_->snapshot()->listening.empty(); });
    }

    api::TorrentId add(api::Add add) {
        std::promise<api::TorrentId> number;
        engine_->submit(std::move(add), [&](Result<api::Reply> const& reply) {
            number.set_value(reply ? reply->id : 0);
        });
        auto const id = number.get_future().get();
        REQUIRE(id != 0);
        return id;
    }

    void allow_downloads(int count) {
        engine_->submit(api::Configure{.rules = {.queue = {.downloads = count}}},
                        [](auto const&) {});
    }

    [[nodiscard]] std::future<Result<api::Answer>> why(api::TorrentId id) const {
        auto const answer = std::make_shared<std::promise<Result<api::Answer>>>();
        engine_->ask(api::WhyOf{id},
                     [answer](Result<api::Answer> told) { answer->set_value(std::move(told)); });
        return answer->get_future();
    }

    [[nodiscard]] api::Endpoint endpoint() const { return engine_->snapshot()->listening.front(); }

private:
    std::unique_ptr<api::Engine> engine_;
};

/// The ward: what each torrent suffers from, by the word that is to come first.
class Ward {
public:
    /// A torrent of two files of 16 pieces each, all of it below `dir/NAME`.
    std::string torrent(std::string const& name, api::CreateSpec spec = {}) {
        for (int file = 0; file < 2; ++file)
            test::write_random_file(dir / name / "all" / name / std::to_string(file), 16 * piece,
                                    ++seed_);
        spec.paths = {dir / name / "all" / name};
        spec.output = dir / (name + ".torrent");
        spec.piece_size = piece;
        auto const made = workshop_.create(spec, {}, {});
        REQUIRE_MESSAGE(made, made.error().what);
        return spec.output->string();
    }

    void admit(std::string const& cause, api::Add add) {
        if (add.dir.empty())
            add.dir = dir / cause / "out";
        patients.emplace_back(cause, patient.add(std::move(add)));
    }

    /// Whether each is told its cause first; which one not, and what it is told.
    [[nodiscard]] std::string wrong() const {
        std::vector<std::future<Result<api::Answer>>> answers;
        for (auto const& [cause, id] : patients)
            answers.push_back(patient.why(id));
        std::string text;
        for (std::size_t i = 0; i < patients.size(); ++i) {
            auto const& cause = patients[i].first;
            auto const view = std::get<api::WhyView>(answers[i].get().value());
            if (!view.causes.empty() && view.causes.front().cause == cause)
                continue;
            text += fmt::format("{}:", cause);
            for (auto const& told : view.causes)
                text += fmt::format(" {} {:.2f} ({})", told.cause, told.confidence,
                                    told.evidence.empty() ? "" : told.evidence.front());
            text += "\n";
        }
        return text;
    }

    test::TempDir dir;
    Engine patient;
    std::vector<std::pair<std::string, api::TorrentId>> patients;

private:
    metainfo::Workshop workshop_;
    std::uint64_t seed_ = 0;
};

/// A tracker that answers, and says no.
void refuse(test::RawStream& stream, std::stop_token const&) {
    (void)stream.read_until("\r\n\r\n");
    std::string const body = "d14:failure reason14:not registerede";
    stream.write(fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
                             body.size(), body));
}

} // namespace

TEST_CASE("why: of twelve torrents broken at once each is told its own cause first") {
    test::SmallDisk const small{4 * piece}; // first: threads that are there would not see it
    Ward ward;
    Engine giver;
    test::RawServer const tracker{refuse};
    test::FileServer const web{"127.0.0.1", ward.dir / "nothing"};
    auto const add = [](std::string torrent) {
        return api::Add{.source = std::move(torrent)};
    };

    ward.admit("trackers_unreachable",
               add(ward.torrent("dead", {.trackers = {{"http://127.0.0.1:1/announce"}}})));
    auto const refusing = fmt::format("http://127.0.0.1:{}/announce", tracker.port());
    ward.admit("tracker_refuses", add(ward.torrent("refused", {.trackers = {{refusing}}})));
    ward.admit("private_without_tracker", add(ward.torrent("private", {.is_private = true})));
    ward.admit("web_seed_broken", add(ward.torrent("web", {.web_seeds = {web.url()}})));
    ward.admit("no_peers", add(ward.torrent("lonely")));
    auto paused = add(ward.torrent("paused"));
    paused.paused = true;
    ward.admit("paused", std::move(paused));
    auto unreachable = add(ward.torrent("unreachable"));
    unreachable.peers = {{"127.0.0.1", 2}, {"127.0.0.1", 3}, {"127.0.0.1", 4}};
    ward.admit("unreachable", std::move(unreachable));

    auto const give = [&](std::string const& name, std::vector<std::string> select = {}) {
        auto given = add(ward.torrent(name));
        given.dir = ward.dir / name / "all";
        giver.add({.source = given.source, .dir = given.dir});
        given.peers = {giver.endpoint()};
        given.select = std::move(select);
        given.dir = ward.dir / name / "out";
        return given;
    };
    auto limited = give("limited");
    limited.limits.down = piece / 2;
    ward.admit("rate_limited", std::move(limited));
    auto large = give("large");
    large.dir = small.path();
    ward.admit("disk_full", std::move(large));
    ward.admit("nothing_selected", give("chosen", {"*/0"}));

    auto const magnet = "magnet:?xt=urn:btih:0123456789012345678901234567890123456789";
    giver.add({.source = magnet, .dir = ward.dir / "magnet"});
    ward.admit("metadata_missing", {.source = magnet, .peers = {giver.endpoint()}});
    ward.admit("queued", add(ward.torrent("last")));
    ward.patient.allow_downloads(static_cast<int>(ward.patients.size()) - 4);

    test::await(
        "all causes are found", 45s, [&] { return ward.wrong().empty(); },
        [&] { return ward.wrong(); });
}
