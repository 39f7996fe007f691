// Which message came out of which call, where the kernel keeps boundaries:
// datagrams, and the messages of SOCK_SEQPACKET.
#include <algorithm>

#include "stage/record/journal.hpp"

namespace stage {
namespace {

// "0.0.0.0:8080" is "127.0.0.1:8080" once that is known.
void learn(std::string& address, const std::string& now) {
  if (is_any(address) && !now.empty() && !is_any(now)) address = now;
}

// A datagram of `sent` bytes may come out as `size`: whole, or cut to what the
// program asked for. (With MSG_TRUNC the result is the true size.)
bool could_be(const play::piece& datagram, std::string_view all,
              std::int64_t size, std::int64_t asked, std::string_view bytes) {
  if (datagram.size != size && !(datagram.size > size && size == asked))
    return false;
  return all.substr(static_cast<std::size_t>(datagram.offset), bytes.size()) ==
         bytes;
}

}  // namespace

bool journal::received_message(play::call& call, const socket_facts& socket,
                               const std::string& address, std::int64_t size,
                               std::string_view bytes, bool peek) {
  const std::string& from = address.empty() ? socket.peer : address;
  std::size_t index = 0;
  channel* const flow =
      socket.has_connections()
          ? find_message(socket, size, index)
          : find_datagram(socket, from, size, call.asked, bytes, index);
  if (flow == nullptr) {
    // From outside of the cast, or from a send that has not returned yet.
    constexpr std::size_t most = 64;
    if (early_.size() < most && !peek)
      early_.push_back({call.n, socket, address, size, std::string(bytes)});
    return false;
  }
  play::stream& stream = stream_at(*flow);
  stream.to = call.program;
  learn(stream.from_address, from);
  learn(stream.to_address, socket.local);
  const bool was_sent = index < stream.sends.size();
  const std::int64_t offset =
      was_sent ? stream.sends[index].offset
               : static_cast<std::int64_t>(stream.bytes.size());
  if (!peek) {
    if (!was_sent) stream.bytes += bytes;
    stream.recvs.push_back({offset, std::min(size, call.asked), call.n});
    flow->taken.resize(stream.sends.size());
    if (was_sent) {
      flow->taken[index] = true;
      ++flow->received;
    }
  }
  if (call.stream == -1) {
    call.stream = static_cast<int>(flow->stream);
    call.offset = offset;
  }
  return !was_sent && size == 0 && call.asked > 0;
}

void journal::take_up_early_ones() {
  for (const early& one : std::exchange(early_, {}))
    received_message(record_.calls[static_cast<std::size_t>(one.call) - 1],
                     one.socket, one.address, one.size, one.bytes, false);
}

journal::channel& journal::datagrams(const end_pair& ends,
                                     const std::string& from) {
  const auto same = datagrams_.find(ends);
  if (same != datagrams_.end()) return same->second;
  for (auto& [known, flow] : datagrams_) {
    if (!meet(known.first, ends.first) || !meet(known.second, ends.second))
      continue;
    const std::string& whose = stream_at(flow).from;
    if (whose.empty() || from.empty() || whose == from) return flow;
  }
  return datagrams_[ends];
}

// The message that comes next on this socket's connection. An index that is
// none: the end of the stream, or from outside of the cast. Null: its send has
// not returned yet.
journal::channel* journal::find_message(const socket_facts& socket,
                                        std::int64_t size, std::size_t& index) {
  const auto [here, there] = ends_of(socket);
  const end_pair ends{there, here};
  channel& flow = flows_[ends];
  const play::stream& stream =
      stream_of(flow, ends, play::transport::unix_seqpacket);
  index = static_cast<std::size_t>(flow.received);
  const bool is_here = index < stream.sends.size() || size == 0;
  return is_here || owner_of(ends).empty() ? &flow : nullptr;
}

// The datagram that was received: the first one sent to this address, by `from`
// if that is known, that nobody received yet and that these bytes can be.
journal::channel* journal::find_datagram(const socket_facts& socket,
                                         const std::string& from,
                                         std::int64_t size, std::int64_t asked,
                                         std::string_view bytes,
                                         std::size_t& index) {
  channel* found = nullptr;
  int first = 0;
  for (auto& [ends, flow] : datagrams_) {
    if (!meet(ends.second, socket.local)) continue;
    if (!from.empty() && !meet(ends.first, from)) continue;
    const play::stream& stream = stream_at(flow);
    flow.taken.resize(stream.sends.size());
    for (std::size_t i = 0; i < stream.sends.size(); ++i) {
      if (flow.taken[i] ||
          !could_be(stream.sends[i], stream.bytes, size, asked, bytes))
        continue;
      if (found == nullptr || stream.sends[i].call < first) {
        found = &flow;
        first = stream.sends[i].call;
        index = i;
      }
      break;
    }
  }
  return found;
}

void journal::crossed_datagram(play::packet& packet) {
  const play::packet_header& header = *packet.header;
  const end_pair ends{header.from, header.to};
  // Its send may not have returned yet.
  channel& flow = datagrams(ends, "");
  play::stream& stream = stream_of(flow, ends, play::transport::udp);
  learn(stream.from_address, header.from);
  learn(stream.to_address, header.to);
  std::int64_t offset = 0;
  if (!stream.segments.empty())
    offset = stream.segments.back().offset + stream.segments.back().size;
  stream.segments.push_back({offset, header.size, packet.call});
  packet.stream = static_cast<int>(flow.stream);
  packet.offset = offset;
}

}  // namespace stage
