#include "core/base/check.hpp"
#include "core/engine/records/state_files.hpp"
#include "tests/fuzz/target.hpp"

// What is accepted survives being written and read; no header makes us take more memory than it
// has bytes.
void shoal::fuzz::one_input(std::string_view bytes) {
    auto const record = engine::decode_record(bytes);
    if (!record) {
        SHOAL_CHECK(record.error().code == Errc::invalid_input);
        return;
    }
    SHOAL_CHECK(record->have.size() <= bytes.size() * 4);
    SHOAL_CHECK(engine::decode_record(encode(*record)) == *record);
}
