#pragma once

#include "core/api/engine.hpp"
#include "core/api/settings.hpp"
#include "core/base/mailbox.hpp"

#include <map>

namespace shoal::app {

/// Folders whose new .torrent files are added by themselves, and then get the name NAME.added, or
/// NAME.failed. A file is taken once its size stood still from one look to the next, so that none
/// is read while it is being written. One thread; what it asked of the engine is answered between
/// looks, or never heard.
class WatchFolders {
public:
    WatchFolders(api::Engine& engine, std::vector<api::WatchFolder> folders)
        : engine_(engine), folders_(std::move(folders)) {}

    /// Once a second or so. What became of those files, in words.
    [[nodiscard]] std::vector<std::string> look();

private:
    struct Answer {
        fs::path file;
        Result<api::Reply> reply;
    };

    struct Seen {
        std::uintmax_t size = 0;
        bool is_asked = false;
    };

    void look_into(api::WatchFolder const& folder, std::map<fs::path, Seen>& present);
    void add(api::WatchFolder const& folder, fs::path const& file);

    api::Engine& engine_; ///< borrowed: outlives us
    std::vector<api::WatchFolder> folders_;
    std::map<fs::path, Seen> seen_;
    std::map<fs::path, std::string> troubles_; ///< of folders, while they last
    std::vector<std::string> words_;
    std::shared_ptr<Mailbox<Answer>> const answers_ =
        std::make_shared<Mailbox<Answer>>(std::size_t{1} << 20U);
};

} // namespace shoal::app
