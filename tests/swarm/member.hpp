#pragma once

#include "core/engine/start.hpp"
#include "tests/support/await.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <future>

namespace shoal::test {

/// An engine on loopback that meets only those it is told of.
class Member {
public:
    explicit Member(std::int64_t up_limit, std::optional<int> upload_slots = {}) {
        auto engine = engine::start({.listen = {{"127.0.0.1", 0}},
                                     .up_limit = up_limit,
                                     .dht = false,
                                     .pex = false,
                                     .lsd = false,
                                     .utp = false,
                                     .portmap = false,
                                     .upload_slots = upload_slots},
                                    [flushed = flushed_](api::Event const& event) {
                                        if (event.kind == api::EventKind::flushed)
                                            *flushed = true;
                                    });
        REQUIRE(engine);
        engine_ = *std::move(engine);
        await("a session listens", std::chrono::seconds{10},
              [&] { return !snapshot()->listening.empty(); });
    }

    void add(api::Add add) {
        engine_->submit(std::move(add), [](auto const&) {});
    }

    void submit(api::Command command) {
        engine_->submit(std::move(command), [](auto const&) {});
    }

    /// What a command is answered with.
    [[nodiscard]] Result<api::Reply> ask_for(api::Command command) {
        auto const answer = std::make_shared<std::promise<Result<api::Reply>>>();
        engine_->submit(std::move(command), [answer](Result<api::Reply> reply) {
            answer->set_value(std::move(reply));
        });
        auto reply = answer->get_future();
        REQUIRE(reply.wait_for(std::chrono::seconds{10}) == std::future_status::ready);
        return reply.get();
    }

    /// What a question is answered with.
    [[nodiscard]] Result<api::Answer> ask(api::Question question) const {
        auto const answer = std::make_shared<std::promise<Result<api::Answer>>>();
        engine_->ask(std::move(question),
                     [answer](Result<api::Answer> got) { answer->set_value(std::move(got)); });
        auto got = answer->get_future();
        REQUIRE(got.wait_for(std::chrono::seconds{10}) == std::future_status::ready);
        return got.get();
    }

    /// Of its first torrent.
    [[nodiscard]] std::vector<api::PeerView> peers() const {
        auto const got = ask(api::PeersOf{view().id});
        auto const* const peers = got ? std::get_if<std::vector<api::PeerView>>(&*got) : nullptr;
        return peers ? *peers : std::vector<api::PeerView>{};
    }

    [[nodiscard]] bool has_all() const { return *flushed_; }

    [[nodiscard]] api::Endpoint endpoint() const { return snapshot()->listening.front(); }

    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const {
        return engine_->snapshot();
    }

    [[nodiscard]] api::TorrentView view(std::size_t torrent = 0) const {
        auto const now = snapshot();
        return torrent < now->torrents.size() ? *now->torrents[torrent] : api::TorrentView{};
    }

    [[nodiscard]] std::string trace() const {
        auto const seen = view();
        auto text = fmt::format("{}: {} of {} bytes, {} peers, {} failed, {} wasted, {} up\n",
                                api::to_string(endpoint()), seen.done, seen.wanted, seen.peers,
                                seen.pieces_failed, seen.wasted, seen.uploaded);
        for (auto const& ban : snapshot()->bans)
            text += fmt::format("    bans {}: {}\n", api::to_string(ban.peer.endpoint), ban.reason);
        return text;
    }

private:
    std::shared_ptr<std::atomic<bool>> flushed_ = std::make_shared<std::atomic<bool>>(false);
    std::unique_ptr<api::Engine> engine_;
};

} // namespace shoal::test
