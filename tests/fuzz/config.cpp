#include "app/config_file.hpp"
#include "core/api/setting_report.hpp"
#include "core/base/check.hpp"
#include "tests/fuzz/target.hpp"

// What is accepted is printed as a file that says the same.
void shoal::fuzz::one_input(std::string_view text) {
    auto const layer = app::parse_config(text, "f", "/home");
    if (!layer) {
        SHOAL_CHECK(!layer.error().what.empty() && layer.error().where.starts_with("f:"));
        return;
    }
    auto const config = api::configure({}, {*layer});
    if (!config) {
        SHOAL_CHECK(config.error().where.starts_with("f:"), "{}", config.error().what);
        return;
    }
    auto const printed = print(*config);
    auto const again = app::parse_config(printed, "f", "/home");
    SHOAL_CHECK(again.has_value(), "{}", printed);
    auto const same = api::configure({}, {*again});
    SHOAL_CHECK(same.has_value(), "{}: {}", same.error().what, printed);
    auto settings = same->settings;
    settings.swarm.proxy = config->settings.swarm.proxy; // its user is not printed
    SHOAL_CHECK(differences(config->settings, settings).empty(), "{}", printed);
}
