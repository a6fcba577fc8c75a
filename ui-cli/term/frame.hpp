#pragma once

#include "ui-cli/term/style.hpp"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoal::term {

struct Size {
    int columns = 0;
    int rows = 0;

    friend bool operator==(Size const&, Size const&) = default;
};

struct Place {
    int row = 0;
    int column = 0;

    friend bool operator==(Place const&, Place const&) = default;
};

/// One column of one row: a printable character with its combining marks. Empty: the right half of
/// the wide character before it.
struct Cell {
    std::string glyph = " ";
    Role role = Role::text;

    friend bool operator==(Cell const&, Cell const&) = default;
};

/// What a click means: a key as in `Input`, and a number for those that need one.
struct Hit {
    Place place;
    int width = 0;
    std::string key;
    std::size_t number = 0;

    friend bool operator==(Hit const&, Hit const&) = default;
};

/// A whole screen as values. `text` and `label` are the only ways in, and sanitise: nothing that a
/// stranger wrote can move the cursor or change colours. What lies outside is cut off.
class Frame {
public:
    static constexpr int unlimited = std::numeric_limits<int>::max();

    explicit Frame(Size size, Charset charset = Charset::utf8);

    /// Writes from `column` on, over at most `limit` columns; returns how many it took.
    int text(Place at, std::string_view untrusted, Role role = Role::text, int limit = unlimited);
    /// As `text`, and an ellipsis tells when something was cut off.
    int label(Place at, std::string_view untrusted, Role role, int limit);
    /// Ends at the column before `end`.
    void text_before(Place end, std::string_view untrusted, Role role = Role::text);
    void fill(Place at, int width, Role role, std::string_view glyph = " ");
    /// Changes what is there already.
    void restyle(Place at, int width, Role role);

    /// A click within `width` columns is as good as the key. Later ones lie above.
    void clickable(Place at, int width, std::string key, std::size_t number = 0);
    /// Null: a click there means nothing.
    [[nodiscard]] Hit const* hit(Place place) const;

    [[nodiscard]] Cell const& at(Place place) const;

    [[nodiscard]] Size size() const { return size_; }

    [[nodiscard]] Charset charset() const { return charset_; }

    /// Where the terminal's cursor stands; nothing: it is hidden.
    std::optional<Place> cursor;

    /// The rows as lines, without spaces at their ends.
    [[nodiscard]] std::string glyphs() const;
    /// The same with `letter(role)` for each cell.
    [[nodiscard]] std::string roles() const;

    friend bool operator==(Frame const&, Frame const&) = default;

private:
    [[nodiscard]] Cell* cell(Place place);
    void put(Place place, std::string_view glyph, int width, Role role);
    int write(Place at, std::string_view safe, Role role, int limit);

    Size size_;
    Charset charset_;
    std::vector<Cell> cells_;
    std::vector<Hit> hits_;
};

} // namespace shoal::term
