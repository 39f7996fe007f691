#include "check/verdict/outcomes.hpp"

#include <algorithm>

#include "check/verdict/determinism.hpp"

namespace check {
namespace {

// Of two schedules that deviate as much, the one with the shorter line.
bool is_smaller(const result& end, const outcome& known) {
  const auto order = end.deviations <=> known.deviations;
  return order != 0 ? order < 0 : end.cues.size() < known.cues.size();
}

}  // namespace

void outcomes::remember(const result& end) {
  if (!end.programs.empty()) programs_.emplace(end.digest, end.programs);
}

void outcomes::add(const result& end) {
  const auto [known, is_new] = ends_.emplace(end.state, end.digest);
  if (!is_new && known->second != end.digest)
    throw cannot_explore(
        chance({play::because::same_bytes_other_end}, end.cues));
  const auto [place, first_time] = places_.emplace(end.digest, all_.size());
  if (first_time) all_.push_back(first_seen(end));
  outcome& what = all_[place->second].what;
  ++what.schedules;
  if (!is_smaller(end, what)) return;
  what.cues = end.cues;
  what.deviations = end.deviations;
}

outcomes::found outcomes::first_seen(const result& end) {
  found one;
  one.digest = end.digest;
  outcome& what = one.what;
  what.cues = end.cues;
  what.deviations = end.deviations;
  what.disturbed = end.disturbed;
  what.programs = programs_.at(end.digest);
  what.ended = end.ended;
  what.ended_because = end.ended_because;
  one.faults = compare_.faults(all_.empty() ? what : all_.front().what, what);
  for (const fault& shown : one.faults)
    faults_.emplace(shown.kind, shown.program);
  return one;
}

void outcomes::clear() {
  ends_.clear();
  places_.clear();
  all_.clear();
  faults_.clear();
}

std::vector<outcomes::found> outcomes::by_size() const {
  std::vector<found> all = all_;
  if (all.empty()) return all;
  std::ranges::stable_sort(all.begin() + 1, all.end(),
                           [](const found& a, const found& b) {
                             return a.what.deviations < b.what.deviations;
                           });
  return all;
}

}  // namespace check
