// The system calls at which the stage stops a program, and how to read their
// arguments.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stage {

/// What the stage has to know of a call in order to handle it.
enum class kind {
  make,      ///< socket(): a new socket; argument 0 is the domain
  plain,     ///< on a socket, never waits: bind, listen, shutdown, close, dup
  accept,    ///< waits for a connection
  connect,   ///< waits for the other end's handshake
  send,      ///< waits for room
  receive,   ///< waits for data
  poll,      ///< waits for one of several: poll, ppoll
  select,    ///< the same: select, pselect6
  epoll,     ///< the same: epoll_wait, epoll_pwait, epoll_pwait2
  sleep,     ///< waits for time
  exit,      ///< ends a process, and closes what it alone holds
  io_uring,  ///< cannot be followed
};

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
  std::string_view name;  ///< as in C, without "4", "p" and "6"
  stage::kind kind;
  stage::layout layout = stage::layout::none;
  int fd_argument = 0;        ///< index of the descriptor
  int length_argument = -1;   ///< index of the length that a cut rewrites
  int flags_argument = -1;    ///< index of the MSG_ flags
  int address_argument = -1;  ///< index of a sockaddr; its length is the next
  /// Index of the timeout; an int of milliseconds, or a timespec where
  /// `timeout_is_pointer`.
  int timeout_argument = -1;
  bool timeout_is_pointer = false;
};

/// Every call the stage stops at, on this processor.
std::span<const system_call> system_calls();

/// Null if the stage does not stop at that number.
const system_call* find_system_call(std::uint64_t number);

/// True if `wanted`, as a cue has it, means a call named `name`: "send" and
/// "recv" stand for their families.
bool cue_means(std::string_view wanted, std::string_view name);

/// True if a cue may name this call.
bool is_call_name(std::string_view name);

/// True if a call of that name sends or receives, so that a cue may cut it.
bool moves_bytes(std::string_view name);

}  // namespace stage
