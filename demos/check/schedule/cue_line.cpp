#include "check/schedule/cue_line.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "play/calls.hpp"
#include "play/cue.hpp"

namespace check {
namespace {

using way = choice::way;
using moves = std::span<const made_move>;

// A cue means the whole family of its call.
bool same_family(const made_move& a, const made_move& b) {
  return play::cue_for(a.call) == play::cue_for(b.call);
}

bool same_task(const made_move& a, const made_move& b) {
  return a.what.program == b.what.program && a.what.task == b.what.task;
}

// Forced moves go when their program is next led anywhere: as nobody can tell
// when they were made, they then need no cue of their own. But a connect may
// need the room that accepts have made.
std::vector<made_move> with_forced_ones_late(moves all) {
  std::map<std::uint8_t, std::vector<made_move>> late;  // by program
  std::vector<made_move> reordered;
  const auto catch_up = [&reordered](std::vector<made_move>& some) {
    reordered.insert(reordered.end(), some.begin(), some.end());
    some.clear();
  };
  for (const made_move& move : all) {
    if (move.kind == play::kind::connect)
      for (auto& [program, some] : late)
        if (std::ranges::count(some, play::kind::accept, &made_move::kind) > 0)
          catch_up(some);
    std::vector<made_move>& mine = late[move.what.program];
    mine.push_back(move);
    if (!move.forced) catch_up(mine);
  }
  return reordered;
}

class writer {
 public:
  writer(moves all, const std::vector<std::string>& names) : names_(names) {
    for (const made_move& move : all) {
      int& most = tasks_[move.what.program];
      most = std::max<int>(most, move.what.task);
    }
  }

  std::vector<play::cue> write(moves all) {
    while (!all.empty()) {
      // A cue leads its task through other calls to the one that it names, so
      // a run of one task needs one cue for its last call.
      std::size_t end = 0;
      while (end < all.size() && same_task(all[end], all[0]) &&
             all[end].what.how == way::none)
        ++end;
      if (end == all.size() || !same_task(all[end], all[0])) {
        run(all.first(end));
      } else {
        before(all.first(end), all[end]);
        add(all[end]);
        ++end;
      }
      all = all.subspan(end);
    }
    return std::move(cues_);
  }

 private:
  void run(moves whole) {
    if (whole.empty()) return;
    const made_move& last = whole.back();
    add(last).times = static_cast<int>(std::ranges::count_if(
        whole, [&](const auto& move) { return same_family(move, last); }));
  }

  // What goes before a cut needs a cue only if the cut's own would take one of
  // these calls for its.
  void before(moves whole, const made_move& next) {
    if (next.what.how == way::kill) return run(whole);
    while (!whole.empty() && !same_family(whole.back(), next))
      whole = whole.first(whole.size() - 1);
    run(whole);
  }

  play::cue& add(const made_move& move) {
    play::cue& cue = cues_.emplace_back();
    cue.program = names_[move.what.program];
    cue.what = {move.what.how, move.what.value};
    if (move.what.how == way::kill) {
      cue.to = play::cue::aim::here;
      return cue;
    }
    if (move.kind == play::kind::exit)
      cue.to = play::cue::aim::exit;
    else
      cue.call = play::cue_for(move.call);
    if (tasks_[move.what.program] > 0) cue.task = move.what.task;
    return cue;
  }

  const std::vector<std::string>& names_;
  std::map<std::uint8_t, int> tasks_;  // by program: its highest task
  std::vector<play::cue> cues_;
};

}  // namespace

std::string cue_line(const std::vector<made_move>& all,
                     const std::vector<std::string>& names) {
  moves needed = all;
  while (!needed.empty() && (needed.back().in_order || needed.back().forced))
    needed = needed.first(needed.size() - 1);
  const std::vector<made_move> in_turn = with_forced_ones_late(needed);
  return play::text_of(writer(in_turn, names).write(in_turn));
}

}  // namespace check
