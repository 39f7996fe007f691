// What one play shows beside its outcome: whether anything was played at all,
// what was lost on the way, and what a report must not be silent about.
#pragma once

#include <vector>

#include "check/check.hpp"
#include "play/record.hpp"

namespace check {

observed& operator|=(observed&, const observed&);

/// What the record tells; time limits and cuts it does not.
observed seen_in(const play::record&);

/// What was sent and nobody can ever receive, each program and kind once.
std::vector<loss> losses_in(const play::record&);

/// Why nothing crossed between the programs: who was refused by whom, who ended
/// how.
play::reason why_nothing_crossed(const play::record&);

}  // namespace check
