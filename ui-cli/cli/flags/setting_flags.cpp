#include "ui-cli/cli/flags/setting_flags.hpp"

#include "core/base/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>

namespace shoal::cli {
namespace {

using api::SettingKind;

/// CLI11 does not tell whether a value came from the command line or the variable. When both are
/// the same it does not matter.
bool is_from_variable(std::string const& name, api::Texts const& texts) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): read only, and nothing of ours ever sets it
    char const* const value = std::getenv(name.c_str());
    return value && fmt::format("{}", fmt::join(texts, ",")) == value;
}

} // namespace

void SettingFlags::attach(CLI::App& command, std::string_view section, std::string const& group) {
    for (auto const& setting : api::settings())
        if (setting.section == section)
            add(command, setting, group);
}

void SettingFlags::add(CLI::App& command, api::Setting const& setting, std::string const& group) {
    auto& flag = *flags_.emplace_back(std::make_unique<Flag>(Flag{.setting = &setting}));
    auto const name = flag_name(setting);
    std::string const help{setting.help};
    CLI::Option* option = nullptr;
    if (setting.kind == SettingKind::toggle) {
        option = command.add_flag(fmt::format("--{0},!--no-{0}", name), flag.texts, help);
    } else {
        option = command.add_option("--" + name, flag.texts, help);
        option->type_name(std::string{setting.type})->allow_extra_args(false);
        if (commas_part(setting.kind))
            option->delimiter(',');
    }
    option->group(group)->envname(environment_name(setting));
}

api::SettingLayer SettingFlags::layer() const {
    api::SettingLayer layer;
    for (auto const& flag : flags_)
        if (!flag->texts.empty())
            layer.push_back(entry(*flag));
    return layer;
}

api::SettingEntry SettingFlags::entry(Flag const& flag) {
    auto const& setting = *flag.setting;
    auto const variable = environment_name(setting);
    bool const in_variable = is_from_variable(variable, flag.texts);
    return {.path = split(full_name(setting), '.'),
            .texts = is_list(setting.kind) ? flag.texts : api::Texts{flag.texts.back()},
            .source = in_variable ? api::SettingSource::environment : api::SettingSource::flag,
            .from = in_variable ? variable : "--" + flag_name(setting)};
}

} // namespace shoal::cli
