// The tasks of a play as its schedule sees them.
#pragma once

#include <vector>

#include "stage/stage.hpp"
#include "stage/tasks.hpp"
#include "stage/traffic.hpp"
#include "stage/transcript.hpp"

namespace stage {

/// All living tasks, program by program. Throws refused_call.
std::vector<actor> actors_of(const task_table&, const transcript&,
                             const traffic&);

}  // namespace stage
