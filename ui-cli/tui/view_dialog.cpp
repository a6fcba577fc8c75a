#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/source_text.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

namespace shoal::tui {
namespace {

using term::Place;
using term::Role;

constexpr int widest = 76;
constexpr int label_width = 10;

/// A box in the middle of the screen, and the rows within it.
class Box {
public:
    Box(Canvas& canvas, int rows, std::string_view title) : canvas_(canvas) {
        width_ = std::min(widest, canvas.columns());
        height_ = std::min(rows + 2, canvas.size().rows);
        left_ = (canvas.columns() - width_) / 2;
        top_ = (canvas.size().rows - height_) / 2;
        edge(top_, canvas.sign("┌", "+"), canvas.sign("┐", "+"));
        for (int row = 1; row + 1 < height_; ++row) {
            canvas.frame.fill({top_ + row, left_}, width_, Role::text);
            side({top_ + row, left_});
            side({top_ + row, left_ + width_ - 1});
        }
        edge(top_ + height_ - 1, canvas.sign("└", "+"), canvas.sign("┘", "+"));
        canvas.frame.label({top_, left_ + 2}, fmt::format(" {} ", title), Role::strong, width_ - 4);
    }

    /// Where the text of the row begins; rows that have no room are below the screen.
    [[nodiscard]] Place at(int row) const {
        return {row + 2 < height_ ? top_ + 1 + row : canvas_.size().rows, left_ + 2};
    }

    [[nodiscard]] int room() const { return width_ - 4; }

    /// What keys do, as far as there is room; the last tells how to leave, and is always there.
    void hint(std::vector<std::string_view> keys) const {
        while (keys.size() > 1 && room_of(keys) > width_ - 4)
            keys.erase(keys.end() - 2);
        canvas_.frame.label({top_ + height_ - 1, left_ + 2},
                            fmt::format(" {} ", fmt::join(keys, between_keys)), Role::dim,
                            width_ - 4);
    }

private:
    static constexpr std::string_view between_keys = "   ";

    static int room_of(std::vector<std::string_view> const& keys) {
        std::size_t room = 2; // a space at each end
        for (auto const key : keys)
            room += key.size() + between_keys.size();
        return static_cast<int>(room - between_keys.size());
    }

    void side(Place place) const { canvas_.frame.text(place, canvas_.sign("│", "|"), Role::dim); }

    void edge(int row, std::string_view from, std::string_view to) const {
        canvas_.frame.fill({row, left_}, width_, Role::dim, canvas_.sign("─", "-"));
        canvas_.frame.text({row, left_}, from, Role::dim);
        canvas_.frame.text({row, left_ + width_ - 1}, to, Role::dim);
    }

    Canvas& canvas_;
    int width_ = 0;
    int height_ = 0;
    int left_ = 0;
    int top_ = 0;
};

/// "Label  [text]" with the cursor in it when it has the focus; `beside`: columns it leaves free.
void draw_text(Canvas& canvas, Box const& box, int row, std::string_view label,
               TextField const& field, bool has_focus, int beside = 0) {
    auto const at = box.at(row);
    canvas.frame.text(at, label, has_focus ? Role::strong : Role::text, label_width);
    draw_field(canvas.frame, {at.row, at.column + label_width}, box.room() - label_width - beside,
               field, has_focus);
}

void draw_option(Canvas& canvas, Box const& box, int row, std::string_view words, bool is_on,
                 bool has_focus) {
    auto at = box.at(row);
    at.column += label_width;
    if (has_focus)
        canvas.frame.cursor = Place{at.row, at.column + 1};
    canvas.frame.label(at, fmt::format("[{}] {}", is_on ? "x" : " ", words),
                       has_focus ? Role::strong : Role::text, box.room() - label_width);
}

void draw(Canvas&, NoDialog const&) {}

// These are screens of their own.
void draw(Canvas&, HelpDialog const&) {}

void draw(Canvas&, ReportDialog const&) {}

/// All keys of a line, or its first where there is little room for what it does.
struct MenuKeys {
    int width = 17;
    bool all = true;

