// Two searches of one cast, told as one.
#pragma once

#include "check/check.hpp"

namespace check {

/// The second search cut each read of up to `each_length` bytes at each length:
/// its outcomes are the first one's, and those of further cuts.
report joined(report first, report second, int each_length);

}  // namespace check
