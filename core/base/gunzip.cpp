#include "core/base/gunzip.hpp"

#include "core/base/units.hpp"

#include <fmt/format.h>

#define ZLIB_CONST // it only reads its input
#include <algorithm>
#include <limits>
#include <memory>
#include <zlib.h>

namespace shoal {
namespace {

constexpr std::size_t step = 256 * 1024;
constexpr int gzip_window = 16 + MAX_WBITS; // gzip only, any window

struct End {
    void operator()(z_stream* stream) const { inflateEnd(stream); }
};

tl::unexpected<Error> damaged() {
    return fail(Errc::invalid_input, "this gzip file is damaged or cut off");
}

/// Takes what there is of input, as far as zlib counts in one go.
void feed(z_stream& stream, std::string_view& bytes) {
    auto const length = std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
    stream.next_in = reinterpret_cast<Bytef const*>(bytes.data());
    stream.avail_in = static_cast<uInt>(length);
    bytes.remove_prefix(length);
}

} // namespace

bool is_gzip(std::string_view bytes) {
    return bytes.starts_with("\x1f\x8b");
}

Result<std::string> gunzip(std::string_view bytes, std::int64_t limit) {
    z_stream stream{};
    if (inflateInit2(&stream, gzip_window) != Z_OK)
        return fail(Errc::internal, "zlib does not start");
    std::unique_ptr<z_stream, End> const end{&stream};
    std::string content;
    std::size_t filled = 0;
    int status = Z_OK;
    for (;;) {
        if (stream.avail_in == 0 && !bytes.empty())
            feed(stream, bytes);
        if (status == Z_STREAM_END && stream.avail_in == 0)
            break;
        if (status == Z_STREAM_END) // another member follows
            inflateReset(&stream);
        content.resize(filled + step);
        stream.next_out = reinterpret_cast<Bytef*>(content.data() + filled);
        stream.avail_out = step;
        status = inflate(&stream, Z_NO_FLUSH);
        filled += step - stream.avail_out;
        if (status != Z_OK && status != Z_STREAM_END)
            return damaged();
        if (filled > static_cast<std::size_t>(limit))
            return fail(Errc::invalid_input,
                        fmt::format("it unfolds into more than {}", format_size(limit)));
    }
    content.resize(filled);
    return content;
}

} // namespace shoal
