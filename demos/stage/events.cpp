#include <poll.h>
#include <sys/ptrace.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "stage/arch.hpp"
#include "stage/director.hpp"
#include "stage/filter.hpp"

namespace stage {
namespace {

using namespace std::chrono_literals;

// What a call returns that a signal interrupted and that the kernel will start
// again; programs never see these (linux/errno.h).
bool will_restart(std::int64_t result) {
  return result == -512 || result == -513 || result == -514 || result == -516;
}

std::string signal_name(int signal) {
  const char* name = sigabbrev_np(signal);
  return name == nullptr ? "signal " + std::to_string(signal)
                         : "SIG" + std::string(name);
}

}  // namespace

director::task* director::find(pid_t tid) {
  for (const auto& one : tasks_)
    if (one->tid == tid && one->state != task::gone) return one.get();
  return nullptr;
}

int director::diagnosis() const {
  return network_ ? network_->diagnosis_socket() : host_diagnosis_.get();
}

// Runs until every task is parked, waits, or is gone, and the network has come
// to rest.
void director::settle() {
  last_event_ = clock::now();
  auto pause = 20us;
  for (;;) {
    if (take_events()) {
      pause = 20us;
      continue;
    }
    if (over_ || interrupted()) return;
    if (all_at_rest()) {
      network_to_rest();
      if (!take_events() && all_at_rest()) return;
      continue;
    }
    if (clock::now() - last_event_ > options_.patience) {
      over_ = true;
      record_.ended = play::ending::bound;
      record_.ended_because =
          "no socket call for " +
          std::to_string(options_.patience.count() / 1000) + " s: a program " +
          "computes, or waits for something outside of the play";
      return;
    }
    wait_for_event(pause);
    pause = std::min<std::chrono::microseconds>(pause * 2, 5ms);
  }
}

// Handles what has happened to the tasks (a parked one can only have been
// killed). True if anything had.
bool director::take_events() {
  bool any = false;
  // By index: an event may add tasks.
  for (std::size_t i = 0; i < tasks_.size(); ++i) {
    task& one = *tasks_[i];
    int status = 0;
    while (one.state != task::gone &&
           ::waitpid(one.tid, &status, WNOHANG | __WALL) == one.tid) {
      any = true;
      last_event_ = clock::now();
      if (free_) take_packets();
      on_event(one, status);
      if (over_) return true;
    }
  }
  for (std::size_t i = 0; i < cast_.size(); ++i) take_output(i);
  return any;
}

void director::wait_for_event(std::chrono::microseconds longest) {
  pollfd item{signals_.get(), POLLIN, 0};
  const timespec limit{0, longest.count() * 1000};
  if (::ppoll(&item, 1, &limit, nullptr) == 1) {
    signalfd_siginfo ignored;
    [[maybe_unused]] const ssize_t n =
        ::read(signals_.get(), &ignored, sizeof ignored);
  }
}

// True if no task can go on by itself: all are parked, or sleep in the kernel.
bool director::all_at_rest() {
  for (const auto& one : tasks_) {
    if (one->state == task::parked || one->state == task::gone) continue;
    if (one->holds_for_child) continue;
    const char state = state_of(one->tgid, one->tid);
    if (state == 'Z' && one->tid == one->tgid) {
      // A main thread that left its other threads running.
      const bool others =
          std::any_of(tasks_.begin(), tasks_.end(), [&](const auto& t) {
            return t->tgid == one->tgid && t != one && t->state != task::gone;
          });
      if (others) continue;
      return false;
    }
    if (state != 'S') return false;
    if (one->state == task::inside) {
      // Asleep, but about to be woken?
      if (one->pending && !one->in_time &&
          would_wait(*one->pending, *one->process, diagnosis()).ready)
        return false;
    } else if (!free_ && waits_for_time(one->tgid, one->tid)) {
      return false;
    }
  }
  return true;
}

void director::network_to_rest() {
  const auto deadline = clock::now() + 1s;
  auto pause = 20us;
  for (;;) {
    // Asked first: an answer that lets bytes go (Nagle) may come at any time,
    // and what it let go belongs to this call.
    const bool still =
        diagnosis() == -1 || !network_ || tcp_is_still(diagnosis(), corked_);
    take_packets();
    if (still || clock::now() > deadline) return;
    wait_for_event(pause);
    pause = std::min<std::chrono::microseconds>(pause * 2, 2ms);
  }
}

void director::take_packets() {
  if (!capture_) return;
  const auto packets = free_ ? capture_->take(record_.packets)
                             : capture_->take_until_still(record_.packets);
  const int n = record_.calls.empty() ? 0 : record_.calls.back().n;
  for (const captured& packet : packets) journal_.crossed(packet, n);
}

void director::take_output(std::size_t index) {
  for (const bool error : {false, true}) {
    member& one = *cast_[index];
    const std::string text = error ? one.err.drain() : one.out.drain();
    if (!text.empty()) print(index, error, text);
  }
}

void director::print(std::size_t index, bool error, const std::string& text) {
  const int n = record_.calls.empty() ? 0 : record_.calls.back().n;
  play::program& program = record_.programs[index];
  (error ? program.err : program.out) += text;
  if (!record_.prints.empty()) {
    play::print& last = record_.prints.back();
    if (last.program == program.name && last.error == error &&
        last.after == n) {
      last.text += text;
      return;
    }
  }
  record_.prints.push_back({program.name, error, n, text});
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
      one.holds_for_child = event == PTRACE_EVENT_VFORK;
      break;
    case PTRACE_EVENT_VFORK_DONE:
      one.holds_for_child = false;
      break;
    case PTRACE_EVENT_EXEC:
      // exec by a thread other than the first makes it the first.
      if (const auto former = event_message(one.tid))
        if (task* other = find(static_cast<pid_t>(*former));
            other != nullptr && other != &one)
          other->state = task::gone;
      one.state = task::running;
      one.pending.reset();
      break;
    default:  // PTRACE_EVENT_STOP: a new task, or a stop that nobody continues
      break;
  }
  resume(one.tid);
}

