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

/// So many calls have room in a filter.
inline constexpr std::size_t most_filtered = 80;

/// Installs the filter in the calling process, for it and all it starts. Only
/// async-signal-safe calls: it runs between fork and exec. False: errno says.
/// Stops at the calls with these numbers.
bool install_filter(std::span<const long> calls) noexcept;

}  // namespace stage
