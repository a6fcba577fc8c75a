#include "app/errand.hpp"

#include "app/spawn.hpp"

namespace shoal::app {
namespace {

std::vector<std::string> environment_for(api::TorrentView const& torrent, std::string const& rule) {
    auto variables = environment();
    // Settings of ours, or an errand's.
    std::erase_if(variables, [](auto const& variable) { return variable.starts_with("SHOAL_"); });
    variables.push_back("SHOAL_ID=" + std::to_string(torrent.id));
    variables.push_back("SHOAL_INFO_HASH=" + api::display(torrent.info_hash));
    variables.push_back("SHOAL_NAME=" + torrent.name);
    variables.push_back("SHOAL_DIR=" + torrent.dir);
    variables.push_back("SHOAL_LABEL=" + torrent.label);
    variables.push_back("SHOAL_HEALTH=" + (torrent.health ? std::to_string(*torrent.health) : ""));
    variables.push_back("SHOAL_RULE=" + rule);
    return variables;
}

} // namespace

Result<pid_t> start_errand(std::vector<std::string> const& program, api::TorrentView const& torrent,
                           std::string const& rule, fs::path const& log) {
    return spawn(program, environment_for(torrent, rule), log);
}

} // namespace shoal::app
