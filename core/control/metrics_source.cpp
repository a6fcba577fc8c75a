#include "core/control/metrics_source.hpp"

#include "core/control/http_answers.hpp"
#include "core/control/metrics_text.hpp"

namespace shoal::control {

void MetricsSource::show(std::shared_ptr<net::HttpReply> const& reply) const {
    // Nothing here may refer to us: the engine may answer when the server is gone.
    engine_.ask(api::FiguresOf{}, [reply, snapshot = engine_.snapshot(), version = version_,
                                   commands = commands_,
                                   most = most_torrents_](Result<api::Answer> answer) {
        if (!answer)
            return refuse(reply, answer.error());
        reply->send([=, figures = std::get<api::SessionFigures>(*std::move(answer))] {
            return net::HttpResponse{
                .type = std::string{metrics_type},
                .body = metrics_page(*snapshot, figures, {version, commands->read()}, most)};
        });
    });
}

} // namespace shoal::control
