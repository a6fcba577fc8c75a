#include "core/store/lists.hpp"

#include <nlohmann/json.hpp>

namespace shoal::store {
namespace {

using Json = nlohmann::json;

template <class List>
std::optional<std::string> packed(List const& list) {
    if (list.empty())
        return std::nullopt;
    std::string bytes;
    Json::to_cbor(Json(list), bytes);
    return bytes;
}

template <class List>
List unpacked(std::optional<std::string> const& bytes) {
    if (!bytes)
        return {};
    try {
        return Json::from_cbor(*bytes).get<List>();
    } catch (Json::exception const&) {
        return {};
    }
}

} // namespace

std::optional<std::string> pack(std::vector<std::string> const& list) {
    return packed(list);
}

std::optional<std::string> pack(std::map<std::size_t, std::string> const& list) {
    return packed(list);
}

std::optional<std::string> pack(std::map<std::size_t, api::FilePriority> const& list) {
    std::map<std::size_t, int> numbers;
    for (auto const& [file, priority] : list)
        numbers.emplace(file, static_cast<int>(priority));
    return packed(numbers);
}

std::vector<std::string> unpack_texts(std::optional<std::string> const& bytes) {
    return unpacked<std::vector<std::string>>(bytes);
}

std::map<std::size_t, std::string> unpack_names(std::optional<std::string> const& bytes) {
    return unpacked<std::map<std::size_t, std::string>>(bytes);
}

std::map<std::size_t, api::FilePriority>
unpack_priorities(std::optional<std::string> const& bytes) {
    std::map<std::size_t, api::FilePriority> list;
    for (auto const& [file, number] : unpacked<std::map<std::size_t, int>>(bytes))
        if (number >= 0 && number <= static_cast<int>(api::FilePriority::high))
            list.emplace(file, static_cast<api::FilePriority>(number));
    return list;
}

} // namespace shoal::store
