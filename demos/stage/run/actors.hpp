// The tasks of a play as its schedule sees them.
#pragma once

#include <vector>

#include "stage/run/tasks.hpp"
#include "stage/run/traffic.hpp"
#include "stage/run/transcript.hpp"
#include "stage/stage.hpp"

namespace stage {

/// All living tasks, program by program. Throws refused_call.
std::vector<actor> actors_of(const task_table&, const transcript&,
                             const traffic&);

}  // namespace stage
