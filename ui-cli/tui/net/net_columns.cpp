#include "ui-cli/tui/net/net_columns.hpp"

#include "ui-cli/tui/draw/layout.hpp"

#include <algorithm>
#include <iterator>

namespace shoal::tui {
namespace {

using Part = NetRows (*)(NetSight const&);

NetRows joined(NetSight const& sight, std::initializer_list<Part> parts) {
    NetRows all;
    for (auto const part : parts) {
        if (!all.empty())
            all.emplace_back();
        std::ranges::move(part(sight), std::back_inserter(all));
    }
    return all;
}

NetRows first_page(NetSight const& sight) {
    return joined(sight, {reach_rows, partition_rows, source_rows});
}

NetRows second_page(NetSight const& sight) {
    return joined(sight, {dht_rows, latency_rows, traffic_rows, lookup_rows, ban_rows});
}

} // namespace

int right_column(int columns) {
    return columns / 2 + 1;
}

NetColumns net_columns(Model const& model, ViewState const& state, term::Charset charset) {
    int const columns = state.size.columns;
    if (columns < least_for_two_columns) {
        NetSight const whole{model, state.keymap, charset, columns - 1};
        return {state.net.on_second_page ? second_page(whole) : first_page(whole), {}};
    }
    int const right = right_column(columns);
    return {first_page({model, state.keymap, charset, right - 2}),
            second_page({model, state.keymap, charset, columns - right - 1})};
}

std::size_t last_net_top(Model const& model, ViewState const& state) {
    auto const [left, right] = net_columns(model, state, term::Charset::ascii);
    auto const rows = std::max(left.size(), right.size());
    auto const page = static_cast<std::size_t>(body_area(state.size).rows);
    return rows > page ? rows - page : 0;
}

std::vector<NetAlarm> shown_alarms(Model const& model, ViewState const& state) {
    return model.wall < state.net.quiet_until ? std::vector<NetAlarm>{}
                                              : alarms(model.net, *model.snapshot);
}

} // namespace shoal::tui
