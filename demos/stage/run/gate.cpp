#include "stage/run/gate.hpp"

#include <linux/aio_abi.h>
#include <sched.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <set>
#include <utility>

#include "stage/calls/memory.hpp"
#include "stage/refusal.hpp"
#include "stage/run/effects.hpp"
#include "stage/tracer/arch.hpp"
#include "stage/tracer/filter.hpp"
#include "stage/tracer/proc.hpp"

namespace stage {
namespace {

using play::forced;

// Takes CLONE_UNTRACED away. A clone3() has it in memory, where it stays away:
// the kernel is to see this, and no program looks at its arguments again.
void follow_child(const task& task, const call_entry& entry) {
  const std::uint64_t first = entry.arguments[0];
  constexpr std::uint64_t untraced = CLONE_UNTRACED;
  if (entry.number == SYS_clone) {
    arch::set_argument(task.tid, 0, first & ~untraced);
  } else if (const auto flags = read_value<std::uint64_t>(task.tid, first);
             flags && (*flags & untraced) != 0) {
    const std::uint64_t traced = *flags & ~untraced;
    write_memory(task.tid, first, &traced, sizeof traced);
  }
}

void refuse_foreign(const std::string& name) {
  throw stage_error({play::because::makes_32_bit_calls, {name}});
}

void refuse_io_uring(const std::string& name) {
  throw stage_error({play::because::uses_io_uring, {name}});
}

void refuse_io_submit(const std::string& name) {
  throw stage_error({play::because::uses_io_submit, {name}});
}

// An io_submit() is mostly about files.
bool submits_to_socket(const task& task, const call_entry& entry) {
  const std::uint64_t count =
      std::min<std::uint64_t>(entry.arguments[1], most_asked);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto where = read_value<std::uint64_t>(
        task.tid, entry.arguments[2] + i * sizeof(std::uint64_t));
    const auto one = where ? read_value<iocb>(task.tid, *where) : std::nullopt;
    if (!one) return false;
    if (task.descriptors.facts(static_cast<int>(one->aio_fildes))) return true;
  }
  return false;
}

// A sleep that fails is the kernel's.
bool is_valid_sleep(const task& task) {
  const bool nanosleep = task.last_entry.number == SYS_nanosleep;
  const auto time = read_value<timespec>(
      task.tid, task.last_entry.arguments[nanosleep ? 0 : 2]);
  return time && time->tv_sec >= 0 && time->tv_nsec >= 0 &&
         time->tv_nsec < 1'000'000'000;
}

}  // namespace

void gate::pass(task& task) {
  task.pending.reset();
  task.state = task::running;
  resume(task.tid);
}

void gate::arrive(task& task) {
  const auto entry = entry_of(task.tid);
  if (!entry) return;  // killed meanwhile; its end is on its way
  const std::string& name = transcript_.name_of(task.program);
  if (entry->reason == stop_foreign) refuse_foreign(name);
  if (entry->reason == stop_at_birth) {
    follow_child(task, *entry);
    return pass(task);
  }
  const system_call* spec = find_system_call(entry->number);
  if (spec == nullptr) return pass(task);
  if (take_print(task, *entry)) {
    task.sleeps = 0;
    task.asleep_before.reset();
    return pass(task);
  }
  if (spec->number == SYS_io_uring_setup) refuse_io_uring(name);
  if (spec->number == SYS_io_submit) {
    if (submits_to_socket(task, *entry)) refuse_io_submit(name);
    return pass(task);
  }
  task.pending = read_call(task.tid, task.descriptors, *entry);
  if (!task.pending) return pass(task);
  // Started again after a signal: then the program was not told of EINTR.
  task.starts_again = task.interrupted && task.last_entry == *entry;
  if (task.starts_again && !task.heard)
    transcript_.call_of(task).result.reset();
  task.interrupted = false;
  task.last_entry = *entry;
  // Another call: the one before was not started again, but failed.
  if (const auto before = std::exchange(task.heard, {});
      before && !task.starts_again)
    transcript_.add_interrupted(task, *before);
  if (task.pending->call.kind == kind::exit && !closes_sockets(task))
    return pass(task);
  if (session_.settings.where)
    task.pending->call.where = sources_.of(task.tgid, task.tid);
  task.asleep_before.reset();
  task.only_ticks = false;
  if (free_) {
    task.waits_for_time =
        task.pending->has_time_limit || task.pending->call.kind == kind::sleep;
    let_in(task, {});
  } else if (task.pending->call.kind == kind::sleep && ++task.sleeps == 1) {
    skip_sleep(task);
  } else {
    if (task.pending->call.kind != kind::sleep) task.sleeps = 0;
    task.state = task::parked;
  }
}

// Whether the end of its process is noticed elsewhere: it closes what nobody
// else has.
bool gate::closes_sockets(const task& task) const {
  std::set<std::uint64_t> closed = named_sockets(task.tgid, task.descriptors);
  for (const auto* other : tasks_.living()) {
    if (closed.empty()) return false;
    if (other->tgid == task.tgid) continue;
    for (const std::uint64_t kept :
         named_sockets(other->tgid, other->descriptors))
      closed.erase(kept);
  }
  return !closed.empty();
}

