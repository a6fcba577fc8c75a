#pragma once

#include "core/api/ban.hpp"

#include <deque>
#include <span>

namespace shoal::policy {

/// A piece of one of the session's torrents.
struct PieceOf {
    api::TorrentId torrent = 0;
    int piece = 0;

    friend bool operator==(PieceOf const&, PieceOf const&) = default;
};

/// A block of a piece that failed its hash.
struct SuspectBlock {
    std::optional<api::PeerName> sender; ///< unknown: it was there before, or came from who is gone
    Sha1Digest digest{};                 ///< of the bytes as they came
};

struct Guilty {
    api::PeerName peer;
    int blocks = 0; ///< bad ones of that piece that it sent
};

/// Finds who sent the bad block of a piece that failed its hash.
///
/// A piece has one hash (BEP 3), so a failure tells only that some of its blocks are bad. Who sent
/// all of it is guilty at once. Otherwise the digest of each block is kept, with its sender of
/// then; when the piece has been fetched again and passes, every block that differs from the good
/// one convicts its sender. Nobody is convicted for the company it kept. v2 torrents, whose blocks
/// have hashes of their own (BEP 52), are served alike: asking peers for those is not needed.
///
/// Pure; one thread. Memory: about 130 bytes a block, so 2 MiB for the default; when it is full the
/// oldest failure is forgotten.
class Suspects {
public:
    explicit Suspects(std::size_t most_blocks = 16'384) : most_blocks_(most_blocks) {}

    /// `blocks`: of the whole piece, in order. `are_digests_known`: else only a peer that sent all
    /// of it can be found. Gives the guilty, if that is certain already.
    [[nodiscard]] std::optional<Guilty> failed(PieceOf piece, std::vector<SuspectBlock> blocks,
                                               bool are_digests_known);

    /// Whether its digests are wanted when it passes.
    [[nodiscard]] bool remembers(PieceOf piece) const;

    /// `good`: digests of the blocks of the piece, which passed. Settles all its failures.
    [[nodiscard]] std::vector<Guilty> passed(PieceOf piece, std::span<Sha1Digest const> good);

private:
    struct Failure {
        PieceOf piece;
        std::vector<SuspectBlock> blocks;
    };

    void remember(Failure failure);

    std::size_t most_blocks_;
    std::size_t blocks_ = 0;       ///< in `failures_`
    std::deque<Failure> failures_; ///< oldest first
};

} // namespace shoal::policy
