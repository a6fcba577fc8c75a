#include "core/control/json_answer.hpp"
#include "core/control/json_command.hpp"
#include "core/control/json_event.hpp"
#include "core/control/json_read.hpp"
#include "core/control/json_snapshot.hpp"
#include "tests/unit/control/random_value.hpp"

#include <doctest/doctest.h>

namespace shoal::test {

struct Keyed {
    std::map<std::size_t, api::FilePriority> items;
};

} // namespace shoal::test

template <>
struct shoal::control::Fields<shoal::test::Keyed> {
    static void each(auto& x, auto&& field) { field("items", x.items); }
};

using namespace shoal;
using namespace shoal::test;
using namespace shoal::control;

namespace {

constexpr unsigned rounds = 200;

/// Converts to whatever an aggregate's member is.
struct Anything {
    template <class T>
    operator T() const; // NOLINT(google-explicit-constructor): that is its purpose
};

/// How many members the aggregate has.
template <class T, class... Members>
constexpr std::size_t members_of() {
    if constexpr (requires { T{Members{}..., Anything{}}; })
        return members_of<T, Members..., Anything>();
    else
        return sizeof...(Members);
}

template <class T>
std::size_t fields_of() {
    T value{};
    std::size_t count = 0;
    Fields<T>::each(value, [&count](auto const&...) { ++count; });
    return count;
}

/// Writes and reads random values; all that is written must come back.
template <class Value, class Read>
void check_round_trips(Read const& read) {
    for (unsigned seed = 0; seed < rounds; ++seed) {
        auto const value = RandomValue{seed}.of<Value>();
        auto const text = to_json(value);
        auto const back = read(text);
        REQUIRE_MESSAGE(back.has_value(), text, ": ", back.error().where, " ", back.error().what);
        CHECK(to_json(*back) == text);
    }
}

template <class Variant, class Read, std::size_t... I>
void check_each(Read const& read, std::index_sequence<I...>) {
    auto const check_one = [&read]<class Kind>(Kind*) {
        for (unsigned seed = 0; seed < rounds; ++seed) {
            Variant const value = RandomValue{seed}.of<Kind>();
            auto const text = to_json(value);
            auto const back = read(text);
            REQUIRE_MESSAGE(back.has_value(), text, ": ", back.error().where, " ",
                            back.error().what);
            CHECK(back->index() == value.index());
            CHECK(to_json(*back) == text);
        }
    };
    (check_one(static_cast<std::variant_alternative_t<I, Variant>*>(nullptr)), ...);
}

template <class Variant, class Read>
void check_variant(Read const& read) {
    check_each<Variant>(read, std::make_index_sequence<std::variant_size_v<Variant>>{});
}

template <class T>
void check_members_are_fields() {
    CAPTURE(typeid(T).name());
    CHECK(fields_of<T>() == members_of<T>());
}

template <class... T>
void check_all_members_are_fields() {
    (check_members_are_fields<T>(), ...);
}

} // namespace

TEST_CASE("json: every member of what crosses the socket is a field") {
    check_all_members_are_fields<
        api::Add, api::Pause, api::Resume, api::Remove, api::Recheck, api::Announce, api::Move,
        api::Rename, api::Change, api::SetFiles, api::Enqueue, api::Configure, api::Save,
        api::TreatPeer, api::CheckDht, api::AddSources, api::LiftBan, api::Note, api::HoldersOf,
        api::FilesOf, api::PeersOf, api::PiecesOf, api::TrackersOf, api::WebSeedsOf, api::LogOf,
        api::HistoryOf, api::HistoryPoint, api::ReplicationView, api::Rule, api::Past,
        api::Reply>();
    check_all_members_are_fields<
        api::RateLimits, api::SeedGoal, api::LimitSchedule, api::QueueLimits, api::SessionRules,
        api::LabelRules, api::Housekeeping, api::FileView, api::PeerView, api::PiecesView,
        api::FlightView, api::TrackerView, api::WebSeedView, SnapshotDelta>();
    check_all_members_are_fields<
        api::FiguresOf, Histogram, api::TrafficFigures, api::ConnectionFigures, api::DhtFigures,
        api::DhtView, api::DhtStartView, api::DhtCheckView, api::DhtTableView, api::DhtLookupView,
        api::NatFigures, api::AnnouncedView, api::AdviceView, api::DiscoveryView, api::MappingView,
        api::ReachFigures, api::ChokingFigures, api::DiskFigures, api::SessionFigures>();
    // An info-hash is two fields; which pieces are there is none, but asked for (PiecesOf).
    CHECK(fields_of<api::TorrentView>() == members_of<api::TorrentView>());
    CHECK(fields_of<api::Event>() == members_of<api::Event>() + 1);
    CHECK(fields_of<api::Ban>() == members_of<api::Ban>() + 1);
}

TEST_CASE("json: every command comes back as it was") {
    check_variant<api::Command>(command_from_json);
}

TEST_CASE("json: every question comes back as it was") {
    check_variant<api::Question>(question_from_json);
}

