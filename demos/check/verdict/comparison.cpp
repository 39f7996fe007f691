#include "check/verdict/comparison.hpp"

#include <algorithm>
#include <sstream>

#include "check/state/mix.hpp"

namespace check {
namespace {

std::string sorted(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  std::ranges::sort(lines);
  std::string all;
  for (const std::string& line : lines) all += line + '\n';
  return all;
}

// A schedule's own doing.
bool was_killed(const play::program& program, const outcome& odd) {
  return odd.disturbed && program.signal == "SIGKILL";
}

}  // namespace

comparison::comparison(const options& options)
    : how_(options.compare),
      expected_(options.expected),
      expected_exits_(options.expected_exits),
      allowed_(options.allowed) {
  for (const std::string& text : options.ignore) ignored_.emplace_back(text);
}

std::string comparison::compared(const std::string& text,
                                 bool is_stderr) const {
  if (how_ == compare::exit || (is_stderr && how_ != compare::output))
    return {};
  std::string left = text;
  for (const std::regex& one : ignored_)
    left = std::regex_replace(left, one, "");
  return how_ == compare::stdout_sorted ? sorted(left) : left;
}

std::uint64_t comparison::digest(const play::record& record,
                                 bool disturbed) const {
  std::uint64_t digest =
      mix(static_cast<std::uint64_t>(record.ended), disturbed);
  for (const play::program& one : record.programs) {
    digest = mix(digest, compared(one.out, false));
    digest = mix(digest, compared(one.err, true));
    digest = mix(digest, static_cast<std::uint64_t>(one.exit.value_or(-1)));
    digest = mix(digest, one.signal);
  }
  return digest;
}

std::string_view to_string(fault_kind kind) {
  switch (kind) {
    case fault_kind::output_differs:
      return "output differs";
    case fault_kind::exit_differs:
      return "exit differs";
    case fault_kind::always_fails:
      return "fails under every schedule";
    case fault_kind::truncated:
      return "datagram cut";
    case fault_kind::reset:
      return "bytes destroyed by a reset";
    case fault_kind::everyone_waits:
      return "everyone waits";
    case fault_kind::signal:
      return "signal";
    case fault_kind::spinning:
      return "spinning";
  }
  return "";
}

std::string compared(const std::string& text, bool is_stderr,
                     const options& options) {
  return comparison(options).compared(text, is_stderr);
}

bool comparison::is_right(const play::program& odd,
                          const play::program& usual) const {
  const auto expected = expected_.find(odd.name);
  const std::string& out =
      expected == expected_.end() ? usual.out : expected->second;
  return compared(odd.out, false) == compared(out, false) &&
         compared(odd.err, true) == compared(usual.err, true);
}

bool comparison::exits_right(const play::program& one,
                             const play::program& right) const {
  const auto expected = expected_exits_.find(one.name);
  return expected == expected_exits_.end() || !one.exit
             ? one.exit == right.exit
             : one.exit == expected->second;
}

bool comparison::is_healthy(const outcome& what,
                            const std::set<std::string>& failing) const {
  if (what.ended != play::ending::exited && what.ended != play::ending::idle)
    return false;
  return std::ranges::all_of(what.programs, [&](const play::program& one) {
    if (!one.signal.empty()) return was_killed(one, what);
    const auto expected = expected_exits_.find(one.name);
    const int right = expected == expected_exits_.end() ? 0 : expected->second;
    return failing.contains(one.name) || one.exit.value_or(right) == right;
  });
}

std::set<std::string> comparison::always_failing(
    const std::vector<const outcome*>& all) const {
  std::set<std::string> failing;
  if (all.empty()) return failing;
  for (std::size_t i = 0; i < all.front()->programs.size(); ++i) {
    const std::string& name = all.front()->programs[i].name;
    if (expected_exits_.contains(name)) continue;
    if (std::ranges::all_of(all, [i](const outcome* what) {
          return what->programs[i].exit.value_or(0) != 0;
        }))
      failing.insert(name);
  }
  return failing;
}

std::vector<fault> comparison::faults(const outcome& right,
                                      const outcome& odd) const {
  std::vector<fault> found;
  const auto add = [&](fault_kind kind, const std::string& program) {
    found.push_back({kind, program, odd.cues, 0});
  };
  if (odd.ended == play::ending::everyone_waits)
    add(fault_kind::everyone_waits, "");
  if (odd.ended == play::ending::spinning || odd.ended == play::ending::bound)
    add(fault_kind::spinning, "");
  // What a program did not come to do, it could not have done otherwise.
  const bool broke_off = !found.empty();
  for (std::size_t i = 0; i < odd.programs.size(); ++i) {
    const play::program &one = odd.programs[i], &other = right.programs[i];
    if (!one.signal.empty() && !was_killed(one, odd))
      add(fault_kind::signal, one.name);
    if (odd.disturbed || broke_off || !one.signal.empty()) continue;
    if (!exits_right(one, other)) add(fault_kind::exit_differs, one.name);
    if (!is_right(one, other)) add(fault_kind::output_differs, one.name);
  }
  return found;
}

}  // namespace check
