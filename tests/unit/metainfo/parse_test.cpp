#include "core/metainfo/bencode.hpp"
#include "core/metainfo/metainfo.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

using namespace shoal;

namespace {

fs::path const samples = fs::path{SHOAL_TESTDATA} / "torrents";

struct Bad {
    char const* file;
    char const* reason;
};

constexpr std::array<Bad, 98> bad{{
    {"empty", "it ends too early"},
    {"file-and-folder-by-case", "info: 'x/a' is both a file and the folder of 'x/A/b'"},
    {"file-and-folder", "info: 'x/a' is both a file and the folder of 'x/a/b'"},
    {"file-length-negative", "info.files[1].length: is negative"},
    {"file-lengths-overflow", "info.files[0].length: the files add up to more than 256 TiB"},
    {"file-twice", "info: 'x/a' is there twice"},
    {"file-with-empty-path", "info.files[0].path: empty"},
    {"file-without-length", "info.files[0].length: missing"},
    {"file-without-path", "info.files[0].path: missing"},
    {"files-differ-by-case-beyond-ascii", "differ only by case or normalisation"},
    {"files-differ-by-case",
     "info: 'x/Read.me' and 'x/read.ME' differ only by case or normalisation"},
    {"files-differ-by-hangul-normalisation", "differ only by case or normalisation"},
    {"files-differ-by-normalisation", "differ only by case or normalisation"},
    {"files-empty", "info.files: empty"},
    {"files-hold-a-number", "info.files[0]: is not a dict"},
    {"files-is-text", "info.files: is not a list"},
    {"folders-differ-by-case", "info: 'x/A/x' and 'x/a/X' differ only by case or normalisation"},
    {"garbage-after-end", "there is something after the end"},
    {"hybrid-file-more-in-v2", "info: its v1 part lacks 'x/b'"},
    {"hybrid-names-differ", "info: its v1 and v2 parts disagree about 'x/a'"},
    {"hybrid-padding-too-long", "info.files: 'x/b' does not begin the next piece"},
    {"hybrid-single-name-differs", "info: its v1 and v2 parts disagree about 'x'"},
    {"hybrid-sizes-differ", "info: its v1 and v2 parts disagree about 'x/a'"},
    {"hybrid-without-padding", "info.files: 'x/b' does not begin the next piece"},
    {"info-is-text", "info: is not a dict"},
    {"info-missing", "info: missing"},
    {"key-twice", "the key 'info' is there twice"},
    {"leading-zero", "the number has a leading zero"},
    {"length-2-to-the-63-less-1", "info.length: the files add up to more than 256 TiB"},
    {"length-2-to-the-63", "the number does not fit 64 bits"},
    {"length-and-files", "info: has both 'files' and 'length'"},
    {"length-is-text", "info.length: is not a number"},
    {"length-missing", "info.length: missing"},
    {"length-negative", "info.length: is negative"},
    {"minus-zero", "the number has a leading zero"},
    {"name-absolute", "info.name: '/' within a name would leave the folder"},
    {"name-dot-dot", "info.name: '..' would leave the folder"},
    {"name-empty", "info.name: empty name"},
    {"name-is-number", "info.name: is not text"},
    {"name-missing", "info.name: missing"},
    {"name-too-long", "info.name: name of 256 bytes; 255 is the most"},
    {"name-with-nul", "info.name: NUL within a name"},
    {"name-with-slash", "info.name: '/' within a name would leave the folder"},
    {"nested-too-deeply", "nested too deeply"},
    {"not-bencoding", "a value is expected here"},
    {"only-padding", "info: no files but padding"},
    {"path-absolute", "info.files[0].path: '/' within a name would leave the folder"},
    {"path-dot-dot", "info.files[0].path: '..' would leave the folder"},
    {"path-dot", "info.files[0].path: '.' would leave the folder"},
    {"path-holds-a-number", "info.files[0].path: holds something that is not a name"},
    {"path-is-text", "info.files[0].path: is not a list"},
    {"path-part-too-long", "info.files[0].path: name of 256 bytes; 255 is the most"},
    {"path-plain-dot-dot", "info.files[0].path: '..' would leave the folder"},
    {"path-too-deep", "info.files[0].path: too many folders within each other"},
    {"path-utf-8-dot-dot", "info.files[0].path.utf-8: '..' would leave the folder"},
    {"path-too-long", "info.files[0].path: path of 5121 bytes; 4000 is the most"},
    {"path-with-empty-part", "info.files[0].path: empty name"},
    {"path-with-nul", "info.files[0].path: NUL within a name"},
    {"path-with-slash", "info.files[0].path: '/' within a name would leave the folder"},
    {"piece-length-absurd",
     "info.piece length: 1099511627776 is not between 1 and 134217728 bytes"},
    {"piece-length-is-text", "info.piece length: is not a number"},
    {"piece-length-missing", "info.piece length: missing"},
    {"piece-length-negative", "info.piece length: -16384 is not between 1 and 134217728 bytes"},
    {"piece-length-zero", "info.piece length: 0 is not between 1 and 134217728 bytes"},
    {"pieces-is-list", "info.pieces: is not text"},
    {"pieces-missing", "info.pieces: missing"},
    {"pieces-not-of-20", "info.pieces: its length is not a multiple of 20"},
    {"pieces-too-few", "info.pieces: 0 hashes, but the files make 1 pieces"},
    {"pieces-too-many", "info.pieces: 2 hashes, but the files make 1 pieces"},
    {"root-is-list", "info: missing"},
    {"string-length-huge", "the text is longer than the file"},
    {"string-length-past-64-bits", "the number does not fit 64 bits"},
    {"symlink-absolute", "info.files[1].symlink path: '/' within a name would leave the folder"},
    {"symlink-as-folder-of-a-file", "info: 'x/link' is both a file and the folder of 'x/link/a'"},
    {"symlink-dot-dot", "info.files[1].symlink path: '..' would leave the folder"},
    {"symlink-with-empty-target", "info.files[1].symlink path: empty"},
    {"symlink-without-target", "info.files[1].symlink path: missing"},
    {"truncated-in-number", "it ends too early"},
    {"truncated", "the text is longer than the file"},
    {"v2-file-and-folder", "info.file tree: 'a' is both file and folder"},
    {"v2-file-tree-empty", "info.file tree: '' is an empty folder"},
    {"v2-file-tree-is-list", "info.file tree: is not a dict"},
    {"v2-file-tree-missing", "info.file tree: missing"},
    {"v2-files-differ-by-case", "info: 'x/A' and 'x/a' differ only by case or normalisation"},
    {"v2-layers-do-not-match-root", "piece layers: 'x' does not match its pieces root"},
    {"v2-layers-missing", "piece layers: 'x' has none"},
    {"v2-layers-too-short", "piece layers: 'x' has not one hash a piece"},
    {"v2-length-negative", "info.file tree: 'a' length: is negative"},
    {"v2-meta-version-3", "info.meta version: only 1 and 2 are known"},
    {"v2-meta-version-missing", "info.meta version: missing, but there is a file tree"},
    {"v2-path-dot-dot", "info.file tree: '..' would leave the folder"},
    {"v2-path-empty-folder", "info.file tree: 'a' is an empty folder"},
    {"v2-path-with-slash", "info.file tree: '/' within a name would leave the folder"},
    {"v2-piece-length-below-16k",
     "info.piece length: 8192 is not a power of two of at least 16 KiB"},
    {"v2-piece-length-not-a-power-of-two",
     "info.piece length: 49152 is not a power of two of at least 16 KiB"},
    {"v2-root-missing", "info.file tree: 'a' pieces root: missing"},
    {"v2-root-of-31-bytes", "info.file tree: 'a' pieces root: is not 32 bytes"},
    {"v2-tree-too-deep", "nested too deeply"},
}};

metainfo::Metainfo good(std::string const& file) {
    auto torrent = metainfo::load(samples / "good" / (file + ".torrent"));
    REQUIRE_MESSAGE(torrent, file);
    return std::move(*torrent);
}

bool has_warning(metainfo::Metainfo const& torrent, std::string_view name) {
    auto const& warnings = torrent.summary.warnings;
    return std::any_of(warnings.begin(), warnings.end(),
                       [&](auto const& warning) { return warning.name == name; });
}

} // namespace

