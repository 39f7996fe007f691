#include "stage/run/effects.hpp"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "stage/calls/memory.hpp"

namespace stage {
namespace {

void note_address(const task& task, const play::call& call, bool connecting,
                  transcript& transcript, traffic& traffic) {
  const pending_call& pending = *task.pending;
  auto now = task.descriptors.facts(call.fd);
  if (!now || !now->is_drawn()) return;
  if (connecting) {
    if (now->peer.empty()) now->peer = pending.call.address;
    if (now->is_tcp()) {
      transcript.journal.connected(call.program, *now);
      traffic.opened({now->local, now->peer});
    }
  } else {
    if (call.kind == kind::bind)
      traffic.bound(now->cookie,
                    now->is_udp() && port_of(pending.call.address) == 0);
    if (call.kind == kind::listen || !now->has_connections())
      transcript.journal.bound(call.program, *now);
  }
}

// What sendfile() has sent, from the file: the kernel copied it, and has moved
// the file's position, or the offset that the program gave, behind it.
std::string sent_of_file(const task& task, std::int64_t size) {
  const auto& arguments = task.pending->arguments;
  const descriptor file = task.descriptors.copy(static_cast<int>(arguments[1]));
  if (!file) return {};
  const std::int64_t end =
      arguments[2] == 0
          ? ::lseek(file.get(), 0, SEEK_CUR)
          : read_value<std::int64_t>(task.tid, arguments[2]).value_or(-1);
  std::string bytes(static_cast<std::size_t>(size), 0);
  const ssize_t n =
      end < size ? 0
                 : ::pread(file.get(), bytes.data(), bytes.size(), end - size);
  bytes.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
  return bytes;
}

void note_transfer(const task& task, play::call& call, std::int64_t result,
                   transcript& transcript) {
  const pending_call& pending = *task.pending;
  socket_facts socket = *pending.socket;
  // A datagram socket may have got its port with its first send.
  if (socket.is_udp())
    if (const auto now = task.descriptors.facts(call.fd)) socket = *now;
  const bool peek = (pending.call.flags & MSG_PEEK) != 0;
  bool end_of_stream = false;
  for (moved& part : bytes_moved(pending, result)) {
    // Where TCP discards bytes, the program's buffer holds something else.
    if (socket.is_tcp() && (pending.call.flags & MSG_TRUNC) != 0)
      part.bytes.clear();
    transcript.bounds.count_bytes(static_cast<std::size_t>(part.size));
    if (pending.spec->number == SYS_sendfile)
      part.bytes = sent_of_file(task, part.size);
    if (pending.call.sends())
      transcript.journal.sent(call, socket, part.address, part.size,
                              part.bytes);
    else
      end_of_stream = transcript.journal.received(call, socket, part.address,
                                                  part.size, part.bytes, peek);
  }
  if (end_of_stream && !peek)
    transcript.bounds.count_end_of_stream(call.program, socket.cookie);
}

}  // namespace

void note_effects(const task& task, std::int64_t result, transcript& transcript,
                  traffic& traffic) {
  const pending_call& pending = *task.pending;
  play::call& call = transcript.call_of(task);
  const bool connecting = pending.call.kind == kind::connect &&
                          (result == 0 || result == -EINPROGRESS);
  if (pending.call.kind == kind::connect && !connecting)
    transcript.journal.connect_failed(*pending.socket);
  if (result < 0 && !connecting) return;
  if (call.forced == play::forced::cut && pending.call.receives())
    arrive_again(task.descriptors.copy(call.fd));

  if (call.kind == kind::bind || call.kind == kind::listen || connecting) {
    note_address(task, call, connecting, transcript, traffic);
  } else if (pending.call.kind == kind::accept) {
    const auto now = task.descriptors.facts(static_cast<int>(result));
    if (!now || !now->is_drawn()) return;
    call.address = now->peer;
    transcript.journal.accepted(call.program, *now);
  } else if (pending.call.kind == kind::transfer) {
    if (pending.socket->is_drawn())
      note_transfer(task, call, result, transcript);
  }
}

}  // namespace stage
