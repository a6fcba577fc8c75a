#include "tests/swarm/lab_runs.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace shoal::test {

api::LabSpec scenario(std::string const& name, std::int64_t size, int faster) {
    auto spec = lab::LoopbackLab{}.load(name);
    REQUIRE(spec);
    spec->size = size;
    for (auto& group : spec->groups) {
        group.up_limit *= faster;
        group.down_limit *= faster;
    }
    return *spec;
}

api::LabReport run(api::LabSpec const& spec) {
    lab::LoopbackLab lab;
    auto const report = lab.run(spec, {}, {});
    if (!report)
        FAIL(report.error().what);
    INFO(trace(*report));
    CHECK(report->all_complete);
    return *report;
}

std::string trace(api::LabReport const& report) {
    std::string text;
    for (auto const& peer : report.peers) {
        text +=
            fmt::format("{}: done {:.3f} in {:.2f}s, down {}, up {}, wasted {}, {} pieces failed, "
                        "banned {}, connected {}, sources",
                        peer.name, peer.done, peer.seconds, peer.downloaded, peer.uploaded,
                        peer.wasted, peer.pieces_failed, peer.banned, peer.connected);
        for (auto const& [source, count] : peer.sources)
            text += fmt::format(" {}={}", source, count);
        text += '\n';
    }
    return text;
}

} // namespace shoal::test
