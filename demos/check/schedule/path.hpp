// A way through a play: what happens by itself, and the choices that differ.
#pragma once

#include <cstdint>
#include <vector>

#include "check/schedule/choice.hpp"

namespace check {

/// At so many points what happens by itself, at the next one this choice.
struct turn {
  std::uint32_t by_itself = 0;
  choice then;
};

/// After the last turn everything happens by itself.
using path = std::vector<turn>;

}  // namespace check
