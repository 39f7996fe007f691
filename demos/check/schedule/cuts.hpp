// At which lengths a read is cut: where faults are.
#pragma once

#include <cstdint>
#include <set>

#include "stage/stage.hpp"

namespace check {

/// Of a call that is divisible, shorter lengths than it would have, > 0: a
/// write is cut at one byte and at all but one; a read of up to `each_length`
/// bytes at every length, a longer one also at 2, 4 and 8, after a CR, LF or
/// NUL, inside a UTF-8 character, and at the end of a send and one beside. Of
/// very many of these, the first and the last ones.
std::set<std::int64_t> cuts_of(const stage::actor&, const play::record&,
                               int each_length);

/// At one byte and at all but one.
std::set<std::int64_t> outer_cuts_of(const stage::actor&);

}  // namespace check
