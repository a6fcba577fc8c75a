#include "app/config_file.hpp"

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace shoal::app {
namespace {

constexpr std::int64_t largest_file = 1 << 20;

/// One walk through a file's tables, which makes a flat list of them.
class Reader {
public:
    Reader(std::string file, fs::path const& home) : file_(std::move(file)), home_(home) {}

    Result<void> take_table(toml::table const& table, std::vector<std::string> const& above) {
        for (auto const& [key, node] : table) {
            auto path = above;
            path.emplace_back(key.str());
            SHOAL_TRY_VOID(take(node, path));
        }
        return {};
    }

    [[nodiscard]] std::string at_line(toml::source_region const& source) const {
        return fmt::format("{}:{}", file_, source.begin.line);
    }

    [[nodiscard]] api::SettingLayer layer() && { return std::move(layer_); }

private:
    Result<void> take(toml::node const& node, std::vector<std::string> const& path) {
        if (auto const* const table = node.as_table())
            return take_table(*table, path);
        auto const* const array = node.as_array();
        if (array && !array->empty() && array->is_homogeneous<toml::table>())
            return take_tables(*array, path);
        api::Texts texts;
        if (array) {
            for (toml::node const& each : *array) {
                SHOAL_TRY(texts.emplace_back(), text(each));
            }
        } else {
            SHOAL_TRY(texts.emplace_back(), text(node));
        }
        layer_.push_back(
            {path, std::move(texts), api::SettingSource::file, at_line(node.source())});
        return {};
    }

    Result<void> take_tables(toml::array const& tables, std::vector<std::string> const& above) {
        for (std::size_t i = 0; i < tables.size(); ++i) {
            auto path = above;
            path.push_back(std::to_string(i));
            SHOAL_TRY_VOID(take_table(*tables[i].as_table(), path));
        }
        return {};
    }

    Result<std::string> text(toml::node const& node) const {
        if (auto const value = node.value_exact<std::string>())
            return value->starts_with("~/") ? (home_ / value->substr(2)).string() : *value;
        if (auto const value = node.value_exact<std::int64_t>())
            return std::to_string(*value);
        if (auto const value = node.value_exact<double>())
            return fmt::format("{}", *value);
        if (auto const value = node.value_exact<bool>())
            return std::string{*value ? "true" : "false"};
        return fail(Errc::invalid_input, "this is to be a text in quotes, a number, true or false",
                    at_line(node.source()));
    }

    std::string file_;
    fs::path const& home_;
    api::SettingLayer layer_;
};

} // namespace

Result<api::SettingLayer> parse_config(std::string_view text, std::string const& file,
                                       fs::path const& home) {
    Reader reader{file, home};
    auto const parsed = toml::parse(text);
    if (!parsed)
        return fail(Errc::invalid_input, std::string{parsed.error().description()},
                    reader.at_line(parsed.error().source()));
    SHOAL_TRY_VOID(reader.take_table(parsed.table(), {}));
    return std::move(reader).layer();
}

Result<api::SettingLayer> read_config(fs::path const& file, fs::path const& home) {
    SHOAL_TRY(auto const text, read_file(file, largest_file));
    return parse_config(text, file.string(), home);
}

} // namespace shoal::app