void director::on_birth(task& parent) {
  const auto message = event_message(parent.tid);
  if (!message) return;
  const auto tid = static_cast<pid_t>(*message);
  auto child = std::make_unique<task>();
  child->tid = tid;
  child->member = parent.member;
  child->number = cast_[parent.member]->tasks++;
  // A thread shares its process's descriptors, a child has its own.
  const bool thread = state_of(parent.tgid, tid) != 0;
  child->tgid = thread ? parent.tgid : tid;
  child->process =
      thread ? parent.process : std::make_shared<descriptor_view>(tid);
  tasks_.push_back(std::move(child));
}

void director::on_end(task& one, int status) {
  one.state = task::gone;
  one.pending.reset();
  member& owner = *cast_[one.member];
  if (one.number != 0) return;
  play::program& program = record_.programs[one.member];
  if (WIFEXITED(status)) {
    const int error = *owner.child.exec_error;
    if (error != 0)
      throw stage_error(owner.spec->argv[0] + ": cannot be run: " +
                        std::string(std::strerror(error)));
    program.exit = WEXITSTATUS(status);
  } else {
    program.signal = signal_name(WTERMSIG(status));
  }
}

void director::on_entry(task& one) {
  const auto entry = entry_of(one.tid);
  if (!entry) return;  // killed meanwhile; its end is on its way
  const std::string& name = cast_[one.member]->spec->name;
  if (entry->reason == stop_foreign)
    throw stage_error(name +
                      " makes system calls of another processor mode (32-bit), "
                      "which cannot be followed: rebuild it for 64 bits");
  const system_call* spec = find_system_call(entry->number);
  if (spec == nullptr || is_print(one, *entry)) {
    resume(one.tid);
    return;
  }
  if (spec->kind == kind::io_uring)
    throw stage_error(name +
                      " uses io_uring, whose transfers are no calls and cannot "
                      "be followed: let it use plain calls or epoll");
  one.pending = read_call(one.tid, *one.process, *entry);
  if (!one.pending) {
    resume(one.tid);
  } else if (free_) {
    one.in_time =
        one.pending->has_time_limit || one.pending->kind == kind::sleep;
    release(one, {});
  } else if (one.pending->kind == kind::sleep) {
    skip_sleep(one);
  } else {
    one.state = task::parked;
  }
}

