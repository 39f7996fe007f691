// The seccomp filter that makes a program stop at socket calls and nowhere
// else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace stage {

/// What a seccomp stop says (PTRACE_GETEVENTMSG) of why it happened.
inline constexpr std::uint16_t stop_at_call = 1;
inline constexpr std::uint16_t stop_foreign = 2;  ///< not our processor's calls
/// A clone() with CLONE_UNTRACED, or a clone3(), which may have it: the child
/// would not be followed.
inline constexpr std::uint16_t stop_at_birth = 3;

/// Of the calls with that number only those with this argument, where there is
/// one: an ioctl() is mostly about something else.
struct watched_call {
  long number = 0;
  int argument = -1;  ///< its index; -1: all
  std::uint32_t value = 0;
};

/// So many calls have room in a filter.
inline constexpr std::size_t most_filtered = 80;

/// Installs the filter in the calling process, for it and all it starts. Only
/// async-signal-safe calls: it runs between fork and exec. False: errno says.
/// Stops at these calls.
bool install_filter(std::span<const watched_call> calls) noexcept;

}  // namespace stage
