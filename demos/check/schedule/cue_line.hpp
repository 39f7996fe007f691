// A play's moves as one line of cues.
#pragma once

#include <string>
#include <vector>

#include "check/schedule/guided.hpp"

namespace check {

/// The line on which `sticky trace --cues` makes the same moves: as short as
/// cues allow, and without the moves at its end that stage::in_order makes by
/// itself. `names` are those of the cast.
std::string cue_line(const std::vector<made_move>&,
                     const std::vector<std::string>& names);

}  // namespace check
