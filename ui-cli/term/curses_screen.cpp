#include "ui-cli/term/curses_screen.hpp"

#include "ui-cli/term/clipboard.hpp"
#include "ui-cli/term/curses_background.hpp"
#include "ui-cli/term/curses_keys.hpp"
#include "ui-cli/term/held_stderr.hpp"
#include "ui-cli/term/terminal_signals.hpp"
#include "ui-cli/term/theme.hpp"
#include "ui-cli/term/utf8.hpp"

#include <algorithm>
#include <array>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <langinfo.h>
#include <optional>
#define NCURSES_NOMACROS // functions: some of the names are ours too
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

// ncurses defines these as macros, and they are names of ours.
#undef lines
#undef columns

namespace shoal::term {
namespace {

constexpr auto paste_on = "\x1b[?2004h";
constexpr auto paste_off = "\x1b[?2004l";
constexpr auto mouse_off = "\x1b[?1000l\x1b[?1006l";
// A lone escape is a key of ours: wait no longer than this, in ms, for the rest of a sequence.
constexpr int escape_delay = 25;
constexpr wint_t escape = 0x1b;
constexpr std::size_t longest_paste = 1 << 20;
constexpr std::int64_t longest_wait = 60'000; // ms

struct Style {
    attr_t attributes = A_NORMAL;
    short pair = 0;
};

void tell(std::string_view text) {
    (void)!::write(STDOUT_FILENO, text.data(), text.size());
}

std::string capability(char const* name) {
    char const* const text = ::tigetstr(name);
    bool const is_there = text && text != reinterpret_cast<char const*>(-1);
    return is_there ? text : "";
}

int colours_of(ScreenOptions const& options) {
    bool const has_colours =
        options.colours != Colours::none && ::has_colors() && ::start_color() == OK;
    if (!has_colours || COLORS < 8)
        return 0;
    return options.colours == Colours::sixteen ? std::min(COLORS, 16) : COLORS;
}

/// Never more than the locale has. The console's font has few blocks.
Charset charset_of(Glyphs glyphs) {
    bool const is_utf8 = std::string_view{::nl_langinfo(CODESET)} == "UTF-8";
    bool const is_console = std::string_view{::termname()} == "linux";
    bool const is_plain = glyphs == Glyphs::automatic && is_console;
    if (!is_utf8 || is_plain || glyphs == Glyphs::ascii)
        return Charset::ascii;
    return glyphs == Glyphs::braille ? Charset::braille : Charset::utf8;
}

/// The kind of terminal to take it for; empty: for what TERM says.
std::string kind_of_terminal(Colours colours) {
    if (colours != Colours::many || ::tigetnum("colors") >= 256)
        return {};
    auto richer = std::string{::termname()} + "-256color";
    int status = 0;
    bool const is_known = ::setupterm(richer.c_str(), STDOUT_FILENO, &status) == OK;
    return is_known ? richer : std::string{};
}

class CursesScreen final : public Screen {
public:
    CursesScreen(SCREEN* screen, std::unique_ptr<Wake> wake,
                 std::unique_ptr<TerminalSignals> signals, ScreenOptions const& options)
        : wake_(std::move(wake)), signals_(std::move(signals)), screen_(screen) {
        ::raw();
        ::noecho();
        ::nonl();
        ::keypad(stdscr, true);
        ::nodelay(stdscr, true);
        ::set_escdelay(escape_delay);
        define_paste();
        define_usual_keys();
        if (::isatty(STDERR_FILENO) == 1)
            held_.emplace();
        caps_.charset = charset_of(options.glyphs);
        colours_ = colours_of(options);
        caps_.colour = colours_ > 0;
        mix_colours(options.theme.value_or(Theme::dark));
        // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread looks
        bool const in_tmux = std::getenv("TMUX") != nullptr;
        if (!options.theme && is_worth_asking({::termname(), in_tmux, colours_}))
            probe_.ask();
        watch_mouse(options.mouse);
        tell(paste_on);
    }

    ~CursesScreen() override {
        probe_.give_up();
        tell(paste_off);
        ::endwin();
        restore_on_crash("");
        ::delscreen(screen_);
    }

    CursesScreen(CursesScreen const&) = delete;
    CursesScreen& operator=(CursesScreen const&) = delete;

    [[nodiscard]] Size size() const override { return {COLS, LINES}; }

    [[nodiscard]] Caps caps() const override { return caps_; }

    void draw(Frame const& frame) override {
        ::curs_set(0);
        ::erase();
        for (int row = 0; row < frame.size().rows; ++row)
            for (int column = 0; column < frame.size().columns; ++column)
                put(frame.at({row, column}), {row, column});
        if (frame.cursor) {
            ::move(frame.cursor->row, frame.cursor->column);
            ::curs_set(1);
        }
        ::refresh();
    }

    void wait(SteadyTime deadline) override {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        std::array<pollfd, 2> watched{pollfd{STDIN_FILENO, POLLIN, 0},
                                      pollfd{wake_->fd(), POLLIN, 0}};
        ::poll(watched.data(), watched.size(),
               static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, longest_wait)));
        wake_->clear();
        if ((watched[0].revents & (POLLHUP | POLLERR)) != 0)
            is_gone_ = true;
    }

    void wake() override { wake_->wake(); }

