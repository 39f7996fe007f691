// The line that plays a step again.
#pragma once

#include <string>
#include <vector>

#include "check/schedule/guided.hpp"
#include "stage/stage.hpp"
#include "sticky/command.hpp"

namespace sticky {

/// A line for bash on which these moves are made again. `inputs` are the
/// command's.
std::string replay_line(const std::vector<check::made_move>&,
                        const std::vector<stage::program>& cast,
                        const std::vector<std::string>& inputs, int width);

}  // namespace sticky
