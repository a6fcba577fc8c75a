#include "app/watch_folders.hpp"

#include <fmt/format.h>

namespace shoal::app {
namespace {

constexpr std::int64_t torrent_limit = 64 * 1024 * 1024;

/// So that it is not taken again.
void put_aside(fs::path const& file, char const* ending) {
    std::error_code ignored;
    fs::rename(file, file.string() + ending, ignored);
}

} // namespace

std::vector<std::string> WatchFolders::look() {
    for (Answer const& answer : answers_->drain(SteadyTime{})) {
        if (!answer.reply && answer.reply.error().code == Errc::busy) {
            seen_.erase(answer.file); // to be asked again
            continue;
        }
        auto const name = answer.file.string();
        if (!answer.reply)
            words_.push_back(fmt::format("cannot add {}: {}", name, answer.reply.error().what));
        put_aside(answer.file, answer.reply ? ".added" : ".failed");
    }
    std::map<fs::path, Seen> present;
    for (api::WatchFolder const& folder : folders_)
        look_into(folder, present);
    seen_ = std::move(present);
    return std::exchange(words_, {});
}

void WatchFolders::look_into(api::WatchFolder const& folder, std::map<fs::path, Seen>& present) {
    std::error_code error;
    fs::directory_iterator entries{folder.path, error};
    auto& trouble = troubles_[folder.path];
    if (error && trouble != error.message())
        words_.push_back(fmt::format("cannot watch {}: {}", folder.path.string(), error.message()));
    trouble = error ? error.message() : "";
    for (; !error && entries != fs::directory_iterator{}; entries.increment(error)) {
        auto const& path = entries->path();
        std::error_code ignored;
        if (path.extension() != ".torrent" || !entries->is_regular_file(ignored))
            continue;
        Seen now{entries->file_size(ignored), false};
        auto const before = seen_.find(path);
        if (before != seen_.end()) {
            now.is_asked = before->second.is_asked;
            if (!now.is_asked && now.size > 0 && before->second.size == now.size) {
                now.is_asked = true;
                add(folder, path);
            }
        }
        present.emplace(path, now);
    }
}

void WatchFolders::add(api::WatchFolder const& folder, fs::path const& file) {
    auto bytes = read_file(file, torrent_limit);
    if (!bytes)
        return void(answers_->post({file, tl::make_unexpected(bytes.error())}));
    api::Add order{.source = file.string(),
                   .torrent = *std::move(bytes),
                   .dir = folder.dir,
                   .label = folder.label};
    engine_.submit(std::move(order), [answers = answers_, file](Result<api::Reply> reply) {
        (void)answers->post({file, std::move(reply)});
    });
}

} // namespace shoal::app
