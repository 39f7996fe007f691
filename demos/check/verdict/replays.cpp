#include "check/verdict/replays.hpp"

#include <set>
#include <string>
#include <utility>

#include "check/verdict/determinism.hpp"
#include "check/verdict/minimize.hpp"

namespace check {
namespace {

// Of what goes on beyond the stage's bounds, once is enough.
bool takes_long(const outcome& what) {
  return what.ended == play::ending::bound;
}

answer replay(const outcomes::found& one, const std::string& cues,
              const player& play) {
  return play({.ask = request::what::replay,
               .cues = cues,
               .disturbed = one.what.disturbed});
}

void shorten(outcomes::found& one, const player& play,
             const std::function<bool()>& is_time_left) {
  one.what.cues = shortened(one.what.cues, [&](const std::string& line) {
    if (!is_time_left()) return false;
    const answer again = replay(one, line, play);
    return again.came == answer::ending::ended &&
           again.end.digest == one.digest;
  });
}

}  // namespace

void verify(const std::vector<outcomes::found>& all, const player& play) {
  play({.ask = request::what::again});
  for (const outcomes::found& one : all) {
    if (one.faults.empty() || takes_long(one.what)) continue;
    const answer again = replay(one, one.what.cues, play);
    if (again.came == answer::ending::interrupted) return;
    if (again.end.digest != one.digest)
      throw cannot_explore(chance(
          again.why.empty() ? play::reason{play::because::did_something_else}
                            : again.why,
          one.what.cues));
  }
}

std::vector<fault> shortest_faults(std::vector<outcomes::found>& all,
                                   const player& play,
                                   const std::function<bool()>& is_time_left) {
  std::vector<fault> faults;
  std::set<std::pair<fault_kind, std::string>> known;
  for (std::size_t i = 0; i < all.size(); ++i) {
    outcome& what = all[i].what;
    bool is_short = takes_long(what);
    for (fault one : all[i].faults) {
      if (!known.emplace(one.kind, one.program).second) continue;
      const bool is_lost =
          one.kind == fault_kind::truncated || one.kind == fault_kind::reset;
      if (!is_lost) {
        if (!std::exchange(is_short, true)) shorten(all[i], play, is_time_left);
        one.cues = what.cues;
      }
      one.outcome = i;
      faults.push_back(std::move(one));
    }
  }
  return faults;
}

}  // namespace check
