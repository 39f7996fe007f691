#include "check/cue_line.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "play/play.hpp"

namespace check {
namespace {

using way = choice::way;
using moves = std::span<const made_move>;

std::string cue_name(const std::string& call) {
  return std::string(play::cue_for(call));
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

  std::string write(moves all) {
    while (!all.empty()) {
      // A cue leads its task through other calls to the one that it names, so
      // a run of one task needs one cue for its last call.
      std::size_t end = 0;
      while (end < all.size() && same_task(all[end], all[0]) &&
             all[end].what.how == way::whole)
        ++end;
      if (end == all.size() || !same_task(all[end], all[0])) {
        run(all.first(end));
      } else {
        before(all.first(end), all[end]);
        interfered(all[end]);
        ++end;
      }
      all = all.subspan(end);
    }
    return line_;
  }

 private:
  void run(moves whole) {
    if (whole.empty()) return;
    const std::string name = cue_name(whole.back().call);
    const auto times = std::ranges::count_if(
        whole, [&](const auto& m) { return cue_name(m.call) == name; });
    add(whole.back(), name + (times > 1 ? "*" + std::to_string(times) : ""));
  }

  // What goes before a cut needs a cue only if the cut's own would take one of
  // these calls for its.
  void before(moves whole, const made_move& next) {
    if (next.what.how == way::kill) return run(whole);
    const std::string name = cue_name(next.call);
    while (!whole.empty() && cue_name(whole.back().call) != name)
      whole = whole.first(whole.size() - 1);
    run(whole);
  }

  void interfered(const made_move& move) {
    const std::string name = cue_name(move.call);
    const auto value = static_cast<int>(move.what.value);
    if (move.what.how == way::kill)
      add(move, "kill");
    else if (move.what.how == way::fail)
      add(move, name + "!" + play::error_name(value));
    else
      add(move, name + "(" + std::to_string(move.what.value) + ")");
  }

  void add(const made_move& move, const std::string& what) {
    if (!line_.empty()) line_ += ' ';
    line_ += names_[move.what.program];
    if (tasks_[move.what.program] > 0 && move.what.how != way::kill)
      line_ += "." + std::to_string(move.what.task);
    line_ += ":" + what;
  }

  const std::vector<std::string>& names_;
  std::map<std::uint8_t, int> tasks_;  // by program: its highest task
  std::string line_;
};

}  // namespace

std::string cue_line(const std::vector<made_move>& all,
                     const std::vector<std::string>& names) {
  moves needed = all;
  while (!needed.empty() && (needed.back().in_order || needed.back().forced))
    needed = needed.first(needed.size() - 1);
  const std::vector<made_move> in_turn = with_forced_ones_late(needed);
  return writer(in_turn, names).write(in_turn);
}

}  // namespace check
