// A call that a stopped task stands before: what it is, whether it would wait,
// how to make it shorter, and which bytes it moved once it has returned.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "play/play.hpp"
#include "stage/calls.hpp"
#include "stage/sockets.hpp"
#include "stage/tracee.hpp"

namespace stage {

/// One descriptor that a poll or select asks about.
struct asked_about {
  int fd = -1;
  short events = 0;  ///< as in poll(2)
};

struct pending_call {
  pid_t tid = -1;
  const system_call* spec = nullptr;
  stage::kind kind = kind::plain;
  std::uint64_t arguments[6] = {};
  play::call call;                     ///< name, fd, asked, detail
  std::optional<socket_facts> socket;  ///< of call.fd, before the call
  std::string address;  ///< where connect or sendto goes; "" if not given
  int flags = 0;        ///< MSG_...
  std::vector<asked_about> asked;  ///< poll, select
  bool has_time_limit = false;     ///< it returns by itself after a while
  /// Undoes what cut() did to the task's registers and memory.
  std::vector<std::function<void()>> undo;
};

/// Reads the call at whose entry the task stands. Nothing: not a call on a
/// socket (of the Internet or the UNIX family), let it pass.
std::optional<pending_call> read_call(pid_t tid, const descriptor_view&,
                                      const call_entry&);

struct readiness {
  bool ready = false;           ///< it would do something at once
  bool returns_anyway = false;  ///< it would give up: non-blocking, time limit
  std::string waits_for;        ///< in words, if not ready
};
/// `diagnosis_socket`: see capture.hpp; -1: none.
readiness would_wait(const pending_call&, const descriptor_view&,
                     int diagnosis_socket);

/// Makes the call take `limit` bytes at most. False: it has no length.
bool cut(pending_call&, std::int64_t limit);
/// At the call's exit: gives the program its registers and memory back.
void undo_cut(pending_call&);
/// Lets a poll, select or epoll_wait return at once, as if its time were up.
void expire(pending_call&);

/// What one call moved: one stretch of bytes, or one for each message.
struct moved {
  std::int64_t size = 0;
  std::string bytes;    ///< what is known of them; empty for sendfile, splice
  std::string address;  ///< of the datagram's other end, if the call names it
};
std::vector<moved> bytes_moved(const pending_call&, std::int64_t result);

}  // namespace stage