TEST_CASE("json: every answer comes back as it was") {
    check_variant<api::Answer>(answer_from_json);
    check_round_trips<api::Reply>(reply_from_json);
}

TEST_CASE("json: events and snapshots come back as they were") {
    check_round_trips<api::Event>(event_from_json);
    check_round_trips<SnapshotDelta>(delta_from_json);
}

TEST_CASE("json: the values themselves come back, not just their text") {
    api::Change const change{.ids = {1, 4'294'967'295},
                             .label = "a \"label\"\n",
                             .goal = api::SeedGoal{.ratio = 0.1, .time = 90s, .seeds = 3}};
    auto const command = command_from_json(to_json(api::Command{change}));
    REQUIRE(command);
    auto const& back = std::get<api::Change>(*command);
    CHECK(back.ids == change.ids);
    CHECK(back.label == change.label);
    CHECK(back.goal == change.goal);
    CHECK_FALSE(back.up_limit.has_value());
    CHECK_FALSE(back.sequential.has_value());
}

TEST_CASE("json: a torrent in a snapshot comes back with its values") {
    api::TorrentView view{.id = 3, .revision = 1ULL << 63, .name = "n\xff", .size = 1LL << 60};
    view.info_hash.v2 = Sha256Digest{1, 2, 3};
    view.state = api::TorrentState::queued;
    view.distributed_copies = 2.25;
    view.completed = WallTime{5s};
    SnapshotDelta delta{.session = "s", .revision = 9};
    delta.torrents.push_back(std::make_shared<api::TorrentView const>(view));
    auto const back = delta_from_json(to_json(delta));
    REQUIRE(back);
    auto const& torrent = *back->torrents.at(0);
    CHECK(torrent.revision == view.revision);
    CHECK(torrent.name == view.name);
    CHECK(torrent.size == view.size);
    CHECK(torrent.info_hash == view.info_hash);
    CHECK(torrent.state == view.state);
    CHECK(torrent.distributed_copies == view.distributed_copies);
    CHECK(torrent.completed == view.completed);
    CHECK_FALSE(back->bans.has_value());
}

TEST_CASE("json: maps by number come back, and a number is written one way only") {
    Keyed const keyed{{{0, api::FilePriority::skip}, {18, api::FilePriority::high}}};
    auto const read_keyed = [](std::string_view text) -> Result<Keyed> {
        SHOAL_TRY(auto const document, JsonDocument::parse(text, {}));
        Keyed back;
        SHOAL_TRY_VOID(read(document.root(), back, {}));
        return back;
    };
    auto const text = to_json(keyed);
    CHECK(text == R"({"items":{"0":"skip","18":"high"}})");
    CHECK(read_keyed(text)->items == keyed.items);
    for (std::string_view const key : {"x", "1x", "-1", "01", "18446744073709551616"})
        CHECK(read_keyed(fmt::format(R"({{"items":{{"{}":"low"}}}})", key)).error().where ==
              fmt::format("items.{}", key));
    CHECK(read_keyed(R"({"items":{"7":"urgent"}})").error().where == "items.7");
}

TEST_CASE("json: errors come back whole, whatever bytes are in them") {
    for (int i = 0; i <= static_cast<int>(Errc::internal); ++i) {
        Error const error{static_cast<Errc>(i), "why \x80", "/tmp/\xff\n"};
        CHECK(error_from_json(to_json(error)) == error);
    }
    CHECK(error_from_json("<html>").code == Errc::internal);
}

TEST_CASE("json: numbers that JSON cannot say, and times beyond its calendar, do not break it") {
    SnapshotDelta delta{.session = "s", .revision = 1};
    api::TorrentView view{.id = 1};
    view.distributed_copies = std::numeric_limits<double>::quiet_NaN();
    view.checked = std::numeric_limits<double>::infinity();
    view.added = WallTime::max();
    view.completed = WallTime::min();
    delta.torrents.push_back(std::make_shared<api::TorrentView const>(view));
    delta.listening.emplace_back();
    auto const back = delta_from_json(to_json(delta));
    REQUIRE_MESSAGE(back.has_value(), back.error().where, " ", back.error().what);
    CHECK(back->torrents[0]->distributed_copies == 0);
    CHECK(back->torrents[0]->completed == WallTime{});
    CHECK(back->listening == delta.listening);
}

TEST_CASE("json: an event of a kind that a newer daemon knows is a note, alone and in a log") {
    api::Event const event{.kind = api::EventKind::recovery, .text = "it came"};
    auto const newer = [](std::string text) {
        for (auto at = text.find("recovery"); at != text.npos; at = text.find("recovery"))
            text.replace(at, 8, "rebirth");
        return text;
    };
    auto const one = event_from_json(newer(to_json(event)));
    REQUIRE(one);
    CHECK(one->kind == api::EventKind::note);
    CHECK(one->text == "it came");
    auto const log = answer_from_json(newer(to_json(api::Answer{std::vector{event, event}})));
    REQUIRE(log);
    CHECK(std::get<std::vector<api::Event>>(*log).size() == 2);
}
