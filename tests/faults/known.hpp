// Faults of ours that are known and not mended yet: they are counted and named,
// not tried.
#pragma once

#include "run.hpp"

namespace faults {

bool is_known(const fault&);

}  // namespace faults
