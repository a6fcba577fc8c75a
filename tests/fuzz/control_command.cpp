#include "core/base/check.hpp"
#include "core/base/text.hpp"
#include "core/control/json_command.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using namespace shoal;

/// What is accepted survives being written and read; what is refused says why.
template <class Value>
void check(Result<Value> (*read)(std::string_view), std::string_view bytes) {
    auto const value = read(bytes);
    if (!value) {
        SHOAL_CHECK(value.error().code == Errc::invalid_input && !value.error().what.empty());
        return;
    }
    auto const text = control::to_json(*value);
    SHOAL_CHECK(is_utf8(text));
    auto const again = read(text);
    SHOAL_CHECK(again.has_value(), "{}: {}", again.error().where, again.error().what);
    SHOAL_CHECK(control::to_json(*again) == text);
}

} // namespace

void shoal::fuzz::one_input(std::string_view bytes) {
    check(control::command_from_json, bytes);
    check(control::question_from_json, bytes);
}
