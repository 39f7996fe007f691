// Draws a schedule at random, with a stated chance of finding a fault: the
// method of Burckhardt, Kothari, Musuvathi and Nagarakatte, "A Randomized
// Scheduler with Probabilistic Guarantees of Finding Bugs" (ASPLOS 2010), PCT.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <utility>

#include "check/schedule/choices.hpp"

namespace check {

/// What a drawn schedule depends on.
struct lot {
  std::uint64_t seed = 0;
  int steps = 0;  ///< decisions of a play, about; 0: nothing is drawn
  int depth = 3;  ///< how many orders a fault needs, at most
};

/// Every task has a priority, drawn when it is first seen; the highest that is
/// ready goes. At `depth` - 1 steps, drawn among `steps`, who would go falls
/// below all others. With n tasks and k steps a fault that needs d orders is
/// found with a chance of at least 1 / (n * k^(d-1)) a schedule. Cuts, and what
/// else is done to calls, come at steps that are drawn as well.
class drawing {
 public:
  explicit drawing(const lot&);
  /// The index in `choices::all`, which is not empty.
  std::size_t next(const choices&);

 private:
  using task = std::pair<std::uint8_t, std::uint16_t>;
  int priority_of(const choice&);

  std::mt19937_64 random_;
  const int depth_;
  std::set<int> falls_, disturbs_;  // steps
  std::map<task, int> priorities_;  // those that have fallen are below 0
  int step_ = 0, fallen_ = 0;
};

}  // namespace check
