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
  note_losses(end);
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
  for (const fault& told : one.faults) faults_.emplace(told.kind, told.program);
  return one;
}

void outcomes::clear() {
  ends_.clear();
  places_.clear();
  all_.clear();
  faults_.clear();
  losses_.clear();
}

void outcomes::note_losses(const result& end) {
  for (const loss& one : end.losses) {
    if (compare_.allows(one.what)) continue;
    const auto [known, is_new] =
        losses_.try_emplace(one, shown{end.digest, end.deviations, end.cues});
    if (!is_new && end.deviations < known->second.deviations)
      known->second = {end.digest, end.deviations, end.cues};
  }
}

// What happens by itself may be what is wrong.
std::size_t outcomes::reference_in(const std::vector<found>& all,
                                   const std::set<std::string>& failing) const {
  std::size_t best = 0;
  const auto is_healthy = [&](const found& one) {
    return !one.what.disturbed && compare_.is_healthy(one.what, failing);
  };
  if (is_healthy(all.front())) return 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (!is_healthy(all[i])) continue;
    if (best == 0 || all[i].what.schedules > all[best].what.schedules) best = i;
  }
  return best;
}

outcomes::judged outcomes::judge() const {
  judged done;
  done.all = all_;
  std::vector<found>& all = done.all;
  if (all.empty()) return done;
  std::ranges::stable_sort(all.begin() + 1, all.end(),
                           [](const found& a, const found& b) {
                             return a.what.deviations < b.what.deviations;
                           });
  std::vector<const outcome*> undisturbed;
  for (const found& one : all)
    if (!one.what.disturbed) undisturbed.push_back(&one.what);
  const std::set<std::string> failing = compare_.always_failing(undisturbed);
  done.reference = reference_in(all, failing);
  const outcome right = all[done.reference].what;
  for (found& one : all) one.faults = compare_.faults(right, one.what);
  std::vector<fault>& first = all.front().faults;
  for (const std::string& name : failing)
    first.push_back({fault_kind::always_fails, name, all.front().what.cues, 0});
  for (const auto& [what, where] : losses_) {
    const auto one = std::ranges::find(all, where.digest, &found::digest);
    const bool is_truncated = what.what == loss::kind::truncated;
    one->faults.push_back(
        {is_truncated ? fault_kind::truncated : fault_kind::reset, what.program,
         where.cues, 0});
  }
  return done;
}

}  // namespace check
