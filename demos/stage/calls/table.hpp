// The system calls at which the stage stops a program: their numbers, and how
// to read their arguments. What they are is in play/calls.hpp.
#pragma once

#include <cstdint>
#include <span>

#include "play/calls.hpp"
#include "stage/tracer/filter.hpp"

namespace stage {

using play::kind;

/// How a call names the bytes it moves.
enum class layout {
  none,
  buffer,    ///< (fd, pointer, length, ...)
  vector,    ///< (fd, iovec*, count)
  message,   ///< (fd, msghdr*, flags)
  messages,  ///< (fd, mmsghdr*, count, flags)
  copy,      ///< the kernel moves them: sendfile, splice
};

struct system_call {
  long number;
  const play::call_type* type;
  /// What C calls it where argument 4, the address, is null.
  const play::call_type* unaddressed = nullptr;
  stage::layout layout = stage::layout::none;
  bool may_print = false;      ///< what it writes to may be the standard output
  bool empty_returns = false;  ///< asked for nothing, it returns at once
  int fd_argument = 0;         ///< index of the descriptor
  int length_argument = -1;    ///< index of the length that a cut rewrites
  int flags_argument = -1;     ///< index of the MSG_ flags
  int address_argument = -1;   ///< index of a sockaddr; its length is the next
  /// Index of the timeout; an int of milliseconds, or a timespec where
  /// `timeout_is_pointer`.
  int timeout_argument = -1;
  bool timeout_is_pointer = false;
  /// Only a call with that argument is stopped at; -1: every one.
  int filter_argument = -1;
  std::uint32_t filter_value = 0;
};

/// All calls that the stage stops at, on this processor.
std::span<const watched_call> watched_calls();

/// Null if the stage does not stop at that number.
const system_call* find_system_call(std::uint64_t number);

}  // namespace stage
