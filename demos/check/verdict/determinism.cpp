#include "check/verdict/determinism.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace check {
namespace {

using play::because;
using play::reason;

// From a little before the first difference on.
std::string around(const std::string& text, std::size_t at) {
  constexpr std::size_t before = 12, most = 32;
  const std::size_t from = at > before ? at - before : 0;
  return play::escaped(text.substr(std::min(from, text.size()), most));
}

reason suspected(reason what, because suspect) {
  return {because::with_a_suspect, {}, {std::move(what), {suspect}}};
}

// Each number is one digit.
std::string without_numbers(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit)
      result += c;
    else if (!result.ends_with('0'))
      result += '0';
  }
  return result;
}

bool has_threads(const play::record& play, const std::string& program) {
  return std::ranges::any_of(play.calls, [&](const play::call& call) {
    return call.program == program && call.task > 0;
  });
}

reason other_text(because code, const std::string& program, bool threads,
                  const std::string& a, const std::string& b) {
  const auto [end, unused] =
      std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto at = static_cast<std::size_t>(end - a.begin());
  reason what{code, {program, around(a, at), around(b, at)}};
  if (without_numbers(a) == without_numbers(b))
    return suspected(std::move(what), because::suspect_clock);
  if (threads) return suspected(std::move(what), because::suspect_threads);
  if (a.size() == b.size())
    return suspected(std::move(what), because::suspect_chance);
  return what;
}

reason other_bytes(const play::record& a, const play::record& b) {
  for (std::size_t i = 0; i < std::min(a.streams.size(), b.streams.size()); ++i)
    if (a.streams[i].bytes != b.streams[i].bytes)
      return other_text(because::sent_other_bytes, a.streams[i].from,
                        has_threads(a, a.streams[i].from), a.streams[i].bytes,
                        b.streams[i].bytes);
  return {};
}

reason other_output(const play::record& a, const play::record& b,
                    const comparison& how) {
  for (std::size_t i = 0; i < a.programs.size(); ++i) {
    const play::program &one = a.programs[i], &two = b.programs[i];
    for (const bool is_stderr : {false, true}) {
      const auto of = [&](const play::program& p) {
        return how.compared(is_stderr ? p.err : p.out, is_stderr);
      };
      if (of(one) != of(two))
        return other_text(because::printed_something_else, one.name,
                          has_threads(a, one.name), of(one), of(two));
    }
    if (one.exit != two.exit || one.signal != two.signal)
      return {because::ended_otherwise, {one.name}};
  }
  return {};
}

// A send that the kernel took a part of, or nothing.
bool met_full_buffers(const play::call& call) {
  return call.sends() &&
         (call.error == EAGAIN || call.result.value_or(0) < call.asked);
}

reason other_call(const play::call& one, const play::call& two, bool threads,
                  reason what) {
  if (met_full_buffers(one) || met_full_buffers(two))
    return suspected(std::move(what), because::suspect_buffers);
  if (threads) return suspected(std::move(what), because::suspect_threads);
  return what;
}

reason other_calls(const play::record& a, const play::record& b) {
  const auto text = [](const play::call& c) {
    return c.name + "(" + std::to_string(c.fd) + ")" +
           (c.result ? " = " + std::to_string(*c.result) : "");
  };
  for (std::size_t i = 0; i < std::min(a.calls.size(), b.calls.size()); ++i) {
    const play::call &one = a.calls[i], &two = b.calls[i];
    const bool threads = has_threads(a, one.program);
    if (one.program != two.program)
      return other_call(one, two, threads,
                        {because::went_first_once, {one.program}});
    if (text(one) != text(two))
      return other_call(
          one, two, threads,
          {because::made_another_call, {one.program, text(one), text(two)}});
  }
  if (a.calls.size() != b.calls.size()) return {because::one_had_more_calls};
  return {};
}

}  // namespace

reason not_the_same(const play::record& a, const play::record& b,
                    const comparison& how) {
  reason what = other_bytes(a, b);
  if (what.empty()) what = other_output(a, b, how);
  if (what.empty()) what = other_calls(a, b);
  return what;
}

reason chance(const reason& what, const std::string& cues) {
  const std::vector<reason> parts{what, {because::take_chance_out}};
  if (cues.empty()) return {because::differs_by_itself, {}, parts};
  return {because::differs_on_cues, {cues}, parts};
}

}  // namespace check
