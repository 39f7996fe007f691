#include "sweep.hpp"

#include <iostream>
#include <stdexcept>

namespace faults {

std::string to_string(const swept& all) {
  std::string text = std::to_string(all.injected) +
                     " injected: " + std::to_string(all.right_plays) +
                     " right plays, " + std::to_string(all.on_host) +
                     " on the host's network, " + std::to_string(all.refused) +
                     " refused in one line, " +
                     std::to_string(all.faults.size()) + " faults";
  for (const std::string& line : all.faults) text += "\n  " + line;
  return text;
}

outcome usual_run(const subject& s) {
  outcome usual = run(s.what, true);
  const outcome again = run(s.what);
  const fault none;
  const judgement same = judge(s, none, usual, again);
  if (same.is != verdict::right_play)
    throw std::runtime_error(s.name + " is not the same twice: " + same.why);
  return usual;
}

void count(swept& all, const subject& s, const fault& f,
           const judgement& came) {
  ++all.injected;
  if (came.is == verdict::right_play) ++all.right_plays;
  if (came.is == verdict::on_host) ++all.on_host;
  if (came.is == verdict::refused) ++all.refused;
  if (came.is == verdict::fault)
    all.faults.push_back(s.name + ": " + to_string(f) + ": " + came.why);
  // At once: a sweep may come to its time limit.
  if (came.is == verdict::fault) std::cout << all.faults.back() << std::endl;
}

swept sweep(const subject& s, const outcome& usual,
            const std::vector<fault>& faults) {
  swept all;
  for (const fault& f : faults) {
    outcome now = run(s.what, f);
    // Some uses are not made every time: an answer was there at once.
    if (now.injected == 0) continue;
    judgement came = judge(s, f, usual, now);
    // A child that waits for the harness seems asleep to the stage, for a
    // moment: what is wrong is so again.
    if (came.is == verdict::fault && !now.hung) {
      now = run(s.what, f);
      if (now.injected > 0) came = judge(s, f, usual, now);
    }
    count(all, s, f, came);
  }
  return all;
}

}  // namespace faults
