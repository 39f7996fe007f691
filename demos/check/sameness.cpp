#include "check/sameness.hpp"

#include <algorithm>

namespace check {
namespace {

// From a little before the first difference on.
std::string quoted(const std::string& text, std::size_t at) {
  constexpr std::size_t before = 12, most = 32;
  const std::size_t from = at > before ? at - before : 0;
  return "`" + play::escaped(text.substr(std::min(from, text.size()), most)) +
         "`";
}

std::string both(const std::string& a, const std::string& b) {
  const auto [end, unused] =
      std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto at = static_cast<std::size_t>(end - a.begin());
  return " (" + quoted(a, at) + ", then " + quoted(b, at) + ")";
}

std::string other_bytes(const play::record& a, const play::record& b) {
  for (std::size_t i = 0; i < std::min(a.streams.size(), b.streams.size()); ++i)
    if (a.streams[i].bytes != b.streams[i].bytes)
      return a.streams[i].from + " sent other bytes" +
             both(a.streams[i].bytes, b.streams[i].bytes);
  return {};
}

std::string other_output(const play::record& a, const play::record& b,
                         const comparison& how) {
  for (std::size_t i = 0; i < a.programs.size(); ++i) {
    const play::program &one = a.programs[i], &two = b.programs[i];
    for (const bool is_stderr : {false, true}) {
      const auto of = [&](const play::program& p) {
        return how.compared(is_stderr ? p.err : p.out, is_stderr);
      };
      if (of(one) != of(two))
        return one.name + " printed something else" + both(of(one), of(two));
    }
    if (one.exit != two.exit || one.signal != two.signal)
      return one.name + " ended in another way";
  }
  return {};
}

std::string other_calls(const play::record& a, const play::record& b) {
  const auto text = [](const play::call& c) {
    return c.name + "(" + std::to_string(c.fd) + ")" +
           (c.result ? " = " + std::to_string(*c.result) : "");
  };
  for (std::size_t i = 0; i < std::min(a.calls.size(), b.calls.size()); ++i) {
    const play::call &one = a.calls[i], &two = b.calls[i];
    if (one.program != two.program) return one.program + " went first once";
    if (text(one) != text(two))
      return one.program + " called " + text(one) + ", then " + text(two);
  }
  if (a.calls.size() != b.calls.size()) return "one play had more calls";
  return {};
}

}  // namespace

std::string not_the_same(const play::record& a, const play::record& b,
                         const comparison& how) {
  std::string what = other_bytes(a, b);
  if (what.empty()) what = other_output(a, b, how);
  if (what.empty()) what = other_calls(a, b);
  return what;
}

std::string chance(const std::string& what, const std::string& cues) {
  return "cannot be explored: played twice " +
         (cues.empty() ? std::string("without interfering")
                       : "on `" + cues + "`") +
         ", " + what +
         "; take time, random numbers and process numbers out of the programs, "
         "or out of the comparison with --ignore REGEX if they are only "
         "printed; if they use files, try --jobs 1";
}

}  // namespace check
