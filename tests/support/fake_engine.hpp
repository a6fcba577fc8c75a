#pragma once

#include "core/api/engine.hpp"

namespace shoal::test {

class FakeEngine;

/// As a snapshot holds them.
[[nodiscard]] std::vector<std::shared_ptr<api::TorrentView const>>
published(std::vector<api::TorrentView> torrents);

/// What a fake engine does, and what it was asked; outlives the engines it starts.
struct FakeScript {
    using React = std::function<void(FakeEngine&, api::Command const&)>;

    /// Runs after each command was answered: here a test emits events and publishes snapshots.
    React react;
    /// Answers a command; by default an Add gets the next id, the others succeed.
    std::function<Result<api::Reply>(api::Command const&)> answer;

    /// Gets what a command is to be answered with, instead of an answer; unset: it is answered.
    std::function<void(api::Done)> hold;

    /// Answers a question; by default there is no such torrent.
    std::function<Result<api::Answer>(api::Question const&)> inform;

    /// Runs when a face has attached.
    std::function<void(FakeEngine&)> on_attach;

    /// What an engine has published before anyone asks.
    std::shared_ptr<api::Snapshot const> first = std::make_shared<api::Snapshot>();

    std::vector<api::Command> commands;
    api::SwarmOptions options;
    fs::path socket;       ///< of the last attach
    bool is_ended = false; ///< the engine was destroyed
};

/// An engine without a swarm, on the caller's thread.
class FakeEngine final : public api::Engine {
public:
    FakeEngine(FakeScript& script, api::OnEvent on_event)
        : script_(script), on_event_(std::move(on_event)), snapshot_(script.first) {}

    ~FakeEngine() override { script_.is_ended = true; }

    void submit(api::Command command, api::Done done) override;

    void ask(api::Question question, api::Answered answered) override;

    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const override {
        return snapshot_;
    }

    /// Nobody hears it when the face does not follow.
    void emit(api::Event const& event) const {
        if (on_event_)
            on_event_(event);
    }

    void publish(std::vector<api::TorrentView> torrents);

    void publish_all(std::shared_ptr<api::Snapshot const> next) { snapshot_ = std::move(next); }

private:
    FakeScript& script_;
    api::OnEvent on_event_;
    api::TorrentId last_id_ = 0;
    std::shared_ptr<api::Snapshot const> snapshot_;
};

[[nodiscard]] api::StartEngine start_fake(FakeScript& script);
[[nodiscard]] api::AttachEngine attach_fake(FakeScript& script);

} // namespace shoal::test
