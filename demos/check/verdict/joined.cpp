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
  const bool is_found = !second.faults.empty();
  report& told = is_found ? second : first;
  const report& other = is_found ? first : second;
  for (outcome& one : told.outcomes)
    for (const outcome& same : other.outcomes)
      if (end_alike(one, same)) one.schedules += same.schedules;
  if (is_found) {
    first.states = second.states;
    first.outcomes = std::move(second.outcomes);
    first.reference = second.reference;
    first.faults = std::move(second.faults);
  }
  return first;
}

}  // namespace check
