// A call from the moment a task is let into it to what it did.
#include <algorithm>
#include <cerrno>
#include <csignal>

#include "stage/arch.hpp"
#include "stage/buffers.hpp"
#include "stage/director.hpp"
#include "stage/refusal.hpp"

namespace stage {
namespace {

using play::forced;

// What a call returns that a signal interrupted: the kernel starts it again, or
// turns it into EINTR; programs never see these (linux/errno.h).
bool was_interrupted(std::int64_t result) {
  return result == -512 || result == -513 || result == -514 || result == -516;
}

}  // namespace

// Adds the task's pending call to the record.
play::call& director::record_call(task& one) {
  play::call call = one.pending->call;
  call.n = static_cast<int>(record_.calls.size()) + 1;
  call.program = name_of(one.member);
  call.task = one.number;
  one.recorded = record_.calls.size();
  record_.calls.push_back(std::move(call));
  if (call.n >= options_.most_calls)
    end_as_bound(std::to_string(options_.most_calls) +
                 " calls, and no end in sight");
  return record_.calls.back();
}

// Where somebody is in control, a call that goes beyond a bound still ends: how
// far it came would be chance.
void director::end_as_bound(std::string because, bool at_once) {
  if (over_ || spins_) return;
  (free_ || at_once ? over_ : spins_) = true;
  record_.ended = play::ending::bound;
  record_.ended_because = std::move(because);
}

void director::count_bytes(std::size_t size, bool at_once) {
  bytes_ += static_cast<std::int64_t>(size);
  if (bytes_ > options_.most_bytes)
    end_as_bound(std::to_string(options_.most_bytes >> 20) +
                     " MiB sent, received and printed, and no end in sight",
                 at_once);
}

// Lets a parked task into its call.
void director::release(task& one, const move& how) {
  pending_call& pending = *one.pending;
  if (free_ && pending.call.kind == kind::sleep) {
    one.state = task::inside;
    resume_until_exit(one.tid);
    return;
  }
  if (!free_) give_port(one);
  const bool time_is_up = !free_ && pending.has_time_limit &&
                          how.error() == 0 &&
                          !would_wait(pending, one.process, diagnosis()).ready;
  play::call& call = record_call(one);
  const int error = time_is_up && !play::waits_for_several(pending.call.kind)
                        ? EAGAIN
                        : how.error();
  if (error != 0) {
    call.forced = time_is_up ? forced::time_is_up : forced::failed;
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
    call.forced = forced::time_is_up;
  }
  if (how.limit() && cut(pending, *how.limit()) && call.asked > *how.limit())
    call.forced = forced::cut;
  if ((pending.call.flags & MSG_MORE) != 0 && pending.socket)
    corked_.push_back(pending.socket->local + ">" + pending.socket->peer);
  else if (pending.call.sends() && pending.socket && !pending.socket->corked)
    std::erase(corked_, pending.socket->local + ">" + pending.socket->peer);
  if (pending.call.kind == kind::connect && pending.socket->is_unix() &&
      pending.socket->has_connections())
    journal_.connects(call.program, one.tgid, *pending.socket,
                      pending.call.address);
  if (pending.call.kind == kind::exit)
    connections_.all_stirred();
  else if (pending.socket)
    connections_.stirred(pending.socket->local, pending.socket->peer);
  one.state = task::inside;
  resume_until_exit(one.tid);
}

// In a network of its own a play has the same ports every time: the kernel
// would choose at random. Each program has its own, whoever connects first.
void director::give_port(task& one) {
  const pending_call& pending = *one.pending;
  const bool picks_port = pending.call.kind == kind::connect ||
                          (pending.call.sends() && pending.socket->is_udp());
  if (!house_.network || !picks_port || !pending.socket->is_inet() ||
      port_of(pending.socket->local) != 0)
    return;
  const descriptor copy = one.process.copy(pending.call.fd);
  const auto next = [this, &one] {
    constexpr int first = 50000, apart = 100;
    int& given = cast_[one.member]->ports_given;
    return static_cast<std::uint16_t>(first + static_cast<int>(one.member) +
                                      apart * given++);
  };
  while (copy && !bind_to_port(copy, pending.socket->family, next())) {
    if (errno == EADDRINUSE) continue;
    expect_errno({EINVAL}, "bind");  // it has one since
    return;
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
  if (one.pending->call.kind != kind::sleep) {
    play::call& call = record_.calls[one.recorded];
    call.result = *result < 0 ? -1 : *result;
    call.error = *result < 0 ? static_cast<int>(-*result) : 0;
    one.interrupted = was_interrupted(*result);
    if (one.interrupted) call.error = EINTR;
    call.events = events_reported(*one.pending, *result);
    note_effects(one, call, *result);
  }
  one.pending.reset();
  one.in_time = false;
  one.state = task::running;
  resume(one.tid);
}

void director::note_effects(task& one, play::call& call, std::int64_t result) {
  const pending_call& pending = *one.pending;
  const std::string& name = name_of(one.member);
  const bool connecting = pending.call.kind == kind::connect &&
                          (result == 0 || result == -EINPROGRESS);
  if (pending.call.kind == kind::connect && !connecting)
    journal_.connect_failed(*pending.socket);
  if (result < 0 && !connecting) return;
  if (call.forced == forced::cut && pending.call.receives())
    arrive_again(one.process.copy(call.fd));

  if (call.kind == kind::bind || call.kind == kind::listen || connecting) {
    auto now = one.process.facts(call.fd);
    if (!now || !now->is_drawn()) return;
    if (connecting) {
      if (now->peer.empty()) now->peer = pending.call.address;
      if (now->is_tcp()) {
        journal_.connected(name, *now);
        connections_.opened({now->local, now->peer});
        house_.connections.emplace_back(now->local, now->peer);
      }
    } else {
      if (call.kind == kind::bind) bound_.insert(now->cookie);
      if (call.kind == kind::listen || !now->has_connections())
        journal_.bound(name, *now);
    }
  } else if (pending.call.kind == kind::accept) {
    const auto now = one.process.facts(static_cast<int>(result));
    if (!now || !now->is_drawn()) return;
    call.address = now->peer;
    journal_.accepted(name, *now);
  } else if (pending.call.kind == kind::transfer) {
    if (pending.socket->is_drawn()) note_transfer(one, call, result);
  }
}

void director::note_transfer(task& one, play::call& call, std::int64_t result) {
  const pending_call& pending = *one.pending;
  socket_facts socket = *pending.socket;
  // A datagram socket may have got its port with its first send.
  if (socket.is_udp())
    if (const auto now = one.process.facts(call.fd)) socket = *now;
  const bool peek = (pending.call.flags & MSG_PEEK) != 0;
  bool end_of_stream = false;
  for (moved& part : bytes_moved(pending, result)) {
    // Where TCP discards bytes, the program's buffer holds something else.
    if (socket.is_tcp() && (pending.call.flags & MSG_TRUNC) != 0)
      part.bytes.clear();
    count_bytes(static_cast<std::size_t>(part.size));
    if (pending.call.sends())
      journal_.sent(call, socket, part.address, part.size, part.bytes);
    else
      end_of_stream = journal_.received(call, socket, part.address, part.size,
                                        part.bytes, peek);
  }

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