TEST_CASE("parse: each bad torrent is refused for its own reason, naming file and field") {
    for (auto const& [file, reason] : bad) {
        CAPTURE(std::string{file});
        auto const path = samples / "bad" / (std::string{file} + ".torrent");
        auto const torrent = metainfo::load(path);
        REQUIRE(!torrent);
        CHECK(torrent.error().code == Errc::invalid_input);
        CHECK(torrent.error().where == path.string());
        CAPTURE(torrent.error().what);
        CHECK(torrent.error().what.find(reason) != std::string::npos);
    }
}

TEST_CASE("parse: every bad sample has its reason in the table above") {
    std::set<std::string> listed;
    for (auto const& row : bad)
        listed.insert(row.file);
    for (auto const& entry : fs::directory_iterator{samples / "bad"})
        CHECK_MESSAGE(listed.contains(entry.path().stem().string()), entry.path());
}

TEST_CASE("parse: every good sample loads, and its files add up") {
    for (auto const& entry : fs::directory_iterator{samples / "good"}) {
        CAPTURE(entry.path());
        auto const torrent = metainfo::load(entry.path());
        REQUIRE(torrent);
        std::int64_t offset = 0;
        std::int64_t content = 0;
        for (auto const& file : torrent->files) {
            CHECK(file.offset == offset);
            offset += file.size;
            content += file.is_pad ? 0 : file.size;
        }
        CHECK(torrent->summary.size == content);
        CHECK(torrent->summary.pieces ==
              (offset + torrent->summary.piece_size - 1) / torrent->summary.piece_size);
    }
}

