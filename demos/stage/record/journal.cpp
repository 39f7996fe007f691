#include "stage/record/journal.hpp"

#include <algorithm>
#include <iterator>

namespace stage {
namespace {

play::transport transport_of(const socket_facts& socket) {
  if (!socket.is_unix())
    return socket.is_udp() ? play::transport::udp : play::transport::tcp;
  return socket.type == SOCK_STREAM  ? play::transport::unix_stream
         : socket.type == SOCK_DGRAM ? play::transport::unix_datagram
                                     : play::transport::unix_seqpacket;
}

bool is_datagram(play::transport kind) {
  return kind == play::transport::udp || kind == play::transport::unix_datagram;
}

// One end of a UNIX socket's connection, or such a socket without a name.
std::string marked(const std::string& address, std::uint64_t cookie,
                   char side) {
  return address + '\0' + side + std::to_string(cookie);
}

std::string shown(const std::string& end) {
  return end.substr(0, end.rfind('\0'));
}

// Who has this address, or all of the machine's.
std::string owner_at(const std::map<std::string, std::string>& all,
                     const std::string& address) {
  auto owner = all.find(address);
  if (owner == all.end())
    owner = std::ranges::find_if(
        all, [&](const auto& one) { return meet(one.first, address); });
  return owner == all.end() ? std::string() : owner->second;
}

}  // namespace

void journal::bound(const std::string& program, const socket_facts& socket) {
  auto& owners = socket.has_connections() ? listeners_ : datagram_owners_;
  owners[socket.local] = program;
}

void journal::connected(const std::string& program,
                        const socket_facts& socket) {
  if (!sees_packets_) forget({socket.local, socket.peer});
  owners_[{socket.local, socket.peer}] = program;
  connections_[socket.cookie] = {socket.local, socket.peer};
}

void journal::connects(const std::string& program, pid_t process,
                       socket_facts socket, const std::string& address) {
  if (!socket.peer.empty()) return;   // this one will fail
  connections_.erase(socket.cookie);  // an earlier one has
  socket.peer = address;
  const end_pair ends = ends_of(socket);
  owners_[ends] = program;
  connections_[socket.cookie] = ends;
  callers_.push_back({process, socket.cookie, address});
}

void journal::connect_failed(const socket_facts& socket) {
  std::erase_if(callers_, [&socket](const caller& one) {
    return one.cookie == socket.cookie;
  });
}

void journal::accepted(const std::string& program, const socket_facts& socket) {
  end_pair ends = ends_of(socket);
  if (socket.is_unix()) {
    // A listener's queue has an order, and the kernel tells whose each is. (The
    // name of one socket may be spelled in several ways.)
    const auto next = [&](bool any_name) {
      return std::ranges::find_if(callers_, [&](const caller& one) {
        return one.process == socket.peer_process &&
               (any_name || one.address == socket.local);
      });
    };
    auto found = next(false);
    if (found == callers_.end()) found = next(true);
    if (found != callers_.end()) {
      const end_pair& theirs = connections_.at(found->cookie);
      ends = {theirs.second, theirs.first};
      callers_.erase(found);
    }
  }
  owners_[ends] = program;
  connections_[socket.cookie] = ends;
  const auto flow = flows_.find({ends.second, ends.first});
  if (flow != flows_.end() && flow->second.stream != -1)
    stream_at(flow->second).to = program;
}

journal::end_pair journal::ends_of(const socket_facts& socket) const {
  const auto known = connections_.find(socket.cookie);
  if (known != connections_.end()) return known->second;
  if (!socket.is_unix()) return {socket.local, socket.peer};
  return {marked(socket.local, socket.cookie, 'a'),
          marked(socket.peer, socket.cookie, 'b')};
}

std::string journal::owner_of(const end_pair& ends) const {
  const auto owner = owners_.find(ends);
  return owner == owners_.end() ? std::string() : owner->second;
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
    stream.from_address = shown(ends.first);
    stream.to_address = shown(ends.second);
    if (!is_datagram(kind)) {
      stream.from = owner_of(ends);
      stream.to = owner_of({ends.second, ends.first});
    }
    record_.streams.push_back(std::move(stream));
  }
  return stream_at(flow);
}

void journal::sent(play::call& call, const socket_facts& socket,
                   const std::string& address, std::int64_t size,
                   std::string_view bytes) {
  end_pair ends = ends_of(socket);
  const play::transport kind = transport_of(socket);
  if (!socket.has_connections()) {
    if (!socket.local.empty()) datagram_owners_[socket.local] = call.program;
    if (!socket.local.empty()) ends.first = socket.local;
    ends.second = address.empty() ? socket.peer : address;
  } else if (size == 0 && !play::keeps_boundaries(kind)) {
    return;  // nothing at all was sent
  }
  channel& flow =
      socket.has_connections() ? flows_[ends] : datagrams(ends, call.program);
  play::stream& stream = stream_of(flow, ends, kind);
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
  if (play::keeps_boundaries(kind)) take_up_early_ones();
}