    [[nodiscard]] std::vector<Input> read() override {
        auto inputs = read_signals();
        wint_t code = 0;
        for (int kind = ::get_wch(&code); kind != ERR; kind = ::get_wch(&code)) {
            if (kind == KEY_CODE_YES && begins_paste(static_cast<int>(code)))
                inputs.push_back({"Paste", read_paste()});
            else if (kind == KEY_CODE_YES && is_mouse(static_cast<int>(code)))
                inputs.push_back(read_mouse());
            else if (kind == KEY_CODE_YES && BackgroundProbe::is_answer(static_cast<int>(code)))
                take_background(inputs);
            else if (kind == OK && code == escape && drop_unknown_key())
                continue;
            else if (auto name = kind == KEY_CODE_YES ? name_of_function_key(static_cast<int>(code))
                                                      : name_of_character(code);
                     !name.empty())
                inputs.push_back({std::move(name)});
        }
        return inputs;
    }

    void forget() override { ::clearok(stdscr, true); }

    void suspend() override {
        probe_.give_up();
        tell(paste_off);
        ::endwin();

        struct sigaction stop {};

        stop.sa_handler = SIG_DFL;

        struct sigaction former {};

        ::sigaction(SIGTSTP, &stop, &former);
        ::raise(SIGTSTP);
        ::sigaction(SIGTSTP, &former, nullptr);
        tell(paste_on);
        resize();
        forget();
    }

    void copy(std::string_view text) override { tell(clipboard_sequence(text)); }

private:
    [[nodiscard]] std::vector<Input> read_signals() {
        std::vector<Input> inputs;
        if (signals_->hung_up() || is_gone_)
            inputs.push_back({"Hangup"});
        if (signals_->stop_asked())
            inputs.push_back({"Stop"});
        if (signals_->window_changed()) {
            resize();
            inputs.push_back({"Resize"});
        }
        return inputs;
    }

    void take_background(std::vector<Input>& inputs) {
        auto const background = probe_.take();
        if (!background)
            return;
        mix_colours(theme_for(*background));
        forget();
        inputs.push_back({"Colours"});
    }

    static void resize() {
        winsize window{};
        if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_row > 0)
            ::resizeterm(window.ws_row, window.ws_col);
    }

    /// One colour pair a role is all we need.
    void mix_colours(Theme theme) {
        if (colours_ > 0)
            ::use_default_colors();
        for (int i = 0; i < role_count; ++i) {
            auto const look = paint(static_cast<Role>(i), colours_, theme);
            auto& style = styles_.at(static_cast<std::size_t>(i));
            style.attributes = (look.bold ? A_BOLD : A_NORMAL) | (look.dim ? A_DIM : A_NORMAL) |
                               (look.reverse ? A_REVERSE : A_NORMAL);
            if (look.foreground < 0 && look.background < 0)
                continue;
            style.pair = static_cast<short>(i + 1);
            ::init_pair(style.pair, static_cast<short>(look.foreground),
                        static_cast<short>(look.background));
        }
        auto const blank = styles_.at(static_cast<std::size_t>(Role::text)).pair;
        ::bkgdset(static_cast<chtype>(' ') | static_cast<chtype>(COLOR_PAIR(blank)));
    }

    void put(Cell const& cell, Place place) const {
        if (cell.glyph.empty() || (cell.glyph == " " && cell.role == Role::text))
            return; // erased already
        std::array<wchar_t, CCHARW_MAX + 1> wide{};
        std::size_t length = 0;
        for (std::string_view rest = cell.glyph; !rest.empty() && length < CCHARW_MAX; ++length) {
            auto const sequence = first_sequence(rest);
            wide.at(length) = static_cast<wchar_t>(decode(sequence));
            rest.remove_prefix(sequence.size());
        }
        auto const& style = styles_.at(static_cast<std::size_t>(cell.role));
        cchar_t complex{};
        ::setcchar(&complex, wide.data(), style.attributes, style.pair, nullptr);
        ::mvadd_wch(place.row, place.column, &complex);
    }

    /// Up to its end, or to what has arrived of it: a paste comes in one go.
    static std::string read_paste() {
        std::string text;
        wint_t code = 0;
        ::timeout(100);
        for (int kind = ::get_wch(&code); kind != ERR; kind = ::get_wch(&code)) {
            if (kind == KEY_CODE_YES && ends_paste(static_cast<int>(code)))
                break;
            if (kind != KEY_CODE_YES && text.size() < longest_paste)
                text += to_utf8(code);
        }
        ::timeout(0);
        return text;
    }

    std::optional<HeldStderr> held_; // prints once the terminal is back
    std::unique_ptr<Wake> wake_;
    std::unique_ptr<TerminalSignals> signals_; // borrows the wake
    SCREEN* screen_;
    bool is_gone_ = false; ///< the terminal
    Caps caps_;
    int colours_ = 0;
    BackgroundProbe probe_;
    std::array<Style, role_count> styles_{};
};

} // namespace

Result<std::unique_ptr<Screen>> open_curses(ScreenOptions const& options) {
    std::setlocale(LC_CTYPE, ""); // NOLINT(concurrency-mt-unsafe): no other thread looks
    int status = 0;
    if (::setupterm(nullptr, STDOUT_FILENO, &status) == ERR)
        return fail(Errc::unavailable,
                    "this terminal is not known here; set TERM to one that is, such as xterm");
    auto const kind = kind_of_terminal(options.colours);
    restore_on_crash(std::string{mouse_off} + paste_off + capability("cnorm") + capability("sgr0") +
                     capability("rmkx") + capability("rmcup"));
    // Before curses installs handlers of its own.
    auto wake = std::make_unique<Wake>();
    auto signals = std::make_unique<TerminalSignals>(*wake);
    auto* const screen = ::newterm(kind.empty() ? nullptr : kind.c_str(), stdout, stdin);
    if (!screen) {
        restore_on_crash("");
        return fail(Errc::unavailable, "the terminal lacks what a full screen needs");
    }
    return std::make_unique<CursesScreen>(screen, std::move(wake), std::move(signals), options);
}

} // namespace shoal::term
