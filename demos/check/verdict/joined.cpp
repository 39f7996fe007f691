#include "check/verdict/joined.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace check {
namespace {

bool end_alike(const outcome& a, const outcome& b) {
  const auto same = [](const play::program& x, const play::program& y) {
    return x.out == y.out && x.err == y.err && x.exit == y.exit &&
           x.signal == y.signal;
  };
  return a.ended == b.ended && std::ranges::equal(a.programs, b.programs, same);
}

}  // namespace

report joined(report first, report second, int each_length) {
  if (second.complete) first.each_length = each_length;
  first.schedules += second.schedules;
  for (play::reason& note : second.notes)
    if (std::ranges::find(first.notes, note) == first.notes.end())
      first.notes.push_back(std::move(note));
  std::vector<outcome> all = std::move(second.outcomes);
  for (const outcome& one : first.outcomes) {
    const auto same = std::ranges::find_if(
        all, [&](const outcome& other) { return end_alike(one, other); });
    if (same != all.end()) same->schedules += one.schedules;
  }
  if (!all.empty()) {
    first.outcomes = std::move(all);
    first.reference = second.reference;
  }
  if (second.faults.empty()) return first;
  first.states = second.states;
  first.faults = std::move(second.faults);
  return first;
}

}  // namespace check
