#include "ui-cli/tui/prompt/prompt.hpp"

#include "ui-cli/tui/sources/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using About = Prompt::About;

/// As an engine may take it; it tells what is wrong with the rest.
bool is_url(std::string_view text) {
    static constexpr std::array schemes{"http://", "https://", "udp://", "ws://", "wss://"};
    return std::ranges::any_of(schemes, [&](std::string_view scheme) {
        return text.starts_with(scheme) && text.size() > scheme.size();
    });
}

Request remark_request(std::string text) {
    return {api::Note{text.empty() ? "mark" : std::move(text)}, "writing the remark down",
            "the remark is in the log"};
}

Request sources_request(Prompt const& prompt, std::string const& url) {
    api::AddSources sources{.id = prompt.id, .trackers = {}, .web_seeds = {}};
    bool const is_tracker = means_tracker(prompt);
    (is_tracker ? sources.trackers : sources.web_seeds).push_back(url);
    auto const what = is_tracker ? "tracker" : "web seed";
    return {std::move(sources), fmt::format("adding the {}", what),
            fmt::format("{}: added as {}", url, what)};
}

/// False: something is wrong with what was typed.
bool submit(Prompt& prompt, Effects& effects) {
    auto text = first_line(prompt.field.text);
    if (prompt.about == About::remark) {
        effects.requests.push_back(remark_request(std::move(text)));
        return true;
    }
    if (!is_url(text)) {
        prompt.complaint = "say where: a URL such as https://host/folder/ or udp://host:port";
        return false;
    }
    effects.requests.push_back(sources_request(prompt, text));
    return true;
}

} // namespace

Prompt ask_remark() {
    return {};
}

Prompt ask_sources(api::TorrentId id, Scope scope) {
    Prompt prompt;
    prompt.scope = scope;
    prompt.about = About::sources;
    prompt.id = id;
    return prompt;
}

bool means_tracker(Prompt const& prompt) {
    std::string_view const text = prompt.field.text;
    return prompt.is_chosen
               ? prompt.is_tracker
               : text.starts_with("udp:") || text.starts_with("ws:") || text.starts_with("wss:") ||
                     text.find("/announce") != std::string_view::npos;
}

void prompt_key(ViewState& state, Effects& effects, term::Input const& input) {
    auto& prompt = *state.prompt;
    auto const& key = input.key;
    prompt.complaint.clear();
    if (key == "Esc" || key == "^C") {
        state.prompt.reset();
    } else if (key == "Enter") {
        if (submit(prompt, effects))
            state.prompt.reset();
    } else if (key == "Tab" && prompt.about == About::sources) {
        prompt.is_tracker = !means_tracker(prompt);
        prompt.is_chosen = true;
    } else {
        edit(prompt.field, input);
    }
}

} // namespace shoal::tui
