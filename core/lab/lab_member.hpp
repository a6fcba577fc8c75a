#pragma once

#include "core/api/engine.hpp"
#include "core/api/lab.hpp"
#include "core/base/mailbox.hpp"

namespace shoal::lab {

/// An event of one member, brought to the lab's thread.
struct Report {
    std::size_t member = 0;
    api::Event event;
};

using Reports = Mailbox<Report>;

/// One engine of the lab and what it achieved. The lab's thread only.
class LabMember {
public:
    struct Birth {
        std::size_t index = 0;
        std::string name;
        std::string role;
        fs::path dir;
        api::SwarmOptions options;
    };

    /// Starts the engine and waits until it listens.
    [[nodiscard]] static Result<std::unique_ptr<LabMember>> create(Birth birth, Reports& reports,
                                                                   SteadyTime deadline);

    void add(api::Add add);
    /// Brings the figures up to date from the engine's snapshot.
    void update();
    void completed(double seconds);

    [[nodiscard]] api::Endpoint endpoint() const { return endpoint_; }

    [[nodiscard]] fs::path const& dir() const { return dir_; }

    [[nodiscard]] api::LabPeer& figures() { return figures_; }

    [[nodiscard]] std::string const& error() const { return error_; }

    void failed(std::string error) { error_ = std::move(error); }

private:
    LabMember() = default;

    fs::path dir_;
    api::Endpoint endpoint_;
    api::LabPeer figures_;
    std::string error_;
    std::unique_ptr<api::Engine> engine_;
};

} // namespace shoal::lab