// A write to the program's own stdout or stderr: takes the text here, in its
// place among the calls, and spares the terminal. False: something else.
bool director::is_print(task& one, const call_entry& entry) {
  const system_call* spec = find_system_call(entry.number);
  if (spec->name != "write" && spec->name != "writev") return false;
  const descriptor file =
      one.process->copy(static_cast<int>(entry.arguments[0]));
  member& owner = *cast_[one.member];
  const bool error = owner.err.is(file);
  if (!file || (!error && !owner.out.is(file))) return false;
  pending_call write;
  write.tid = one.tid;
  write.spec = spec;
  std::copy_n(entry.arguments, 6, write.arguments);
  const moved text = bytes_moved(write, INT64_MAX).front();
  print(one.member, error, text.bytes);
  arch::skip_call(one.tid, static_cast<std::int64_t>(text.bytes.size()));
  return true;
}

// Time is not what orders calls here.
void director::skip_sleep(task& one) {
  play::call& call = record_call(one);
  call.forced = "skipped";
  call.result = 0;
  arch::skip_call(one.tid, 0);
  one.pending.reset();
  resume(one.tid);
}

// Adds the task's pending call to the record.
play::call& director::record_call(task& one) {
  play::call call = one.pending->call;
  call.n = static_cast<int>(record_.calls.size()) + 1;
  call.program = cast_[one.member]->spec->name;
  call.task = one.number;
  one.recorded = record_.calls.size();
  record_.calls.push_back(std::move(call));
  if (call.n >= options_.most_calls && !over_) {
    over_ = true;
    record_.ended = play::ending::bound;
    record_.ended_because =
        std::to_string(options_.most_calls) + " calls, and no end in sight";
  }
  return record_.calls.back();
}

// Lets a parked task into its call.
void director::release(task& one, const move& how) {
  pending_call& pending = *one.pending;
  if (free_ && pending.kind == kind::sleep) {
    one.state = task::inside;
    resume_until_exit(one.tid);
    return;
  }
  if (!free_) give_port(pending, *one.process);
  const bool time_is_up = !free_ && pending.has_time_limit && how.error == 0 &&
                          !would_wait(pending, *one.process, diagnosis()).ready;
  play::call& call = record_call(one);
  const bool waits_for_several = pending.kind == kind::poll ||
                                 pending.kind == kind::select ||
                                 pending.kind == kind::epoll;
  const int error = time_is_up && !waits_for_several ? EAGAIN : how.error;
  if (error != 0) {
    call.forced = time_is_up ? "time is up" : "failed";
    call.result = -1;
    call.error = error;
    arch::skip_call(one.tid, -error);
    one.pending.reset();
    one.state = task::running;
    resume(one.tid);
    return;
  }
  if (time_is_up) {
    expire(pending);
    call.forced = "time is up";
  }
  if (how.limit && cut(pending, *how.limit) && call.asked > *how.limit)
    call.forced = "cut";
  if ((pending.flags & MSG_MORE) != 0 && pending.socket)
    corked_.push_back(pending.socket->local + ">" + pending.socket->peer);
  else if (pending.kind == kind::send && pending.socket &&
           !pending.socket->corked)
    std::erase(corked_, pending.socket->local + ">" + pending.socket->peer);
  one.state = task::inside;
  resume_until_exit(one.tid);
}

