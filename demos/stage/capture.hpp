// The packets that cross a play's own `lo`, and the two ways to tell that the
// network has come to rest.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "play/play.hpp"
#include "stage/network.hpp"

namespace stage {

/// The part of a packet that the ribbon draws: a TCP segment or a UDP datagram.
struct captured {
  bool tcp = true;
  std::string from, to;        ///< "127.0.0.1:8080"
  std::uint32_t sequence = 0;  ///< TCP: of its first byte
  bool syn = false;            ///< TCP: it opens its direction
  bool opens = false;          ///< TCP: the first packet of a connection
  std::int64_t size = 0;       ///< payload, bytes
};

class capture {
 public:
  /// The network must outlive it. Throws std::system_error.
  explicit capture(const own_network&);
  ~capture();
  capture(const capture&) = delete;
  capture& operator=(const capture&) = delete;

  /// Takes all packets that arrived since the last call; their whole bytes are
  /// appended to `packets`.
  std::vector<captured> take(std::vector<play::packet>& packets);

  /// Sends a marker through `lo` and takes packets until it has come round:
  /// then every packet sent before it has reached its socket, provided that
  /// sender and stage share one processor (one queue). Repeats until nothing
  /// but the marker came.
  std::vector<captured> take_until_still(std::vector<play::packet>& packets);

  /// Packets that the ring had no room for.
  unsigned lost() const;

 private:
  struct marker {
    bool seen = false;
  };
  void take_some(std::vector<captured>&, std::vector<play::packet>&, marker&);

  const own_network& network_;
  char* ring_ = nullptr;
  unsigned next_ = 0;
};

/// Asks the kernel for all TCP sockets of the network and tells whether any
/// data, handshake or end of stream is still under way between two of them,
/// other than what waits for a full buffer or a cork. Delayed acknowledgements
/// and Nagle's algorithm keep data under way for tens of milliseconds.
/// `corked`: addresses "local>peer" of sockets that hold data back on purpose.
/// `counts`: whether the socket with these two addresses matters: on the host's
/// network most are other people's.
bool tcp_is_still(int diagnosis_socket, const std::vector<std::string>& corked,
                  const std::function<bool(const std::string& local,
                                           const std::string& peer)>& counts);

/// True if the listener at that port has no room for one more connection.
bool listener_is_full(int diagnosis_socket, int port);

}  // namespace stage
