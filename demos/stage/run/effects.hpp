// What a call did that has returned: whose connection it made, which bytes it
// moved.
#pragma once

#include <cstdint>

#include "stage/run/tasks.hpp"
#include "stage/run/traffic.hpp"
#include "stage/run/transcript.hpp"

namespace stage {

/// Completes the record of the call that the task is about to leave with
/// `result` (-errno for an error). Throws refused_call.
void note_effects(const task&, std::int64_t result, transcript&, traffic&);

}  // namespace stage
