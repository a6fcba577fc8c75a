#include "ui-cli/tui/dialogs/probe.hpp"

namespace shoal::tui {
namespace {

constexpr auto period = 1s;
constexpr std::size_t mailbox_size = 1024;

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

} // namespace

Probe::Probe(StartObserver start, std::string source, Seen seen) : mailbox_(mailbox_size) {
    thread_ = std::jthread{[this, start = std::move(start), source = std::move(source),
                            seen = std::move(seen)](std::stop_token const& stop) {
        try {
            run(start, source, seen, stop);
        } catch (std::exception const& error) {
            seen({.failure = error.what()});
        }
        has_ended_ = true;
    }};
}

void Probe::run(StartObserver const& start, std::string const& source, Seen const& seen,
                std::stop_token const& stop) {
    std::stop_callback const wake{stop, [this] {
                                      mailbox_.wake();
                                  }};
    auto engine = start([this](api::Event const& event) { (void)mailbox_.post(event); });
    if (!engine) {
        view_.failure = engine.error().what;
        return seen(view_);
    }
    api::Add add;
    add.source = source;
    add.observe = true;
    (*engine)->submit(std::move(add),
                      [this](Result<api::Reply> reply) { (void)mailbox_.post(std::move(reply)); });
    look(**engine, seen, stop);
}

void Probe::look(api::Engine& engine, Seen const& seen, std::stop_token const& stop) {
    auto const begin = now();
    auto next = begin;
    while (!stop.stop_requested() && view_.failure.empty()) {
        for (Message& message : mailbox_.drain(next))
            std::visit([this](auto& typed) { take(typed); }, message);
        if (now() < next && view_.failure.empty())
            continue;
        next = now() + period;
        view_.seconds = std::chrono::duration<double>(now() - begin).count();
        ask(engine);
        seen(view_);
    }
}

void Probe::ask(api::Engine& engine) {
    auto const torrent = api::find(*engine.snapshot(), id_);
    if (!torrent)
        return;
    view_.name = torrent->name;
    view_.size = torrent->size;
    view_.peers = torrent->peers;
    view_.metadata_done = torrent->metadata_done;
    view_.metadata_pieces = torrent->metadata_pieces;
    if (view_.size == 0 || std::exchange(is_asked_, true))
        return;
    if (view_.files.empty())
        engine.ask(api::FilesOf{id_},
                   [this](Result<api::Answer> answer) { (void)mailbox_.post(std::move(answer)); });
    engine.ask(api::HealthOf{id_},
               [this](Result<api::Answer> answer) { (void)mailbox_.post(std::move(answer)); });
}

void Probe::take(api::Event const& event) {
    if (event.kind == api::EventKind::error)
        view_.failure = event.text;
}

void Probe::take(Result<api::Reply> const& reply) {
    if (reply)
        id_ = reply->id;
    else
        view_.failure = reply.error().what;
}

void Probe::take(Result<api::Answer>& answer) {
    if (answer && std::holds_alternative<std::vector<api::FileView>>(*answer)) {
        view_.files = std::get<std::vector<api::FileView>>(std::move(*answer));
        return;
    }
    is_asked_ = false;
    if (answer && std::holds_alternative<api::HealthView>(*answer))
        view_.health = std::get<api::HealthView>(std::move(*answer));
}

} // namespace shoal::tui
