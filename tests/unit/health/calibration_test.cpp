// Is the durability that we predict what happens? Swarms whose every departure is drawn beforehand
// are watched for half an hour; then the estimate for the next hours is held against what became of
// them. Beside it the rule that people go by: complete as long as there is a seed.

#include "core/health/durability.hpp"
#include "tests/unit/health/paper_swarm.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

using namespace shoal;
using namespace shoal::health;
using test::PaperSwarm;

namespace {

constexpr double watched = 1800; // seconds
constexpr double look_every = 30;
constexpr std::size_t pieces = 48;

/// How long a peer stays, in seconds; three families, since real ones are no exponentials.
class Lifetimes {
public:
    Lifetimes(std::mt19937_64& random, int family, double mean)
        : random_(random), family_(family), mean_(mean) {}

    double draw() {
        if (family_ == 0)
            return std::exponential_distribution{1 / mean_}(random_);
        if (family_ == 1) // many leave soon, some stay for long
            return std::weibull_distribution{0.6, mean_ / std::tgamma(1 + 1 / 0.6)}(random_);
        constexpr double spread = 1;
        return std::lognormal_distribution{std::log(mean_) - spread * spread / 2, spread}(random_);
    }

private:
    std::mt19937_64& random_;
    int family_;
    double mean_;
};

struct Member {
    PeerSample peer;
    double comes = 0;
    double goes = 0;
};

struct Prediction {
    double stays_complete = 0;
    bool has_seed = false;
};

struct Swarm {
    std::vector<Member> members;

    [[nodiscard]] bool is_complete(double at) const {
        std::array<bool, pieces> there{};
        for (Member const& member : members)
            if (member.comes <= at && at < member.goes)
                for (std::size_t i = 0; i < pieces; ++i)
                    there.at(i) = there.at(i) || member.peer.is_seed || (*member.peer.pieces)[i];
        return std::ranges::all_of(there, [](bool is_there) { return is_there; });
    }
};

/// Members that come and go around the half hour, as in a swarm that is in balance, some with the
/// luck of a seed. Nobody new comes after the watch when it is `closed`.
Swarm draw_swarm(std::mt19937_64& random, bool closed) {
    double const mean = 600 * std::pow(2.0, std::uniform_real_distribution{0.0, 8.0}(random));
    Lifetimes lifetimes{random, static_cast<int>(random() % 3), mean};
    double const size = std::uniform_real_distribution{2.0, 16.0}(random);
    double const seed_share = std::array{0.0, 0.08, 0.15, 0.4}.at(random() % 4);
    std::size_t const held = 8 + random() % 36;
    constexpr double before = 48 * 3600;
    double const after = closed ? watched : watched + 24 * 3600;
    PaperSwarm paper{pieces};
    Swarm swarm;
    for (double at = -before; at < after;
         at += std::exponential_distribution{size / mean}(random)) {
        bool const is_seed = std::uniform_real_distribution{}(random) < seed_share;
        auto const& peer = is_seed ? paper.seed() : paper.leech(held, random() % pieces);
        double const goes = at + lifetimes.draw();
        if (goes > 0)
            swarm.members.push_back({peer, at, goes});
        paper.now.peers.clear();
    }
    return swarm;
}

Prediction predict(Swarm const& swarm, double seconds, bool closed) {
    PaperSwarm paper{pieces};
    Sessions sessions;
    for (double at = 0; at <= watched; at += look_every) {
        paper.now.peers.clear();
        for (Member const& member : swarm.members)
            if (member.comes <= at && at < member.goes)
                paper.now.peers.push_back(member.peer);
        paper.pass(30s);
        sessions.observe(paper.now);
    }
    auto const seen = availability(paper.now);
    auto const holders = holder_sets(paper.now, seen, sessions);
    return {still_complete(holders, Survival{sessions.lengths()}, seconds,
                           closed ? std::nullopt : std::optional{sessions.arrivals()}),
            seen.seeds > 0};
}

struct Score {
    double ours = 0;
    double naive = 0;
    double mean_predicted = 0;
    double mean_happened = 0;
    std::array<std::array<double, 2>, 5> bins{}; ///< predicted and happened, sums
    std::array<int, 5> in_bin{};
};

Score score(bool closed, double seconds, int swarms) {
    std::mt19937_64 random{2026};
    Score score;
    for (int drawn = 0; drawn < swarms;) {
        auto const swarm = draw_swarm(random, closed);
        if (!swarm.is_complete(watched))
            continue; // nothing to lose
        ++drawn;
        auto const [stays, has_seed] = predict(swarm, seconds, closed);
        double const happened = swarm.is_complete(watched + seconds) ? 1 : 0;
        score.ours += (stays - happened) * (stays - happened) / swarms;
        score.naive += (has_seed ? 1 - happened : happened) / swarms;
        score.mean_predicted += stays / swarms;
        score.mean_happened += happened / swarms;
        auto const bin = std::min<std::size_t>(4, static_cast<std::size_t>(stays * 5));
        score.bins.at(bin).at(0) += stays;
        score.bins.at(bin).at(1) += happened;
        ++score.in_bin.at(bin);
    }
    return score;
}

void print(char const* name, Score const& score) {
    double const share = score.mean_happened;
    fmt::print("{:<22} Brier {:.3f}; seeds ≥ 1 {:.3f}, always the mean {:.3f}; still complete: "
               "predicted {:.2f}, true {:.2f}\n",
               name, score.ours, score.naive, share * (1 - share), score.mean_predicted, share);
    for (std::size_t bin = 0; bin < score.bins.size(); ++bin)
        if (int const count = score.in_bin.at(bin); count > 0)
            fmt::print("    predicted {:.2f}  true {:.2f}  of {:>3} swarms\n",
                       score.bins.at(bin).at(0) / count, score.bins.at(bin).at(1) / count, count);
}

} // namespace

TEST_CASE("durability: what is predicted of swarms with known departures comes true") {
    struct Row {
        char const* name;
        bool closed;
        double seconds;
    };

    constexpr int swarms = 600;
    for (Row const& row :
         {Row{"nobody new, in 1 h", true, 3600}, Row{"nobody new, in 24 h", true, 24 * 3600},
          Row{"others arrive, in 1 h", false, 3600},
          Row{"others arrive, in 24 h", false, 24 * 3600}}) {
        auto const result = score(row.closed, row.seconds, swarms);
        print(row.name, result);
        CHECK(result.ours < result.naive);
        // A lower bound of what stays: what happens may be better, hardly worse.
        CHECK(result.mean_happened > result.mean_predicted - 0.05);
        if (row.seconds <= 3600)
            CHECK(std::abs(result.mean_happened - result.mean_predicted) < 0.05);
        if (!row.closed) // near the mean, which nobody knows beforehand
            CHECK(result.ours < result.mean_happened * (1 - result.mean_happened) + 0.025);
    }
}
