// Keeps the record while a play runs: which socket belongs to whom, and where
// in which stream the bytes of each call lie.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "play/record.hpp"
#include "stage/net/sockets.hpp"

namespace stage {

class journal {
 public:
  /// `sees_packets`: crossed() will be told of every packet.
  journal(play::record& record, bool sees_packets)
      : record_(record), sees_packets_(sees_packets) {}

  /// A program listens at, or receives datagrams at, this address.
  void bound(const std::string& program, const socket_facts&);
  /// A program opened a TCP connection, or began to.
  void connected(const std::string& program, const socket_facts&);
  /// A program is let into a UNIX socket's connect; it did not succeed.
  void connects(const std::string& program, pid_t process, socket_facts,
                const std::string& address);
  void connect_failed(const socket_facts&);
  /// A program took a connection from its queue.
  void accepted(const std::string& program, const socket_facts&);

  /// `call` moved `size` bytes; `bytes` is what is known of them. `address` is
  /// where a datagram went to or came from, "" if the call did not name it.
  /// Sets the call's stream and offset.
  void sent(play::call& call, const socket_facts&, const std::string& address,
            std::int64_t size, std::string_view bytes);
  /// True if that was the end of a stream.
  bool received(play::call& call, const socket_facts&,
                const std::string& address, std::int64_t size,
                std::string_view bytes, bool peek);
  /// A packet crossed in the wake of call number `call`. Sets that, the stream
  /// and the offset, and of the programs at its ends those that are known.
  void crossed(play::packet&, int call);

  /// The program at the other end of a connection, "" if that is not known.
  std::string other_end(const std::optional<socket_facts>&) const;

  /// The stream, and the offset in it, of the next byte that a stream socket
  /// will receive; -1 and -1 where the record has nothing of it.
  std::pair<int, std::int64_t> next_byte(
      const std::optional<socket_facts>&) const;

  /// Fills in who the other end is of streams that it has not touched yet.
  void name_receivers();
  /// Fills in the ends of packets that were not known when they crossed.
  void name_ends_of_packets();

 private:
  struct channel {
    std::int64_t stream = -1;   // index, -1 until it carries something
    std::int64_t received = 0;  // bytes; of SOCK_SEQPACKET messages
    std::optional<std::uint32_t> first_sequence;
    std::vector<bool> taken;  // datagrams: which were received
  };
  // From, to: addresses. Those of a UNIX socket's connection, which mostly has
  // one name for all or none, go on with a NUL and a number of their own.
  using end_pair = std::pair<std::string, std::string>;
  // A connection that a UNIX listener has not accepted yet, as far as we know.
  struct caller {
    pid_t process;
    std::uint64_t cookie;
    std::string address;
  };
  // A message that came out of a call before its send had returned.
  struct early {
    int call;
    socket_facts socket;
    std::string address;
    std::int64_t size;
    std::string bytes;
  };

  play::stream& stream_of(channel&, const end_pair&, play::transport);
  play::stream& stream_at(const channel& flow) {
    return record_.streams[static_cast<std::size_t>(flow.stream)];
  }
  // The two ends of a connection, seen from this socket. The kernel forgets the
  // peer's address when both directions have ended.
  end_pair ends_of(const socket_facts&) const;
  std::string owner_of(const end_pair&) const;
  // Of datagrams: a socket that was never bound to an address speaks from
  // "0.0.0.0", and is heard from "127.0.0.1". `from` is whose they are, or "".
  channel& datagrams(const end_pair&, const std::string& from);
  channel* find_datagram(const socket_facts&, const std::string& from,
                         std::int64_t size, std::int64_t asked,
                         std::string_view bytes, std::size_t& index);
  channel* find_message(const socket_facts&, std::int64_t size,
                        std::size_t& index);
  bool received_message(play::call& call, const socket_facts&,
                        const std::string& address, std::int64_t size,
                        std::string_view bytes, bool peek);
  void take_up_early_ones();
  void crossed_segment(play::packet&);
  void crossed_datagram(play::packet&);
  std::string caller_of(const play::packet& syn) const;
  // "" if that is not known: of the end at `here`.
  std::string owner_of_end(const play::packet_header&, const std::string& here,
                           const std::string& there) const;

  /// A connection between two addresses that had one before is another one.
  void forget(const end_pair&);

  play::record& record_;
  bool sees_packets_;
  std::map<end_pair, channel> flows_, datagrams_;
  std::map<std::uint64_t, end_pair> connections_;  // by socket (SO_COOKIE)
  std::map<end_pair, std::string> owners_;  // of the `from` end of a connection
  std::map<std::string, std::string> listeners_, datagram_owners_;
  std::vector<caller> callers_;  // in their order
  std::vector<early> early_;
};

}  // namespace stage
