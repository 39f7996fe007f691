// Keeps the record while a play runs: which socket belongs to whom, and where
// in which stream the bytes of each call lie.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "play/play.hpp"
#include "stage/capture.hpp"
#include "stage/sockets.hpp"

namespace stage {

class journal {
 public:
  /// `sees_packets`: crossed() will be told of every packet.
  journal(play::record& record, bool sees_packets)
      : record_(record), sees_packets_(sees_packets) {}

  /// A program listens at, or receives datagrams at, this address.
  void bound(const std::string& program, const socket_facts&);
  /// A program opened a connection, or began to.
  void connected(const std::string& program, const socket_facts&);
  /// A program took a connection from its queue.
  void accepted(const std::string& program, const socket_facts&);

  /// `call` moved `size` bytes; `bytes` is what is known of them. `address` is
  /// where a datagram went to or came from, "" if the call did not name it.
  /// Sets the call's stream and offset.
  void sent(play::call& call, const socket_facts&, const std::string& address,
            std::int64_t size, std::string_view bytes);
  void received(play::call& call, const socket_facts&,
                const std::string& address, std::int64_t size,
                std::string_view bytes, bool peek);
  /// A packet crossed in the wake of call number `call`.
  void crossed(const captured&, int call);

  /// The program at the other end of a connection, "" if that is not known.
  std::string other_end(const std::optional<socket_facts>&) const;

  /// Fills in who the other end is of streams that it has not touched yet.
  void name_receivers();

 private:
  struct channel {
    std::int64_t stream = -1;  // index, -1 until it carries something
    std::int64_t received = 0;
    std::optional<std::uint32_t> first_sequence;
    std::vector<bool> taken;  // datagrams: which were received
  };
  using end_pair = std::pair<std::string, std::string>;  // from, to

  play::stream& stream_of(channel&, const end_pair&, play::transport);
  // The two ends of a connection, seen from this socket. The kernel forgets the
  // peer's address when both directions have ended.
  end_pair ends_of(const socket_facts&) const;
  channel* find_datagram(const socket_facts&, const std::string& from,
                         std::int64_t size, std::int64_t asked,
                         std::string_view bytes, std::size_t& index);

  /// A connection between two addresses that had one before is another one.
  void forget(const end_pair&);

  play::record& record_;
  bool sees_packets_;
  std::map<end_pair, channel> flows_;
  std::map<std::uint64_t, end_pair> connections_;  // by socket (SO_COOKIE)
  std::map<end_pair, std::string> owners_;  // of the `from` end of a connection
  std::map<int, std::string> listeners_, datagram_owners_;  // by port
};

}  // namespace stage
