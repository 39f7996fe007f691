// A call that a stopped task stands before: what it is, and whether it would
// wait.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "play/record.hpp"
#include "stage/calls/table.hpp"
#include "stage/net/sockets.hpp"
#include "stage/tracer/tracee.hpp"

namespace stage {

/// A poll or select asks about so many descriptors at most (NR_OPEN).
inline constexpr std::uint64_t most_asked = 1 << 20;

/// One descriptor that a poll or select asks about.
struct asked_about {
  int fd = -1;
  short events = 0;  ///< as in poll(2)
};

struct pending_call {
  pid_t tid = -1;
  const system_call* spec = nullptr;
  std::uint64_t arguments[6] = {};
  play::call call;                     ///< its type, fd and arguments
  std::optional<socket_facts> socket;  ///< of call.fd, before the call
  std::vector<asked_about> asked;      ///< poll, select
  bool has_time_limit = false;         ///< it returns by itself after a while
  std::chrono::milliseconds time_limit{};  ///< after so long
  /// Of a query: it is told that there are so many bytes at most.
  std::optional<std::int64_t> told_at_most;
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
  bool does_not_block = false;  ///< that, and at once
  bool may_give_up = false;     ///< it would if nothing came
  std::chrono::milliseconds time_limit{};  ///< as stage::actor has it
  bool divisible = false;                  ///< as stage::actor has it
  std::int64_t available = 0;              ///< the same
  bool end_is_there = false;               ///< the same
  play::reason waits_for;                  ///< if not ready
};
/// `diagnosis_socket`: see net/sock_diag.hpp; -1: none.
readiness readiness_of(const pending_call&, const descriptor_view&,
                       int diagnosis_socket);

}  // namespace stage
