#pragma once

#include "core/control/base64.hpp"
#include "core/control/json_fields.hpp"

namespace shoal::control {

/// Bytes that are base64 in JSON, whatever they are.
template <class String>
struct Base64 {
    String& bytes;
};

template <class String>
Base64(String&) -> Base64<String>;

template <>
struct Fields<api::Past> {
    static void each(auto& x, auto&& field) {
        field("uploaded", x.uploaded, not_negative);
        field("downloaded", x.downloaded, not_negative);
        field("added", x.added);
    }
};

template <>
struct Fields<api::Add> {
    static void each(auto& x, auto&& field) {
        Base64 torrent{x.torrent};
        field("source", x.source);
        field("torrent", torrent);
        field("dir", x.dir);
        field("rename", x.rename);
        field("select", x.select);
        field("priorities", x.priorities);
        field("file_names", x.file_names);
        field("peers", x.peers);
        field("sequential", x.sequential);
        field("check", x.check);
        field("assume_complete", x.assume_complete);
        field("must_be_complete", x.must_be_complete);
        field("goal", x.goal);
        field("paused", x.paused);
        field("pick_files", x.pick_files);
        field("on_top", x.on_top);
        field("label", x.label);
        field("limits", x.limits);
        field("observe", x.observe);
        field("trace", x.trace);
        field("past", x.past);
    }
};

/// The commands that say no more than which torrents they concern.
struct IdsOnly {
    static void each(auto& x, auto&& field) { field("ids", x.ids); }
};

template <>
struct Fields<api::Pause> : IdsOnly {};

template <>
struct Fields<api::Resume> : IdsOnly {};

template <>
struct Fields<api::Recheck> : IdsOnly {};

template <>
struct Fields<api::Announce> : IdsOnly {};

template <>
struct Fields<api::Remove> {
    static void each(auto& x, auto&& field) {
        field("ids", x.ids);
        field("with_data", x.with_data);
    }
};

template <>
struct Fields<api::Move> {
    static void each(auto& x, auto&& field) {
        field("ids", x.ids);
        field("dir", x.dir);
    }
};

template <>
struct Fields<api::Rename> {
    static void each(auto& x, auto&& field) {
        field("id", x.id);
        field("file", x.file);
        field("name", x.name);
    }
};

template <>
struct Fields<api::Change> {
    static void each(auto& x, auto&& field) {
        field("ids", x.ids);
        field("label", x.label);
        field("up_limit", x.up_limit, not_negative);
        field("down_limit", x.down_limit, not_negative);
        field("goal", x.goal);
        field("sequential", x.sequential);
        field("priority", x.priority);
    }
};

template <>
struct Fields<api::AddSources> {
    static void each(auto& x, auto&& field) {
        field("id", x.id);
        field("trackers", x.trackers);
        field("web_seeds", x.web_seeds);
    }
};

template <>
struct Fields<api::LiftBan> {
    static void each(auto& x, auto&& field) { field("peer", x.peer); }
};

template <>
struct Fields<api::Note> {
    static void each(auto& x, auto&& field) { field("text", x.text); }
};

template <>
struct Fields<api::SetFiles> {
    static void each(auto& x, auto&& field) {
        field("id", x.id);
        field("files", x.files);
        field("priority", x.priority);
    }
};

template <>
struct Fields<api::Enqueue> {
    static void each(auto& x, auto&& field) {
        field("ids", x.ids);
        field("move", x.move);
    }
};

template <>
struct Fields<api::Configure> {
    static void each(auto& x, auto&& field) {
        field("rules", x.rules);
        field("housekeeping", x.housekeeping);
    }
};

template <>
struct Fields<api::TreatPeer> {
    static void each(auto& x, auto&& field) {
        field("id", x.id);
        field("peer", x.peer);
        field("act", x.act);
    }
};

template <>
struct Fields<api::CheckDht> {
    static void each(auto&, auto&&) {}
};

/// The command and the questions that say no more than which torrent they concern.
struct IdOnly {
    static void each(auto& x, auto&& field) { field("id", x.id); }
};

template <>
struct Fields<api::Save> : IdOnly {};

template <>
struct Fields<api::FilesOf> : IdOnly {};

template <>
struct Fields<api::PeersOf> : IdOnly {};

template <>
struct Fields<api::PiecesOf> {
    static void each(auto& x, auto&& field) {
        field("id", x.id);
        field("peer", x.peer);
    }
};

template <>
struct Fields<api::HoldersOf> {
    static void each(auto& x, auto&& field) {
        field("id", x.id);
        field("first", x.first);
        field("end", x.end);
    }
};

template <>
struct Fields<api::TrackersOf> : IdOnly {};

template <>
struct Fields<api::WebSeedsOf> : IdOnly {};

template <>
struct Fields<api::HealthOf> : IdOnly {};

template <>
struct Fields<api::WhyOf> : IdOnly {};

template <>
struct Fields<api::LogOf> {
    static void each(auto& x, auto&& field) {
        field("ids", x.ids);
        field("most", x.most);
    }
};

template <>
struct Fields<api::FiguresOf> {
    static void each(auto&, auto&&) {}
};

template <>
struct Fields<api::HistoryOf> {
    static void each(auto& x, auto&& field) {
        field("id", x.id);
        field("since", x.since);
    }
};

template <>
struct Fields<api::Reply> {
    static void each(auto& x, auto&& field) {
        field("id", x.id);
        field("is_known", x.is_known);
        field("info_hash", x.info_hash);
    }
};

} // namespace shoal::control
