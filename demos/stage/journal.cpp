#include "stage/journal.hpp"

#include <algorithm>
#include <iterator>

namespace stage {
namespace {

// Datagram sockets are known by their ports: one that was never bound to an
// address speaks from "0.0.0.0", and is heard from "127.0.0.1".
std::string port_text(const std::string& address) {
  return ":" + std::to_string(port_of(address));
}

play::transport transport_of(const socket_facts& socket) {
  return socket.is_udp() ? play::transport::udp : play::transport::tcp;
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

void journal::bound(const std::string& program, const socket_facts& socket) {
  auto& owners = socket.is_udp() ? datagram_owners_ : listeners_;
  owners[port_of(socket.local)] = program;
}

void journal::connected(const std::string& program,
                        const socket_facts& socket) {
  if (!sees_packets_) forget({socket.local, socket.peer});
  owners_[{socket.local, socket.peer}] = program;
  connections_[socket.cookie] = {socket.local, socket.peer};
}

void journal::accepted(const std::string& program, const socket_facts& socket) {
  owners_[{socket.local, socket.peer}] = program;
  connections_[socket.cookie] = {socket.local, socket.peer};
  const auto flow = flows_.find({socket.peer, socket.local});
  if (flow != flows_.end() && flow->second.stream != -1)
    record_.streams[static_cast<std::size_t>(flow->second.stream)].to = program;
}

journal::end_pair journal::ends_of(const socket_facts& socket) const {
  const auto known = connections_.find(socket.cookie);
  return known != connections_.end() ? known->second
                                     : end_pair{socket.local, socket.peer};
}

void journal::forget(const end_pair& ends) {
  flows_.erase(ends);
  flows_.erase({ends.second, ends.first});
  owners_.erase({ends.second, ends.first});
}

play::stream& journal::stream_of(channel& flow, const end_pair& ends,
                                 play::transport kind) {
  if (flow.stream == -1) {
    flow.stream = static_cast<std::int64_t>(record_.streams.size());
    play::stream stream;
    stream.kind = kind;
    stream.from_address = ends.first;
    stream.to_address = ends.second;
    if (const auto owner = owners_.find(ends); owner != owners_.end())
      stream.from = owner->second;
    const auto other = owners_.find({ends.second, ends.first});
    if (other != owners_.end()) stream.to = other->second;
    record_.streams.push_back(std::move(stream));
  }
  return record_.streams[static_cast<std::size_t>(flow.stream)];
}

void journal::sent(play::call& call, const socket_facts& socket,
                   const std::string& address, std::int64_t size,
                   std::string_view bytes) {
  end_pair ends = ends_of(socket);
  if (socket.is_udp()) {
    datagram_owners_[port_of(socket.local)] = call.program;
    const std::string& to = address.empty() ? socket.peer : address;
    ends = {port_text(socket.local), port_text(to)};
  } else if (size == 0) {
    return;  // nothing at all was sent
  }
  channel& flow = flows_[ends];
  play::stream& stream = stream_of(flow, ends, transport_of(socket));
  stream.from = call.program;
  std::int64_t offset = 0;
  if (!stream.sends.empty())
    offset = stream.sends.back().offset + stream.sends.back().size;
  stream.sends.push_back({offset, size, call.n});
  const auto end = static_cast<std::size_t>(offset + size);
  if (stream.bytes.size() < end) stream.bytes.resize(end);
  std::copy(bytes.begin(), bytes.end(), stream.bytes.begin() + offset);
  if (call.stream == -1) {
    call.stream = static_cast<int>(flow.stream);
    call.offset = offset;
  }
}

void journal::received(play::call& call, const socket_facts& socket,
                       const std::string& address, std::int64_t size,
                       std::string_view bytes, bool peek) {
  channel* flow = nullptr;
  std::int64_t offset = 0;
  if (socket.is_udp()) {
    std::size_t index = 0;
    flow = find_datagram(socket, address.empty() ? socket.peer : address, size,
                         call.asked, bytes, index);
    if (flow == nullptr) return;  // from outside of the cast
    play::stream& stream =
        record_.streams[static_cast<std::size_t>(flow->stream)];
    offset = stream.sends[index].offset;
    size = std::min(size, call.asked);
    stream.to = call.program;
    if (!peek) {
      stream.recvs.push_back({offset, size, call.n});
      flow->taken.resize(stream.sends.size());
      flow->taken[index] = true;
    }
  } else {
    const auto [here, there] = ends_of(socket);
    const end_pair ends{there, here};
    flow = &flows_[ends];
    play::stream& stream = stream_of(*flow, ends, transport_of(socket));
    stream.to = call.program;
    offset = flow->received;
    const auto end = static_cast<std::size_t>(offset + size);
    // The sender's call may not have returned yet, or have kept its bytes in
    // the kernel (sendfile): then they are known from here.
    if (stream.bytes.size() < end) stream.bytes.resize(end);
    std::copy(bytes.begin(), bytes.end(), stream.bytes.begin() + offset);
    if (!peek) {
      stream.recvs.push_back({offset, size, call.n});
      flow->received += size;
    }
  }
  if (call.stream == -1) {
    call.stream = static_cast<int>(flow->stream);
    call.offset = offset;
  }
}

// The datagram that was received: the first one sent to this port, by `from` if
// that is known, that nobody received yet and that these bytes can be.
journal::channel* journal::find_datagram(const socket_facts& socket,
                                         const std::string& from,
                                         std::int64_t size, std::int64_t asked,
                                         std::string_view bytes,
                                         std::size_t& index) {
  channel* found = nullptr;
  int first = 0;
  for (auto& [ends, flow] : flows_) {
    if (flow.stream == -1 || ends.second != port_text(socket.local)) continue;
    if (!from.empty() && ends.first != port_text(from)) continue;
    const play::stream& stream =
        record_.streams[static_cast<std::size_t>(flow.stream)];
    if (stream.kind != play::transport::udp) continue;
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

void journal::crossed(const captured& packet, int call) {
  if (packet.tcp) {
    const end_pair ends{packet.from, packet.to};
    if (packet.opens) forget(ends);
    channel& flow = flows_[ends];
    if (packet.syn) {
      flow.first_sequence = packet.sequence + 1;
      return;
    }
    if (packet.size == 0 || !flow.first_sequence) return;
    play::stream& stream = stream_of(flow, ends, play::transport::tcp);
    const std::int64_t offset = packet.sequence - *flow.first_sequence;
    auto& row = stream.segments;
    // On several processors packets may be seen in another order than they were
    // sent in; bytes that were sent again crossed before. (The sequence
    // number's wrap after 4 GiB ends the row.)
    const auto next =
        std::upper_bound(row.begin(), row.end(), offset,
                         [](std::int64_t at, const play::piece& one) {
                           return at < one.offset;
                         });
    std::int64_t begin = offset, end = offset + packet.size;
    if (next != row.begin())
      begin = std::max(begin, std::prev(next)->offset + std::prev(next)->size);
    if (next != row.end()) end = std::min(end, next->offset);
    if (begin < end) row.insert(next, {begin, end - begin, call});
  } else {
    const end_pair ends{port_text(packet.from), port_text(packet.to)};
    // Its send may not have returned yet.
    play::stream& stream = stream_of(flows_[ends], ends, play::transport::udp);
    std::int64_t offset = 0;
    if (!stream.segments.empty())
      offset = stream.segments.back().offset + stream.segments.back().size;
    stream.segments.push_back({offset, packet.size, call});
  }
}

std::string journal::other_end(
    const std::optional<socket_facts>& socket) const {
  if (!socket) return {};
  const auto [here, there] = ends_of(*socket);
  const auto owner = owners_.find({there, here});
  return owner == owners_.end() ? std::string() : owner->second;
}

void journal::name_receivers() {
  for (play::stream& stream : record_.streams) {
    if (!stream.to.empty()) continue;
    const auto& owners =
        stream.kind == play::transport::udp ? datagram_owners_ : listeners_;
    const auto owner = owners.find(port_of(stream.to_address));
    if (owner != owners.end()) stream.to = owner->second;
  }
}

}  // namespace stage
