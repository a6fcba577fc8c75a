#include "core/metainfo/outer_fields.hpp"

#include <fmt/format.h>

namespace shoal::metainfo {
namespace {

using bencode::Value;

constexpr std::int64_t year_2200 = 7'258'118'400; // WallTime ends in 2262

void ignored(api::TorrentSummary& summary, std::string_view field) {
    summary.warnings.push_back(
        {"field-ignored", fmt::format("the field '{}' is not of the right type", field)});
}

std::string encode_texts(std::vector<std::string> const& texts) {
    std::vector<std::string> encoded;
    encoded.reserve(texts.size());
    for (auto const& text : texts)
        encoded.push_back(bencode::encode(std::string_view{text}));
    return bencode::encode_list(encoded);
}

/// Non-empty texts of a list.
std::vector<std::string> texts(Value list) {
    std::vector<std::string> result;
    for (auto const& item : list.items())
        if (auto const text = item.string(); text && !text->empty())
            result.emplace_back(*text);
    return result;
}

std::string text_of(Value dict, std::string_view key, api::TorrentSummary& summary) {
    auto value = dict.find(fmt::format("{}.utf-8", key));
    if (!value)
        value = dict.find(key);
    if (!value)
        return {};
    auto const text = value->string();
    if (!text)
        ignored(summary, key);
    return std::string{text.value_or("")};
}

/// BEP 12: the list, where there is one, stands for `announce`.
void read_trackers(Value root, api::TorrentSummary& summary) {
    if (auto const list = root.find("announce-list")) {
        if (!list->is_list())
            ignored(summary, "announce-list");
        for (auto const& tier : list->items()) {
            auto urls = texts(tier);
            if (auto const lone = tier.string(); lone && !lone->empty())
                urls.emplace_back(*lone); // some write a flat list
            if (!urls.empty())
                summary.trackers.push_back(std::move(urls));
        }
    }
    auto announce = text_of(root, "announce", summary);
    if (summary.trackers.empty() && !announce.empty())
        summary.trackers.push_back({std::move(announce)});
}

void read_web_seeds(Value root, api::TorrentSummary& summary) {
    auto const value = root.find("url-list");
    if (!value)
        return;
    if (auto const lone = value->string()) {
        if (!lone->empty())
            summary.web_seeds.emplace_back(*lone);
    } else if (value->is_list()) {
        summary.web_seeds = texts(*value);
    } else {
        ignored(summary, "url-list");
    }
}

void read_nodes(Value root, api::TorrentSummary& summary) {
    auto const value = root.find("nodes");
    if (!value)
        return;
    if (!value->is_list())
        return ignored(summary, "nodes");
    for (auto const& item : value->items()) {
        auto const pair = item.items();
        auto const host = pair.size() == 2 ? pair[0].string() : std::nullopt;
        auto const port = pair.size() == 2 ? pair[1].integer() : std::nullopt;
        if (!host || host->empty() || !port || *port < 1 || *port > 65535)
            return ignored(summary, "nodes");
        summary.nodes.push_back({std::string{*host}, static_cast<std::uint16_t>(*port)});
    }
}

void read_date(Value root, api::TorrentSummary& summary) {
    auto const value = root.find("creation date");
    if (!value)
        return;
    auto const seconds = value->integer();
    if (!seconds || *seconds < 0 || *seconds > year_2200)
        return ignored(summary, "creation date");
    summary.created_at = WallTime{std::chrono::seconds{*seconds}};
}

} // namespace

void read_outer_fields(Value root, Value info, api::TorrentSummary& summary) {
    read_trackers(root, summary);
    read_web_seeds(root, summary);
    read_nodes(root, summary);
    read_date(root, summary);
    summary.comment = text_of(root, "comment", summary);
    summary.created_by = text_of(root, "created by", summary);
    summary.source = text_of(info, "source", summary);
    auto const is_private = info.find("private");
    summary.is_private = is_private && is_private->integer() == 1;
}

void set_trackers(bencode::RawDict& root, std::vector<std::vector<std::string>> const& tiers) {
    root.erase("announce");
    root.erase("announce-list");
    std::vector<std::string> encoded;
    std::size_t urls = 0;
    for (auto const& tier : tiers) {
        urls += tier.size();
        if (!tier.empty())
            encoded.push_back(encode_texts(tier));
        if (urls > 0 && !root.contains("announce"))
            root["announce"] = bencode::encode(std::string_view{tier[0]});
    }
    if (urls > 1)
        root["announce-list"] = bencode::encode_list(encoded);
}

void set_web_seeds(bencode::RawDict& root, std::vector<std::string> const& urls) {
    root.erase("url-list");
    if (urls.size() == 1)
        root["url-list"] = bencode::encode(std::string_view{urls[0]});
    else if (!urls.empty())
        root["url-list"] = encode_texts(urls);
}

void set_comment(bencode::RawDict& root, std::string const& comment) {
    root.erase("comment");
    root.erase("comment.utf-8");
    if (!comment.empty())
        root["comment"] = bencode::encode(std::string_view{comment});
}

} // namespace shoal::metainfo