TEST_CASE("parse: no cut or flipped byte of a good torrent does harm") {
    for (auto const* file : {"mktorrent-folder", "shoal-hybrid-folder", "shoal-v2-file"}) {
        auto const bytes = good(file).bytes;
        for (std::size_t i = 0; i < bytes.size(); i += 3) {
            CHECK(!metainfo::parse(bytes.substr(0, i)));
            auto flipped = bytes;
            flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
            (void)metainfo::parse(std::move(flipped));
        }
    }
}

TEST_CASE("parse: a small torrent cannot blow its paths up to fill the memory") {
    auto const folder = "255:" + std::string(255, 'd') + "d";
    std::string tree = "d";
    for (int i = 0; i < 15; ++i)
        tree += folder;
    for (int i = 0; i < 40'000; ++i)
        tree += "6:f" + std::to_string(10'000 + i) + "d0:d6:lengthi0eee";
    tree += std::string(16, 'e');
    auto const torrent = metainfo::parse("d4:infod9:file tree" + tree +
                                         "12:meta versioni2e4:name1:x12:piece lengthi16384eee");
    REQUIRE(!torrent);
    CHECK(torrent.error().what.find("more than 64 MiB") != std::string::npos);
}

TEST_CASE("parse: mktorrent's folder with all its fields") {
    auto const torrent = good("mktorrent-folder");
    auto const& summary = torrent.summary;
    CHECK(summary.name == "album");
    CHECK(summary.format == api::Format::v1);
    CHECK(summary.is_private);
    CHECK(summary.source == "SRC");
    CHECK(summary.comment == "by mktorrent");
    CHECK(summary.created_by == "mktorrent 1.1");
    CHECK(summary.created_at);
    CHECK(summary.piece_size == 32768);
    CHECK(summary.pieces == 2);
    CHECK(summary.size == 56388);
    CHECK(summary.trackers ==
          std::vector<std::vector<std::string>>{
              {"http://127.0.0.1:6969/announce", "http://127.0.0.1:6970/announce"},
              {"udp://127.0.0.1:6971"}});
    CHECK(summary.web_seeds == std::vector<std::string>{"http://127.0.0.1/w/"});
    CHECK(summary.files.size() == 5);
    CHECK(torrent.v2_pieces.empty());
}

TEST_CASE("parse: libtorrent's hybrid has both hashes, and pads between files") {
    auto const torrent = good("libtorrent-hybrid-folder");
    CHECK(torrent.summary.format == api::Format::hybrid);
    CHECK(torrent.summary.info_hash.v1);
    CHECK(torrent.summary.info_hash.v2);
    CHECK(torrent.v1_pieces.size() == 4);
    REQUIRE(torrent.v2_pieces.size() == torrent.files.size());
    CHECK(torrent.summary.files.size() == 5);
    for (std::size_t i = 0; i < torrent.files.size(); ++i)
        CHECK(torrent.v2_pieces[i].empty() ==
              (torrent.files[i].is_pad || torrent.files[i].size == 0));
}

TEST_CASE("parse: the UTF-8 name stands for the other one") {
    auto const torrent = good("utf-8-names");
    CHECK(torrent.summary.files[0].path == "b\u00e4r/caf\u00e9");
    CHECK(!has_warning(torrent, "unprintable-name"));
}

TEST_CASE("parse: names that cannot be printed are legal, but warned of") {
    CHECK(has_warning(good("control-characters-in-name"), "unprintable-name"));
    CHECK(has_warning(good("not-utf-8-name"), "unprintable-name"));
}

TEST_CASE("parse: wrong types around the info dict cost a warning, not the torrent") {
    auto const torrent = good("outer-fields-of-wrong-types");
    CHECK(has_warning(torrent, "field-ignored"));
    CHECK(torrent.summary.trackers.empty());
    CHECK(torrent.summary.comment.empty());
}

TEST_CASE("parse: pads are laid out but not listed") {
    auto const torrent = good("padding-between-files");
    CHECK(torrent.files.size() == 3);
    CHECK(torrent.files[1].is_pad);
    CHECK(torrent.summary.files.size() == 2);
    CHECK(torrent.summary.size == 10);
}

TEST_CASE("parse: an info dict alone is taken only if it is all there is") {
    auto const torrent = good("shoal-v1-file");
    auto const document = bencode::Document::parse(torrent.bytes);
    REQUIRE(document);
    std::string const info{document->root().find("info")->raw()};
    auto const alone = metainfo::parse_info(info);
    REQUIRE(alone);
    CHECK(alone->summary.info_hash == torrent.summary.info_hash);
    CHECK(!metainfo::parse_info(info + "7:comment1:x"));
}

TEST_CASE("load: a missing file is not found, a folder is refused") {
    CHECK(metainfo::load(samples / "nothing.torrent").error().code == Errc::not_found);
    CHECK(metainfo::load(samples).error().code == Errc::invalid_input);
}
