#include <sched.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <ctime>

#include "stage/arch.hpp"
#include "stage/buffers.hpp"
#include "stage/director.hpp"
#include "stage/filter.hpp"
#include "stage/proc.hpp"
#include "stage/ptrace.hpp"

namespace stage {
namespace {

using namespace std::chrono_literals;
using play::because;

std::string signal_name(int signal) {
  const char* name = sigabbrev_np(signal);
  return name == nullptr ? "signal " + std::to_string(signal)
                         : "SIG" + std::string(name);
}

// SIGCONT ends what these begin.
bool is_stop_signal(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN ||
         signal == SIGTTOU;
}

}  // namespace

director::task* director::find(pid_t tid) {
  for (const auto& one : tasks_)
    if (one->tid == tid && one->state != task::gone) return one.get();
  return nullptr;
}

int director::diagnosis() const {
  return house_.diagnosis();
}

void director::on_event(task& one, int status) {
  if (WIFEXITED(status) || WIFSIGNALED(status)) return on_end(one, status);
  const int signal = WSTOPSIG(status);
  const int event = status >> 16;
  switch (event) {
    case 0:
      if (signal == (SIGTRAP | 0x80)) return on_exit(one);
      resume(one.tid, signal);
      return;
    case PTRACE_EVENT_SECCOMP:
      return on_entry(one);
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE:
      on_birth(one);
      if (event == PTRACE_EVENT_VFORK)
        one.held_by = static_cast<pid_t>(event_message(one.tid).value_or(0));
      break;
    case PTRACE_EVENT_VFORK_DONE:
      one.held_by = 0;
      break;
    case PTRACE_EVENT_EXEC:
      // exec by a thread other than the first makes it the first.
      if (const auto former = event_message(one.tid))
        if (task* other = find(static_cast<pid_t>(*former));
            other != nullptr && other != &one)
          other->state = task::gone;
      for (const auto& parent : tasks_)
        if (parent->held_by == one.tid) parent->held_by = 0;
      one.state = task::running;
      one.pending.reset();
      connections_.all_stirred();  // it closes descriptors
      break;
    default:  // PTRACE_EVENT_STOP: a new task, or one that was stopped
      one.stopped = is_stop_signal(signal);
      if (one.stopped) {
        trace(PTRACE_LISTEN, one.tid, nullptr, nullptr);
        return;
      }
      break;
  }
  resume(one.tid);
}

void director::on_birth(task& parent) {
  const auto message = event_message(parent.tid);
  if (!message) return;
  const auto tid = static_cast<pid_t>(*message);
  const bool thread = state_of(parent.tgid, tid) != 0;
  add_task(parent.member, thread ? parent.tgid : tid, tid);
}

void director::on_end(task& one, int status) {
  one.state = task::gone;
  if (WIFSIGNALED(status)) connections_.all_stirred();
  if (one.pending && one.pending->call.kind == kind::exit)
    record_.calls[one.recorded].result = 0;
  one.pending.reset();
  member& owner = *cast_[one.member];
  if (one.number != 0) return;
  play::program& program = record_.programs[one.member];
  if (WIFEXITED(status)) {
    if (const int error = exec_error(owner.child); error != 0)
      throw stage_error({because::cannot_be_run,
                         {owner.lasting->spec.argv[0], std::strerror(error)}});
    program.exit = WEXITSTATUS(status);
  } else {
    program.signal = signal_name(WTERMSIG(status));
  }
}

void director::on_entry(task& one) {
  const auto entry = entry_of(one.tid);
  if (!entry) return;  // killed meanwhile; its end is on its way
  const std::string& name = name_of(one.member);
  if (entry->reason == stop_foreign)
    throw stage_error({because::makes_32_bit_calls, {name}});
  if (entry->reason == stop_at_birth) return follow_child(one, *entry);
  const system_call* spec = find_system_call(entry->number);
  if (spec == nullptr || is_print(one, *entry)) {
    resume(one.tid);
    return;
  }
  if (spec->type->kind == kind::io_uring)
    throw stage_error({because::uses_io_uring, {name}});
  // Started again after a signal: then the program was not told of EINTR.
  if (one.interrupted && one.last_entry == *entry)
    record_.calls[one.recorded].result.reset();
  one.interrupted = false;
  one.last_entry = *entry;
  one.pending = read_call(one.tid, one.process, *entry);
  if (!one.pending ||
      (spec->type->kind == kind::exit && !closes_sockets(one))) {
    one.pending.reset();
    resume(one.tid);
  } else if (free_) {
    one.in_time =
        one.pending->has_time_limit || one.pending->call.kind == kind::sleep;
    release(one, {});
  } else if (one.pending->call.kind == kind::sleep) {
    skip_sleep(one);
  } else {
    one.state = task::parked;
  }
}

// Whether the end of its process is noticed elsewhere: it closes what nobody
// else has.
bool director::closes_sockets(const task& one) const {
  std::set<std::uint64_t> closed = named_sockets(one.tgid, one.process);
  for (const auto& other : tasks_) {
    if (closed.empty()) return false;
    if (other->state == task::gone || other->tgid == one.tgid) continue;
    for (const std::uint64_t kept : named_sockets(other->tgid, other->process))
      closed.erase(kept);
  }
  return !closed.empty();
}

// Takes CLONE_UNTRACED away. A clone3() has it in memory, where it stays away:
// the kernel is to see this, and no program looks at its arguments again.
void director::follow_child(task& one, const call_entry& entry) {
  const std::uint64_t first = entry.arguments[0];
  constexpr std::uint64_t untraced = CLONE_UNTRACED;
  if (entry.number == SYS_clone) {
    arch::set_argument(one.tid, 0, first & ~untraced);
  } else if (const auto flags = read_value<std::uint64_t>(one.tid, first);
             flags && (*flags & untraced) != 0) {
    const std::uint64_t traced = *flags & ~untraced;
    write_memory(one.tid, first, &traced, sizeof traced);
  }
  resume(one.tid);
}

// A write to the program's own stdout or stderr: takes the text here, in its
// place among the calls, and spares the terminal. False: something else, or a
// write that fails.
bool director::is_print(task& one, const call_entry& entry) {
  const system_call* spec = find_system_call(entry.number);
  if (!spec->may_print) return false;
  const descriptor file =
      one.process.copy(static_cast<int>(entry.arguments[0]));
  member& owner = *cast_[one.member];
  const bool error = owner.lasting->err.is(file);
  if (!file || (!error && !owner.lasting->out.is(file))) return false;
  pending_call write;
  write.tid = one.tid;
  write.spec = spec;
  std::copy_n(entry.arguments, 6, write.arguments);
  const auto text = text_written(write, options_.most_bytes - bytes_ + 1);
  if (!text) return false;
  take_output();  // what was spliced there before
  print(one.member, error, *text);
  arch::skip_call(one.tid, static_cast<std::int64_t>(text->size()));
  return true;
}

// Time is not what orders calls here. (A sleep that fails is the kernel's.)
void director::skip_sleep(task& one) {
  const bool nanosleep = one.last_entry.number == SYS_nanosleep;
  const auto time = read_value<timespec>(
      one.tid, one.last_entry.arguments[nanosleep ? 0 : 2]);
  if (!time || time->tv_sec < 0 || time->tv_nsec < 0 ||
      time->tv_nsec >= 1'000'000'000) {
    one.pending.reset();
    resume(one.tid);
    return;
  }
  play::call& call = record_call(one);
  call.forced = play::forced::skipped;
  call.result = 0;
  arch::skip_call(one.tid, 0);
  one.pending.reset();
  resume(one.tid);
}

}  // namespace stage
