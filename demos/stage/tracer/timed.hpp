// Waits that end by themselves, of tasks that are in no call that the stage has
// stopped them at.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>

namespace stage {

/// How long the sleeping task goes on waiting at most, in a call that has a
/// time limit or for a timer (timerfd). Where the kernel does not tell when it
/// began, this is the whole of its limit; where it does not tell the limit, or
/// the program hides from its user, nanoseconds::max(). Nothing: it waits for
/// somebody. Throws refused_call.
std::optional<std::chrono::nanoseconds> time_left(pid_t tgid, pid_t tid);

/// How often it has gone to sleep so far. Throws refused_call.
std::int64_t times_asleep(pid_t tgid, pid_t tid);

/// True if that descriptor is a timer (timerfd) that is going to ring, or may
/// be one: the program hides from its user. Throws refused_call.
bool is_set_timer(pid_t process, int fd);

/// Processor time that the process has used; 0 if it is gone.
std::chrono::nanoseconds processor_time(pid_t process);

}  // namespace stage
