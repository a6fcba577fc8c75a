#include "tests/support/metrics_page.hpp"

#include "core/base/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <regex>

namespace shoal::test {
namespace {

struct Sample {
    std::string name;
    std::string labels; ///< with their braces
    double value = 0;
};

double number(std::string const& text) {
    if (text == "+Inf" || text == "-Inf" || text == "NaN")
        FAIL("a value that is none: ", text);
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    REQUIRE_MESSAGE((error == std::errc{} && end == text.data() + text.size()), text);
    return value;
}

Sample sample_of(std::string const& line) {
    static std::regex const shape{
        R"re(([a-z_][a-z0-9_]*)(\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})? (\S+))re"};
    std::smatch parts;
    REQUIRE_MESSAGE(std::regex_match(line, parts, shape), line);
    return {parts[1], parts[2], number(parts[3])};
}

class Parser {
public:
    MetricsPage operator()(std::string const& text) {
        REQUIRE(text.ends_with('\n'));
        for (std::string const& line :
             split(std::string_view{text}.substr(0, text.size() - 1), '\n'))
            read(line);
        return std::move(page_);
    }

private:
    void read(std::string const& line) {
        if (line.starts_with("# HELP "))
            return begin(line);
        if (line.starts_with("# TYPE "))
            return set_type(line);
        add(sample_of(line));
    }

    void begin(std::string const& line) {
        auto const words = split(line, ' ');
        REQUIRE_MESSAGE(words.size() > 3, line);
        family_ = words[2];
        type_.clear();
        REQUIRE_MESSAGE(std::ranges::count(page_.families, family_) == 0, line);
        page_.families.push_back(family_);
    }

    void set_type(std::string const& line) {
        auto const words = split(line, ' ');
        REQUIRE_MESSAGE((words.size() == 4 && words[2] == family_ && type_.empty()), line);
        type_ = words[3];
        bool const is_total = family_.ends_with("_total");
        CHECK_MESSAGE(is_total == (type_ == "counter"), line);
    }

    void add(Sample const& sample) {
        CAPTURE(sample.name);
        REQUIRE_FALSE(type_.empty());
        if (type_ == "histogram")
            add_to_histogram(sample);
        else
            REQUIRE(sample.name == family_);
        auto const series = sample.name + sample.labels;
        for (auto const& [other, value] : page_.samples)
            REQUIRE_MESSAGE(other != series, series);
        page_.samples.emplace_back(series, sample.value);
    }

    void add_to_histogram(Sample const& sample) {
        if (sample.name == family_ + "_bucket") {
            REQUIRE(sample.value >= bucket_);
            bucket_ = sample.value;
        } else if (sample.name == family_ + "_count") {
            REQUIRE(sample.value == bucket_);
            bucket_ = 0;
        } else {
            REQUIRE(sample.name == family_ + "_sum");
        }
    }

    MetricsPage page_;
    std::string family_;
    std::string type_;
    double bucket_ = 0; ///< the last one's count
};

} // namespace

double MetricsPage::value(std::string_view series) const {
    auto const found = std::ranges::find(samples, series, &std::pair<std::string, double>::first);
    REQUIRE_MESSAGE(found != samples.end(), "there is no ", std::string{series});
    return found->second;
}

MetricsPage parse_metrics(std::string const& text) {
    return Parser{}(text);
}

} // namespace shoal::test
