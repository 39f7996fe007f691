// Which faults are tried on a command.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "run.hpp"

namespace faults {

/// Each use fails at its first time, then each at its second, third ...; when
/// `most` are planned it ends. Early and late uses of those that are made often
/// come before the ones between.
std::vector<fault> nth_uses(const std::map<use, int>& uses, std::size_t most);

/// Each call is refused whenever it is made: EPERM, ENOSYS, EMFILE.
std::vector<fault> from_the_start(const std::map<use, int>& uses);

}  // namespace faults
