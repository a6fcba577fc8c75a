#pragma once

#include "core/base/file.hpp"
#include "core/base/mailbox.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace shoal::tui {

/// Finds out something about paths, such as the room of a folder. A path may hang: each is asked on
/// a thread of its own, for which nobody waits, not even at the end.
template <class Answer>
class PathDesk {
public:
    /// May block for as long as the path hangs. A copy for each thread; empty: nothing is known.
    /// One that throws found nothing.
    using Ask = std::function<Answer(fs::path const& path)>;

    struct Found {
        fs::path path;
        Answer answer;
    };

    explicit PathDesk(Ask ask) : ask_(std::move(ask)) {}

    /// False: several hang, and nothing is asked. Never blocks.
    bool ask(fs::path const& path) {
        if (!ask_)
            return false;
        if (++shared_->under_way > most_at_once) {
            --shared_->under_way;
            return false;
        }
        std::thread{[shared = shared_, ask = ask_, path] {
            auto answer = answer_of(ask, path);
            --shared->under_way;
            (void)shared->found.post({path, std::move(answer)});
        }}.detach();
        return true;
    }

    /// What was found since. Never blocks.
    [[nodiscard]] std::vector<Found> take() { return shared_->found.drain(SteadyTime{}); }

private:
    static constexpr int most_at_once = 4;

    static Answer answer_of(Ask const& ask, fs::path const& path) {
        try {
            return ask(path);
        } catch (std::exception const&) {
            return {};
        }
    }

    struct Shared {
        Mailbox<Found> found{64};
        std::atomic<int> under_way = 0;
    };

    Ask ask_;
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

} // namespace shoal::tui
