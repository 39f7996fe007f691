// One decision of a schedule, small enough to keep a million of them.
#pragma once

#include <compare>
#include <cstdint>

namespace check {

/// Who goes next, and what is done to its call. 8 bytes.
struct choice {
  enum class way : std::uint8_t {
    whole,  ///< as it is
    cut,    ///< a read or a write of at most `value` bytes
    fail,   ///< the call fails with errno `value`
    kill,   ///< the program is ended there
  };
  std::uint8_t program = 0;  ///< index into the cast
  way how = way::whole;
  std::uint16_t task = 0;  ///< as stage::actor::task
  std::uint32_t value = 0;

  auto operator<=>(const choice&) const = default;
};

}  // namespace check
