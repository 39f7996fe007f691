// Callers of a server that stays. Introduced in lesson 23.
#pragma once

#include "kit/sockets/unique_fd.hpp"

namespace kit {

/// What a failed accept() means for a server that is to stay.
enum class accept_failure {
  /// The caller is gone, or a signal came: ask again at once.
  caller_gone,
  /// Nothing is free (descriptors, memory, buffers), or the caller may not be
  /// let in. The caller stays in the backlog, so who asks at once fails at
  /// once, hundreds of thousands of times a second: ask later.
  not_now,
  /// This is no listening socket: no later call can succeed.
  no_listener,
};

/// The meaning of this errno of accept(), but EAGAIN of a socket that does not
/// wait. What is not known is `not_now`: that ends nothing, and does not spin.
accept_failure meaning_of_accept_error(int error);

/// Waits for the next caller. A failure that can pass is borne: one line on
/// standard error when a caller has to wait, then a tenth of a second between
/// two attempts. Throws std::system_error if `listener` is no listening socket.
unique_fd accept_next(int listener);

}  // namespace kit
