// What is going to be reported, played once more from its line of cues.
#pragma once

#include <functional>
#include <vector>

#include "check/check.hpp"
#include "check/protocol.hpp"
#include "check/verdict/outcomes.hpp"

namespace check {

/// Plays what is asked for.
using player = std::function<answer(request)>;

/// What is reported must happen again: what happens by itself, and each outcome
/// that has a fault. Throws cannot_explore. An interrupted play ends it early.
void verify(const std::vector<outcomes::found>&, const player&);

/// Each different fault once: the first outcome to show it is the one that it
/// is reported with, and the cues of that are shortened, for as long as
/// `is_time_left`.
std::vector<fault> shortest_faults(std::vector<outcomes::found>&, const player&,
                                   const std::function<bool()>& is_time_left);

}  // namespace check
