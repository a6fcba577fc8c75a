#include "core/api/filter.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace std::chrono_literals;
using api::Filter;
using api::TorrentState;
using api::TorrentView;

namespace {

WallTime const now{1'000'000h};

TorrentView debian() {
    TorrentView view;
    view.id = 7;
    view.info_hash.v1.emplace().fill(0xab);
    view.name = "Debian 12.iso";
    view.state = TorrentState::complete;
    view.size = std::int64_t{2} << 30;
    view.wanted = 1000;
    view.done = 1000;
    view.up_rate = 2048;
    view.uploaded_before = std::int64_t{2} << 30;
    view.uploaded = std::int64_t{1} << 30;
    view.peers = 9;
    view.seeds = 1;
    view.label = "linux";
    view.dir = "/srv/my isos";
    view.added = now - 48h;
    view.completed = now - 1h;
    return view;
}

bool matches(std::string_view text, TorrentView const& view = debian()) {
    auto const filter = Filter::parse(text);
    REQUIRE_MESSAGE(filter, text, ": ", filter.error().what);
    return filter->matches(view, now);
}

Error refusal(std::string_view text) {
    auto const filter = Filter::parse(text);
    REQUIRE_MESSAGE(!filter, text);
    CHECK(filter.error().code == Errc::invalid_input);
    return filter.error();
}

} // namespace

TEST_CASE("filter: the example of the manual") {
    CHECK(matches("state=seeding & seeds<2 & size>1G"));
    auto other = debian();
    other.seeds = 2;
    CHECK(!matches("state=seeding & seeds<2 & size>1G", other));
}

TEST_CASE("filter: each field compares with what it is") {
    for (char const* yes : {"id=7",
                            "hash="
                            "abababababababababababababababababababab",
                            "hash~ABAB",
                            "done=100%",
                            "done>=99.5",
                            "size=2GiB",
                            "up=2KiB/s",
                            "up>1k",
                            "down=0",
                            "uploaded=3G",
                            "ratio=1.5",
                            "ratio<1.6",
                            "eta=0",
                            "peers>8",
                            "seeds<=1",
                            "label=Linux",
                            "dir~isos",
                            "error=''",
                            "added>1d",
                            "added<7d",
                            "completed<=1h",
                            "private=no",
                            "sequential!=yes",
                            "priority=normal",
                            "priority!=high",
                            "complete=yes",
                            "active",
                            "left=0"})
        CHECK_MESSAGE(matches(yes), yes);
    for (char const* no : {"id!=7", "hash~cd", "done<100", "size<2G", "up>=1M", "peers=8",
                           "label=lin", "label!=linux", "added>3d", "private", "active=no"})
        CHECK_MESSAGE(!matches(no), no);
}

TEST_CASE("filter: & binds tighter than |, ! to one condition, parentheses first") {
    CHECK(matches("peers=9 | peers=1 & peers=2"));
    CHECK(!matches("(peers=9 | peers=1) & peers=2"));
    CHECK(matches("!peers=1 & peers=9"));
    CHECK(!matches("!(peers=1 | peers=9)"));
    CHECK(matches("!!peers=9&&peers==9||peers=1"));
}

TEST_CASE("filter: ~ finds a part whatever its case, !~ is its negation") {
    CHECK(matches("name~DEBIAN"));
    CHECK(matches("name!~ubuntu"));
    CHECK(!matches("name!~debian"));
}

TEST_CASE("filter: a bare word is a state, a yes-or-no field, or part of the name") {
    CHECK(matches("seeding"));
    CHECK(matches("Seeding & !paused"));
    CHECK(matches("complete"));
    CHECK(matches("debian"));
    CHECK(matches("'an 12'"));
    CHECK(!matches("'seeding'"));
    CHECK(!matches("ubuntu"));
}

TEST_CASE("filter: values with spaces stand in quotes") {
    CHECK(matches("dir=\"/srv/my isos\""));
    CHECK(matches("name='debian 12.ISO' & peers=9"));
}

TEST_CASE("filter: what is unknown is neither equal, less nor greater") {
    auto view = debian();
    view.completed.reset();
    view.done = 10;
    for (char const* field : {"completed", "eta"}) {
        for (char const* operation : {"=1", "<1", ">1", "<=1", ">=1"})
            CHECK_MESSAGE(!matches(std::string{field} + operation, view), field, operation);
        CHECK(matches(std::string{field} + "!=1", view));
    }
}

TEST_CASE("filter: nothing but spaces matches everything") {
    CHECK(matches(""));
    CHECK(matches("  "));
}

TEST_CASE("filter: an unknown field is told with its column and all that there are") {
    auto const error = refusal("peers>1 & sise>1G");
    CHECK(error.where == "filter, column 11");
    CHECK(error.what.find("'sise'") != std::string::npos);
    CHECK(error.what.find("name, state, size") != std::string::npos);
}

TEST_CASE("filter: an unknown state is told with all that there are") {
    auto const error = refusal("state=seedin");
    CHECK(error.where == "filter, column 7");
    CHECK(error.what.find("seeding, paused") != std::string::npos);
}

TEST_CASE("filter: what is wrong is pointed at") {
    struct Case {
        char const* text;
        int column;
    };

    for (auto const& [text, column] : {Case{"size>", 6},
                                       {"size>1Q", 6},
                                       {"size~1G", 6},
                                       {"label<3", 7},
                                       {"ratio=nan", 7},
                                       {"state<paused", 7},
                                       {"private=maybe", 9},
                                       {"(a", 1},
                                       {"a)", 2},
                                       {"a b", 3},
                                       {"(a b)", 4},
                                       {"a &", 4},
                                       {"& a", 1},
                                       {"a | | b", 5},
                                       {"'a", 1},
                                       {"a & !", 6},
                                       {"size=>1", 6},
                                       {"'size'=1", 7}})
        CHECK_MESSAGE(refusal(text).where == "filter, column " + std::to_string(column), text);
}

TEST_CASE("filter: nesting is bounded") {
    auto const nested = [](std::size_t depth) {
        return std::string(depth, '(') + "a" + std::string(depth, ')');
    };
    CHECK(Filter::parse(nested(32)));
    CHECK(!Filter::parse(nested(33)));
    CHECK(!Filter::parse(nested(1'000'000)));
    CHECK(!Filter::parse(std::string(1'000'000, '!') + "a"));
}
