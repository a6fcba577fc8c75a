#pragma once

#include "core/api/health.hpp"
#include "core/health/rate.hpp"
#include "core/health/sample.hpp"

#include <deque>
#include <map>

namespace shoal::health {

/// For how long a peer was seen. Not ended: it may be there still (censored).
struct SessionLength {
    double seconds = 0;
    bool has_ended = false;
};

/// How many came, and in how many seconds.
struct Arrivals {
    double count = 0;
    double seconds = 0;
};

/// Who comes, who goes, and for how long they stay. A peer is who has the same address and peer id,
/// or failing that the same endpoint; who comes back within the grace time was never gone. Whom we
/// turned away did not leave, nor did a seed that parted from us as a seed, whoever hung up. Peers
/// met in the first minute were there before us: they are no arrivals.
class Sessions {
public:
    static constexpr auto grace = std::chrono::seconds{90};
    static constexpr auto settling = std::chrono::seconds{60};
    static constexpr std::size_t remembered = 2000; ///< sessions that ended
    static constexpr std::size_t most_away = 100;   ///< more copies would not change a grade

    void observe(Sample const& sample);

    /// Those that ended, those that might come back within the grace time, and those that last.
    [[nodiscard]] std::vector<SessionLength> lengths() const;
    /// For how long a peer of the latest sample has been seen, in seconds.
    [[nodiscard]] double age(PeerSample const& peer) const;
    /// Of about the last hour.
    [[nodiscard]] Arrivals arrivals() const;

    /// Those that left as seeds while we were one and did not come back; for how long each was
    /// here, and how long ago it left, in seconds. One of each address, or of each /64 of IPv6:
    /// libtorrent's peers have another id in each connection, and a liar takes as many as it likes.
    struct Away {
        double stayed = 0;
        double ago = 0;
    };

    [[nodiscard]] std::vector<Away> seeds_away() const;

    /// But for the median session, which is Survival's to tell.
    [[nodiscard]] api::ChurnView churn() const;

private:
    struct Identity {
        std::string host;
        std::uint16_t port = 0; ///< 0 when the peer id tells
        api::PeerId id{};

        friend auto operator<=>(Identity const&, Identity const&) = default;
    };

    struct Session {
        SteadyTime first{};
        SteadyTime last{};
        LeaveReason reason = LeaveReason::closed;
        bool parted = false; ///< as a seed, from us as a seed
    };

    static Identity identify(api::PeerName const& name);
    void settle_departures();
    void note_seeds(Sample const& sample);

    std::map<Identity, Session> current_;
    std::map<std::string, Session> parted_; ///< by network; `last`: when
    std::deque<SessionLength> past_;
    std::map<std::string, std::int64_t> reasons_;
    Rate in_5_{std::chrono::minutes{5}};
    Rate in_60_{std::chrono::minutes{60}};
    Rate out_5_{std::chrono::minutes{5}};
    Rate out_60_{std::chrono::minutes{60}};
    Rate size_{std::chrono::minutes{60}}; ///< peer-seconds a second
    std::optional<SteadyTime> began_;
    SteadyTime now_{};
};

} // namespace shoal::health