    [[nodiscard]] std::string_view of(Binding const& item) const {
        return all ? item.keys : keys_of(item).front();
    }
};

void draw(Canvas& canvas, MenuDialog const& dialog) {
    auto const count = static_cast<int>(dialog.items.size());
    Box const box{canvas, count, "What can be done here"};
    int const rows = std::min(count, canvas.size().rows - 2);
    auto const keys = box.room() < 60 ? MenuKeys{9, false} : MenuKeys{};
    int const cursor = static_cast<int>(dialog.cursor);
    int const top = std::clamp(cursor - rows / 2, 0, count - rows);
    for (int i = 0; i < rows; ++i) {
        auto const index = static_cast<std::size_t>(top + i);
        auto const& item = dialog.items[index];
        auto const at = box.at(i);
        canvas.frame.clickable(at, box.room(), "Item", index);
        canvas.frame.label(at, keys.of(item), Role::key, keys.width - 2);
        canvas.frame.label({at.row, at.column + keys.width}, item.words, Role::text,
                           box.room() - keys.width);
        if (top + i != cursor)
            continue;
        canvas.frame.text({at.row, at.column - 1}, ">", Role::selected);
        canvas.frame.restyle({at.row, at.column - 1}, box.room() + 2, Role::selected);
    }
    box.hint({"Enter does it", "j k move", "Esc closes"});
}

void draw(Canvas& canvas, ConfirmDialog const& dialog) {
    int const lines = static_cast<int>(dialog.lines.size());
    Box const box{canvas, lines + (dialog.word ? 2 : 0), dialog.title};
    for (int i = 0; i < lines; ++i)
        canvas.frame.label(box.at(i), dialog.lines[static_cast<std::size_t>(i)],
                           i + 1 == lines ? Role::warn : Role::text, box.room());
    if (dialog.word) {
        auto const at = box.at(lines + 1);
        int const used = canvas.frame.text(at, "Type yes to do it: ");
        draw_field(canvas.frame, {at.row, at.column + used}, 8, *dialog.word, true);
    }
    if (dialog.offers_daemon)
        box.hint({"d daemon", "y or Enter ends it", "Esc stays here"});
    else
        box.hint({dialog.word ? "Enter does it" : "y or Enter does it", "Esc leaves it"});
}

/// "212G free, 39.0G needed".
std::pair<std::string, Role> space_text(AddDialog const& dialog) {
    auto const needed = dialog.probe ? dialog.probe->size : 0;
    auto text = needed > 0 ? short_size(needed) + " needed" : std::string{};
    if (!dialog.free)
        return {text, Role::dim};
    text = short_size(*dialog.free) + " free" + (text.empty() ? "" : ", " + text);
    return {text, needed > *dialog.free ? Role::bad : Role::dim};
}

std::string leeches_text(int leeches) {
    return leeches == 1 ? "1 leech" : fmt::format("{} leeches", leeches);
}

/// What a look at the swarm shows so far.
std::pair<std::string, Role> probe_text(ProbeView const& probe) {
    auto const time = fmt::format("{:.0f} s", probe.seconds);
    if (!probe.failure.empty())
        return {probe.failure, Role::warn};
    if (probe.size == 0 && probe.peers == 0)
        return {fmt::format("{}: looking for peers", time), Role::dim};
    if (probe.size == 0)
        return {fmt::format("{}: asking {} what it holds", time,
                            counted(static_cast<std::size_t>(probe.peers), "peer")),
                Role::dim};
    if (!probe.health)
        return {fmt::format("{}: {}, {}", time, probe.name, short_size(probe.size)), Role::dim};
    auto const& [health, copies] = std::tie(*probe.health, probe.health->copies);
    auto const grade = health.grade
                           ? fmt::format("health {} {}", *health.grade, api::to_string(health.word))
                           : "no grade yet: " + health.missing_evidence;
    return {fmt::format("{}: {}, {}, min avail {}; {}", time,
                        counted(static_cast<std::size_t>(copies.seeds), "seed"),
                        leeches_text(copies.leeches), copies.min, grade),
            health.grade && *health.grade < 50 ? Role::warn : Role::text};
}

void draw_probe(Canvas& canvas, Box const& box, int row, AddDialog const& dialog) {
    auto at = box.at(row);
    canvas.frame.text(at, "Swarm", Role::text, label_width);
    at.column += label_width;
    auto const [text, role] = dialog.probe
                                  ? probe_text(*dialog.probe)
                                  : std::pair{std::string{"F5 looks at it first"}, Role::dim};
    canvas.frame.label(at, text, role, box.room() - label_width);
}

void draw_dir(Canvas& canvas, Box const& box, int row, AddDialog const& dialog) {
    constexpr int least = 20; // columns of a path
    auto const [space, role] = space_text(dialog);
    int const width = space.empty() ? 0 : term::display_width(space) + 2;
    int const room = box.room() - label_width;
    int const beside = room - width >= least ? width : 0;
    auto const at = box.at(row);
    draw_text(canvas, box, row, "Save to", dialog.dir, dialog.focus == 1, beside);
    if (dialog.dir.text.empty() && dialog.focus != 1)
        canvas.frame.label({at.row, at.column + label_width}, "where the session keeps them",
                           Role::field, room - beside);
    if (beside > 0)
        canvas.frame.text_before({at.row, at.column + box.room()}, space, role);
}

void draw(Canvas& canvas, AddDialog const& dialog) {
    bool const is_low = canvas.size().rows < 14;
    Box const box{canvas, is_low ? 8 : 11, "Add a torrent"};
    int row = is_low ? 0 : 1;
    draw_text(canvas, box, row++, "Source", dialog.source, dialog.focus == 0);
    auto const words = dialog.complaint.empty() ? describe_source(first_line(dialog.source.text))
                                                : dialog.complaint;
    auto at = box.at(row++);
    at.column += label_width;
    canvas.frame.label(at, words, dialog.complaint.empty() ? Role::dim : Role::warn,
                       box.room() - label_width);
    draw_probe(canvas, box, row++, dialog);
    draw_dir(canvas, box, row++, dialog);
    draw_text(canvas, box, row++, "Label", dialog.label, dialog.focus == 2);
    row += is_low ? 0 : 1;
    draw_option(canvas, box, row++, "choose its files before it starts", dialog.pick_files,
                dialog.focus == 3);
    draw_option(canvas, box, row++, "add paused", dialog.paused, dialog.focus == 4);
    draw_option(canvas, box, row++, "fetch pieces in sequence", dialog.sequential,
                dialog.focus == 5);
    box.hint({"Enter adds", "Tab moves", "Space ticks", "F5 looks first", "Esc closes"});
}

std::string hashing_text(Canvas const& canvas, api::Progress const& progress) {
    auto const done = static_cast<double>(progress.done_bytes);
    auto const share =
        progress.total_bytes > 0 ? done / static_cast<double>(progress.total_bytes) : 0;
    auto const rate = progress.seconds > 0 ? done / progress.seconds : 0;
    return fmt::format("{} {} %  {}/s", bar(share, 20, canvas.caps.charset),
                       percent(progress.done_bytes, progress.total_bytes),
                       short_size(static_cast<std::int64_t>(rate)));
}

void draw_format(Canvas& canvas, Box const& box, int row, api::Format format, bool has_focus) {
    auto at = box.at(row);
    canvas.frame.text(at, "Format", has_focus ? Role::strong : Role::text, label_width);
    at.column += label_width;
    if (has_focus)
        canvas.frame.cursor = Place{at.row, at.column + 1};
    Line line{canvas, at, box.room() - label_width};
    for (auto const& [one, name] : {std::pair{api::Format::v1, "v1"},
                                    {api::Format::hybrid, "v1 + v2"},
                                    {api::Format::v2, "v2 only"}}) {
        auto const* const mark = one == format ? "(x)" : "( )";
        line.add(fmt::format("{} {}   ", mark, name), has_focus ? Role::strong : Role::text);
    }
}

void draw(Canvas& canvas, CreateDialog const& dialog) {
    bool const is_low = canvas.size().rows < 14;
    Box const box{canvas, is_low ? 7 : 8, "Make a .torrent"};
    draw_text(canvas, box, 0, "Of", dialog.path, dialog.focus == 0);
    draw_text(canvas, box, 1, "Trackers", dialog.trackers, dialog.focus == 1);
    draw_text(canvas, box, 2, "Web seeds", dialog.web_seeds, dialog.focus == 2);
    draw_format(canvas, box, 3, dialog.format, dialog.focus == 3);
    draw_option(canvas, box, 4, "private: only its trackers tell who has it", dialog.is_private,
                dialog.focus == 4);
    draw_option(canvas, box, 5, "seed it at once", dialog.seeds, dialog.focus == 5);
    int const words = is_low ? 6 : 7;
    if (dialog.hashing) {
        canvas.frame.label(box.at(words), "Hashing   " + hashing_text(canvas, *dialog.hashing),
                           Role::strong, box.room());
        canvas.frame.cursor.reset();
    } else {
        canvas.frame.label(box.at(words),
                           dialog.complaint.empty()
                               ? "of a file or folder; trackers and web seeds between spaces"
                               : dialog.complaint,
                           dialog.complaint.empty() ? Role::dim : Role::warn, box.room());
    }
    if (dialog.hashing)
        box.hint({"Esc stops"});
    else
        box.hint({"Enter makes it", "Tab moves", "Space ticks", "Esc closes"});
}

void draw(Canvas& canvas, LimitsDialog const& dialog) {
    bool const is_of_session = dialog.ids.empty();
    Box const box{canvas, is_of_session ? 8 : 5,
                  is_of_session ? "Limits of all together" : "Limits of " + dialog.subject};
    static constexpr std::string_view labels[] = {"Down", "Up", "Alt. down", "Alt. up"};
    int row = 0;
    for (std::size_t i = 0; i < dialog.rates.size(); ++i)
        draw_text(canvas, box, row++, labels[i], dialog.rates[i],
                  dialog.focus == static_cast<int>(i));
    if (is_of_session)
        draw_option(canvas, box, row++, "alternative limits on", dialog.alternative,
                    dialog.focus == 4);
    auto const words = dialog.complaint.empty()
                           ? "bytes a second, such as 500K or 2M; empty: no limit"
                           : dialog.complaint;
    for (auto const& line : wrapped(words, box.room()))
        canvas.frame.text(box.at(++row), line, dialog.complaint.empty() ? Role::dim : Role::warn);
    box.hint({"Enter sets", "Tab moves", "Esc closes"});
}

} // namespace

void draw_dialog(Canvas& canvas) {
    if (is_open(canvas.state.dialog))
        canvas.frame.cursor.reset(); // of what lies below
    std::visit([&](auto const& dialog) { draw(canvas, dialog); }, canvas.state.dialog);
}

} // namespace shoal::tui