bool journal::received(play::call& call, const socket_facts& socket,
                       const std::string& address, std::int64_t size,
                       std::string_view bytes, bool peek) {
  if (play::keeps_boundaries(transport_of(socket)))
    return received_message(call, socket, address, size, bytes, peek);
  const auto [here, there] = ends_of(socket);
  const end_pair ends{there, here};
  channel& flow = flows_[ends];
  play::stream& stream = stream_of(flow, ends, transport_of(socket));
  stream.to = call.program;
  const std::int64_t offset = flow.received;
  const auto end = static_cast<std::size_t>(offset + size);
  // The sender's call may not have returned yet, or have kept its bytes in the
  // kernel (sendfile): then they are known from here.
  if (stream.bytes.size() < end) stream.bytes.resize(end);
  std::copy(bytes.begin(), bytes.end(), stream.bytes.begin() + offset);
  if (!peek) {
    stream.recvs.push_back({offset, size, call.n});
    flow.received += size;
  }
  if (call.stream == -1) {
    call.stream = static_cast<int>(flow.stream);
    call.offset = offset;
  }
  return size == 0 && call.asked > 0;
}

void journal::crossed(play::packet& packet, int call) {
  packet.call = call;
  if (!packet.header) return;
  if (packet.header->tcp)
    crossed_segment(packet);
  else
    crossed_datagram(packet);
  packet.sender =
      owner_of_end(*packet.header, packet.header->from, packet.header->to);
  packet.receiver =
      owner_of_end(*packet.header, packet.header->to, packet.header->from);
}

void journal::crossed_segment(play::packet& packet) {
  const play::packet_header& header = *packet.header;
  const end_pair ends{header.from, header.to};
  if (header.opens()) forget(ends);
  channel& flow = flows_[ends];
  if (header.syn) {
    flow.first_sequence = header.sequence + 1;
    return;
  }
  if (header.size == 0 || !flow.first_sequence) return;
  play::stream& stream = stream_of(flow, ends, play::transport::tcp);
  const std::int64_t offset = header.sequence - *flow.first_sequence;
  packet.stream = static_cast<int>(flow.stream);
  packet.offset = offset;
  auto& row = stream.segments;
  // On several processors packets may be seen in another order than they were
  // sent in; bytes that were sent again crossed before. (The sequence number's
  // wrap after 4 GiB ends the row.)
  const auto next = std::upper_bound(
      row.begin(), row.end(), offset,
      [](std::int64_t at, const play::piece& one) { return at < one.offset; });
  std::int64_t begin = offset, end = offset + header.size;
  if (next != row.begin())
    begin = std::max(begin, std::prev(next)->offset + std::prev(next)->size);
  if (next != row.end()) end = std::min(end, next->offset);
  if (begin < end) row.insert(next, {begin, end - begin, packet.call});
}

std::string journal::owner_of_end(const play::packet_header& header,
                                  const std::string& here,
                                  const std::string& there) const {
  if (!header.tcp) return owner_at(datagram_owners_, here);
  const std::string owner = owner_of({here, there});
  return owner.empty() ? owner_at(listeners_, here) : owner;
}

// A connect that is refused leaves no connection behind: it is the next one to
// that address.
std::string journal::caller_of(const play::packet& syn) const {
  const auto found =
      std::ranges::find_if(record_.calls, [&syn](const play::call& call) {
        return call.n >= syn.call && call.kind == play::kind::connect &&
               call.address == syn.header->to;
      });
  return found == record_.calls.end() ? std::string() : found->program;
}

void journal::name_ends_of_packets() {
  for (play::packet& packet : record_.packets) {
    if (!packet.header) continue;
    const play::packet_header& header = *packet.header;
    const end_pair ends{header.from, header.to};
    if (header.opens() && owner_of(ends).empty())
      owners_[ends] = caller_of(packet);
    if (packet.sender.empty())
      packet.sender = owner_of_end(header, header.from, header.to);
    if (packet.receiver.empty())
      packet.receiver = owner_of_end(header, header.to, header.from);
  }
}

std::string journal::other_end(
    const std::optional<socket_facts>& socket) const {
  if (!socket) return {};
  const auto [here, there] = ends_of(*socket);
  return owner_of({there, here});
}

std::pair<int, std::int64_t> journal::next_byte(
    const std::optional<socket_facts>& socket) const {
  if (!socket) return {-1, -1};
  const auto [here, there] = ends_of(*socket);
  const auto flow = flows_.find({there, here});
  if (flow == flows_.end() || flow->second.stream == -1) return {-1, -1};
  return {static_cast<int>(flow->second.stream), flow->second.received};
}

void journal::name_receivers() {
  for (play::stream& stream : record_.streams) {
    if (!stream.to.empty()) continue;
    stream.to =
        owner_at(is_datagram(stream.kind) ? datagram_owners_ : listeners_,
                 stream.to_address);
  }
}

}  // namespace stage
