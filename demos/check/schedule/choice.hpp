// One decision of a schedule, small enough to keep a million of them.
#pragma once

#include <compare>
#include <cstdint>

#include "play/cue.hpp"

namespace check {

/// Who goes next, and what is done to its call. 8 bytes.
struct choice {
  using way = play::interference::way;
  std::uint8_t program = 0;  ///< index into the cast
  way how = way::none;
  std::uint16_t task = 0;   ///< as stage::actor::task
  std::uint32_t value = 0;  ///< as play::interference::value

  auto operator<=>(const choice&) const = default;
};

}  // namespace check
