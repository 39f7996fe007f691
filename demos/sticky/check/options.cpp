#include "sticky/check/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <regex>
#include <sstream>
#include <utility>

#include "sticky/failure.hpp"

namespace sticky {
namespace {

/// Lifts a bound.
constexpr std::string_view all = "all";

constexpr std::array<std::pair<check::compare, std::string_view>, 4>
    comparisons{{{check::compare::output, "output"},
                 {check::compare::stdout_only, "stdout"},
                 {check::compare::stdout_sorted, "stdout-sorted"},
                 {check::compare::exit, "exit"}}};

constexpr std::array<std::pair<check::loss::kind, std::string_view>, 2> losses{
    {{check::loss::kind::truncated, "truncated"},
     {check::loss::kind::reset, "reset"}}};

template <typename Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

class reader {
 public:
  explicit reader(const words& say) : say_(say) {}

  /// A whole number from `least` on.
  template <typename Number>
  void read(std::string_view option, const std::string& text, Number least,
            Number& to) const {
    if (text.empty()) return;
    const auto value = number<Number>(text);
    if (!value || *value < least) {
      throw failure(say_.format("{} {}: must be a whole number from {} on",
                                "{} {}：应为从 {} 起的整数", option, text,
                                least));
    }
    to = *value;
  }
  /// The same, or "all".
  template <typename Number>
  void read(std::string_view option, const std::string& text, Number least,
            std::optional<Number>& to) const {
    if (text.empty()) return;
    to.reset();
    if (text == all) return;
    to = number<Number>(text);
    if (!to || *to < least) {
      throw failure(say_.format(
          "{} {}: must be a whole number from {} on, or all",
          "{} {}：应为从 {} 起的整数，或 all", option, text, least));
    }
  }

  void read_time(const std::string& text,
                 std::optional<std::chrono::milliseconds>& to) const {
    if (text.empty()) return;
    to.reset();
    if (text == all) return;
    // Longer than anybody waits, and far from what milliseconds can count.
    constexpr double longest = 1e9;
    const auto seconds = number<double>(text);
    if (!seconds || !(*seconds >= 0.001 && *seconds <= longest)) {
      throw failure(
          say_.format("--time {}: must be a number of seconds, or all",
                      "--time {}：应为秒数，或 all", text));
    }
    to = std::chrono::milliseconds(static_cast<long>(*seconds * 1000));
  }

  void read_shard(const std::string& text, check::options& to) const {
    if (text.empty()) return;
    const std::size_t slash = std::min(text.find('/'), text.size());
    const auto one = number<int>(text.substr(0, slash));
    const auto of = number<int>(text.substr(std::min(slash + 1, text.size())));
    if (!one || !of || *one < 1 || *of < *one) {
      throw failure(say_.format("--shard {}: must be I/N, I from 1 to N",
                                "--shard {}：应写成 I/N，I 从 1 到 N", text));
    }
    to.shard = *one;
    to.shards = *of;
  }

  void read_errors(const std::string& text, std::vector<int>& to) const {
    std::istringstream names(text);
    for (std::string name; std::getline(names, name, ',');) {
      const int value = play::error_called(name);
      if (value == 0) {
        throw failure(
            say_.format("--errors {}: {} is no error's name; write such as "
                        "EINTR,ECONNRESET",
                        "--errors {}：{} 不是错误名；写法如 EINTR,ECONNRESET",
                        text, name.empty() ? "\"\"" : name));
      }
      to.push_back(value);
    }
  }

  void read_compare(const std::string& text, check::compare& to) const {
    if (text.empty()) return;
    for (const auto& [value, name] : comparisons) {
      if (name != text) continue;
      to = value;
      return;
    }
    throw failure(say_.format(
        "--compare {}: must be output, stdout, stdout-sorted or exit",
        "--compare {}：应为 output、stdout、stdout-sorted 或 exit", text));
  }

  void read_ignore(const std::vector<std::string>& list,
                   std::vector<std::string>& to) const {
    for (const std::string& text : list) {
      try {
        const std::regex compiled(text);
        // It would leave nothing out, and the search would go on for ever.
        if (text.empty())
          throw std::regex_error(std::regex_constants::error_brack);
      } catch (const std::regex_error&) {
        throw failure(
            say_.format("--ignore {}: is no regular expression (ECMAScript)",
                        "--ignore {}：不是正则表达式（ECMAScript）",
                        text.empty() ? "\"\"" : text));
      }
    }
    to = list;
  }

 private:
  const words& say_;
};

}  // namespace

std::string_view name_of(check::compare wanted) {
  return std::ranges::find(comparisons, wanted,
                           &decltype(comparisons)::value_type::first)
      ->second;
}

void read_allowed(const std::string& text, check::options& to,
                  const words& say) {
  std::istringstream names(text);
  for (std::string name; std::getline(names, name, ',');) {
    const auto known =
        std::ranges::find(losses, name, &decltype(losses)::value_type::second);
    if (known == losses.end()) {
      throw failure(say.format("--allow {}: must be truncated or reset",
                               "--allow {}：应为 truncated 或 reset", text));
    }
    to.allowed.insert(known->first);
  }
}

void read_expected_exits(const std::vector<std::string>& list,
                         const std::vector<stage::program>& cast,
                         check::options& to, const words& say) {
  for (const std::string& text : list) {
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string name = text.substr(0, equals);
    const auto status =
        number<int>(text.substr(std::min(equals + 1, text.size())));
    if (!status || *status < 0 || *status > 255 ||
        std::ranges::find(cast, name, &stage::program::name) == cast.end()) {
      throw failure(say.format(
          "--expect-exit {}: must be NAME=STATUS, NAME one of the programs, "
          "STATUS from 0 to 255",
          "--expect-exit {}：应写成 NAME=STATUS，NAME 是参加演出的程序，STATUS "
          "从 0 到 255",
          text));
    }
    to.expected_exits[name] = *status;
  }
}

check::options options_of(const check_request& request, const words& say) {
  const reader from(say);
  check::options options = request.asked;
  from.read("--schedules", request.schedules, 1L, options.schedules);
  from.read_time(request.time, options.time);
  from.read("--preemptions", request.preemptions, 0, options.preemptions);
  from.read("--shorts", request.shorts, 0, options.shorts);
  from.read("--each-length", request.each_length, 0, options.each_length);
  if (request.each_length.empty() && options.shorts != 0)
    options.then_each_length = 256;
  from.read("--late", request.late, 0, options.late);
  if (!request.random.empty())
    from.read("--random", request.random, 1L, options.random.emplace());
  from.read("--seed", request.seed, std::uint64_t{0}, options.seed);
  options.kept_for_drawing = 0.2;
  read_allowed(request.allow, options, say);
  from.read("--jobs", request.jobs, 1, options.jobs);
  from.read_shard(request.shard, options);
  from.read_errors(request.errors, options.errors);
  from.read_compare(request.compare, options.compare);
  from.read_ignore(request.ignore, options.ignore);
  return options;
}

}  // namespace sticky
