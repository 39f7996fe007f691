// The packets that cross a play's own `lo`.
#pragma once

#include <vector>

#include "play/record.hpp"
#include "stage/net/network.hpp"
#include "stage/net/packet.hpp"

namespace stage {

class capture {
 public:
  /// The network must outlive it. `records`: false takes nothing but markers,
  /// which is quicker. Throws std::system_error.
  capture(const own_network&, bool records);
  ~capture();
  capture(const capture&) = delete;
  capture& operator=(const capture&) = delete;

  /// Appends all packets that arrived since the last call, with their headers.
  void take(std::vector<play::packet>& packets);

  /// Sends a marker through `lo` and takes packets until it has come round:
  /// then every packet sent before it has reached its socket, provided that
  /// sender and stage share one processor (one queue). Repeats until nothing
  /// but the marker came.
  void take_until_still(std::vector<play::packet>& packets);

  /// Drops what has arrived since the last call.
  void forget();

  /// Packets that the ring had no room for.
  unsigned lost() const;

 private:
  struct marker {
    bool seen = false;
  };
  void take_some(std::vector<play::packet>&, marker&);

  const own_network& network_;
  char* ring_ = nullptr;  // null: it takes only markers
  unsigned next_ = 0;
};

}  // namespace stage