// A write to the program's own stdout or stderr: takes the text here, in its
// place among the calls, and spares the terminal. False: something else, or a
// write that fails.
bool gate::take_print(task& task, const call_entry& entry) {
  const system_call* spec = find_system_call(entry.number);
  if (!spec->may_print) return false;
  const descriptor file =
      task.descriptors.copy(static_cast<int>(entry.arguments[0]));
  const session_state::member& owner = *session_.cast[task.program];
  const bool error = owner.err.is(file);
  if (!file || (!error && !owner.out.is(file))) return false;
  pending_call write;
  write.tid = task.tid;
  write.spec = spec;
  std::copy_n(entry.arguments, 6, write.arguments);
  const auto text = text_written(write, transcript_.bounds.bytes_left() + 1);
  if (!text) return false;
  transcript_.take_output();  // what was spliced there before
  transcript_.add_print(task.program, error, *text);
  arch::skip_call(task.tid, static_cast<std::int64_t>(text->size()));
  return true;
}

// Time is not what orders calls here. Whoever sleeps again and again waits for
// others, or for ever, and is parked.
void gate::skip_sleep(task& task) {
  if (is_valid_sleep(task)) {
    play::call& call = transcript_.add_call(task);
    call.forced = forced::skipped;
    call.result = 0;
    arch::skip_call(task.tid, 0);
  }
  pass(task);
}

void gate::let_in(task& task, const move& how) {
  pending_call& pending = *task.pending;
  if (pending.call.kind == kind::sleep) {
    if (!free_) return skip_sleep(task);
    task.state = task::inside;
    resume_until_exit(task.tid);
    return;
  }
  if (!free_) give_port(task);
  const bool time_is_up =
      !free_ && pending.has_time_limit && how.error() == 0 &&
      !readiness_of(pending, task.descriptors, traffic_.diagnosis_socket())
           .ready;
  play::call& call = free_ && task.starts_again ? transcript_.call_of(task)
                                                : transcript_.add_call(task);
  if (how.error() != 0)
    return let_fail(task, call, forced::failed, how.error());
  if (time_is_up && !play::waits_for_several(pending.call.kind))
    return let_fail(task, call, forced::time_is_up, EAGAIN);
  if (time_is_up) {
    expire(pending);
    call.forced = forced::time_is_up;
  }
  if (how.limit() && pending.call.kind == kind::query) {
    pending.told_at_most = how.limit();
    call.forced = forced::cut;
  } else if (how.limit() && cut(pending, *how.limit()) &&
             call.asked > *how.limit())
    call.forced = forced::cut;
  traffic_.goes_in(pending);
  if (pending.call.kind == kind::connect && pending.socket->is_unix() &&
      pending.socket->has_connections())
    transcript_.journal.connects(call.program, task.tgid, *pending.socket,
                                 pending.call.address);
  task.state = task::inside;
  resume_until_exit(task.tid);
}

void gate::let_fail(task& task, play::call& call, play::forced why, int error) {
  call.forced = why;
  call.result = -1;
  call.error = error;
  arch::skip_call(task.tid, -error);
  pass(task);
}

// In a network of its own a play has the same ports every time: the kernel
// would choose at random. Each program has its own, whoever connects first.
void gate::give_port(const task& task) {
  const pending_call& pending = *task.pending;
  const bool picks_port = pending.call.kind == kind::connect ||
                          (pending.call.sends() && pending.socket->is_udp());
  if (!session_.network || !picks_port || !pending.socket->is_inet() ||
      port_of(pending.socket->local) != 0)
    return;
  const descriptor copy = task.descriptors.copy(pending.call.fd);
  const auto next = [this, &task] {
    constexpr int first = 50000, apart = 100;
    int& given = ports_given_[task.program];
    return static_cast<std::uint16_t>(first + static_cast<int>(task.program) +
                                      apart * given++);
  };
  while (copy && !bind_to_port(copy, pending.socket->family, next())) {
    if (errno == EADDRINUSE) continue;
    expect_errno({EINVAL}, "bind");  // it has one since
    return;
  }
}

// The signal waits since the task was parked; the kernel delivers it before it
// waits for anything in the call.
bool gate::let_handler_run(task& task) {
  if (task.state != task::parked) return false;
  const play::call& call = task.pending->call;
  const bool waits = call.kind == kind::accept || call.kind == kind::transfer ||
                     play::waits_for_several(call.kind);
  if (!waits || !child_signal_pending(task.tgid, task.tid) ||
      readiness_of(*task.pending, task.descriptors, traffic_.diagnosis_socket())
          .does_not_block)
    return false;
  task.hears = true;
  task.state = task::inside;
  return resume_until_exit(task.tid);
}

void gate::leave(task& task) {
  const auto result = result_of(task.tid);
  if (!result || !task.pending) {
    task.state = task::running;
    resume(task.tid);
    return;
  }
  const bool heard = std::exchange(task.hears, false);
  if (heard) {
    constexpr std::int64_t restart_system = -512;  // as the handler wants it
    if (*result == restart_system) {
      task.interrupted = true;
      task.heard = task.pending->call;
      return pass(task);
    }
    transcript_.add_call(task);
  }
  undo_cut(*task.pending);
  if (task.waits_for_time || play::waits_for_several(task.pending->call.kind))
    ++task.waits;
  if (task.pending->call.kind != kind::sleep) {
    play::call& call = transcript_.call_of(task);
    call.result = *result < 0 ? -1 : *result;
    call.error = *result < 0 ? static_cast<int>(-*result) : 0;
    task.interrupted = is_interruption(*result) && !heard;
    if (is_interruption(*result)) call.error = EINTR;
    call.events = events_reported(*task.pending, *result);
    if (call.kind == kind::query && *result == 0)
      call.result = told_by_query(*task.pending);
    note_effects(task, *result, transcript_, traffic_);
    transcript_.returned(task);
  }
  task.waits_for_time = false;
  pass(task);
}

}  // namespace stage
