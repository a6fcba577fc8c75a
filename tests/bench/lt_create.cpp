#include <libtorrent/create_torrent.hpp>
#include <libtorrent/settings_pack.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

// What libtorrent's own creation costs: bench_lt_create v1|v2|hybrid THREADS CONTENT OUTPUT

int main(int argc, char** argv) {
    if (argc != 5) {
        std::cerr << "usage: bench_lt_create v1|v2|hybrid THREADS CONTENT OUTPUT\n";
        return 2;
    }
    std::string const format = argv[1];
    lt::file_storage files;
    lt::add_files(files, argv[3]);
    lt::create_flags_t flags{};
    if (format == "v1")
        flags = lt::create_torrent::v1_only;
    else if (format == "v2")
        flags = lt::create_torrent::v2_only;
    lt::create_torrent torrent(files, 256 * 1024, flags);
    lt::settings_pack settings;
    settings.set_int(lt::settings_pack::hashing_threads, std::stoi(argv[2]));
    std::string const content = argv[3];
    lt::error_code error;
    lt::set_piece_hashes(
        torrent, content.substr(0, content.rfind('/')), settings, [](lt::piece_index_t) {}, error);
    if (error) {
        std::cerr << error.message() << '\n';
        return 1;
    }
    std::vector<char> bytes;
    lt::bencode(std::back_inserter(bytes), torrent.generate());
    std::ofstream(argv[4], std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return 0;
}