// In a network of its own a play has the same ports every time: the kernel
// would choose at random.
void director::give_port(pending_call& pending,
                         const descriptor_view& process) {
  const bool picks_port =
      pending.kind == kind::connect ||
      (pending.kind == kind::send && pending.socket->is_udp());
  if (!network_ || !picks_port || !pending.socket->is_inet() ||
      port_of(pending.socket->local) != 0)
    return;
  const descriptor copy = process.copy(pending.call.fd);
  while (!bind_to_port(copy, pending.socket->family, next_port_++) &&
         errno == EADDRINUSE) {
  }
}

void director::on_exit(task& one) {
  const auto result = result_of(one.tid);
  if (!result || !one.pending) {
    one.state = task::running;
    resume(one.tid);
    return;
  }
  undo_cut(*one.pending);
  if (one.pending->kind != kind::sleep && !will_restart(*result)) {
    play::call& call = record_.calls[one.recorded];
    call.result = *result < 0 ? -1 : *result;
    call.error = *result < 0 ? static_cast<int>(-*result) : 0;
    note_effects(one, call, *result);
  }
  one.pending.reset();
  one.in_time = false;
  one.state = task::running;
  resume(one.tid);
}

void director::note_effects(task& one, play::call& call, std::int64_t result) {
  const pending_call& pending = *one.pending;
  const std::string& name = cast_[one.member]->spec->name;
  const bool connecting =
      pending.kind == kind::connect && (result == 0 || result == -EINPROGRESS);
  if (result < 0 && !connecting) return;

  if (call.name == "bind" || call.name == "listen" || connecting) {
    auto now = one.process->facts(call.fd);
    if (!now || !now->is_inet()) return;
    if (connecting) {
      if (now->peer.empty()) now->peer = pending.address;
      if (now->is_tcp()) journal_.connected(name, *now);
    } else {
      if (call.name == "bind") bound_.insert(now->cookie);
      if (call.name == "listen" || now->is_udp()) journal_.bound(name, *now);
    }
  } else if (pending.kind == kind::accept) {
    const auto now = one.process->facts(static_cast<int>(result));
    if (!now || !now->is_inet()) return;
    call.detail = now->peer;
    journal_.accepted(name, *now);
  } else if (pending.kind == kind::send || pending.kind == kind::receive) {
    if (pending.socket->is_tcp() || pending.socket->is_udp())
      note_transfer(one, call, result);
  }
}

void director::note_transfer(task& one, play::call& call, std::int64_t result) {
  const pending_call& pending = *one.pending;
  socket_facts socket = *pending.socket;
  // A datagram socket may have got its port with its first send.
  if (socket.is_udp())
    if (const auto now = one.process->facts(call.fd)) socket = *now;
  const bool peek = (pending.flags & MSG_PEEK) != 0;
  for (moved& part : bytes_moved(pending, result)) {
    // Where TCP discards bytes, the program's buffer holds something else.
    if (socket.is_tcp() && (pending.flags & MSG_TRUNC) != 0) part.bytes.clear();
    if (pending.kind == kind::send)
      journal_.sent(call, socket, part.address, part.size, part.bytes);
    else
      journal_.received(call, socket, part.address, part.size, part.bytes,
                        peek);
  }

  const bool end_of_stream = pending.kind == kind::receive && socket.is_tcp() &&
                             result == 0 && call.asked > 0;
  if (!end_of_stream || peek) return;
  int& ends = cast_[one.member]->ends_of_stream[socket.cookie];
  if (++ends >= options_.most_ends_of_stream && !over_) {
    // Under a schedule it still gets to its next call, so that all of what it
    // prints about this one is recorded.
    (free_ ? over_ : spins_) = true;
    record_.ended = play::ending::spinning;
    record_.ended_because = call.program + " was told " + std::to_string(ends) +
                            " times that the stream has ended, and reads on";
  }
}

}  // namespace stage
