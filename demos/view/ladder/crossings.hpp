// The packets of a play on their way from program to program.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "play/record.hpp"

namespace view {

struct crossing {
  /// Null: a UNIX socket has no packets, and this is what one call sent.
  const play::packet_header* header = nullptr;
  int call = 0;                  ///< in whose wake; 0: before the first one
  std::string sender, receiver;  ///< programs; "": not in the cast
  /// Of TCP: how far behind the first SYN of its side.
  std::uint32_t sequence = 0, acknowledgement = 0;
  std::int64_t window = 0;  ///< bytes
  int stream = -1;          ///< of its payload; -1: none
  std::int64_t offset = -1, size = 0;
  bool again = false;  ///< the same had crossed before
  enum class fate {
    arrived,
    lost,       ///< had to be sent again, and was not acknowledged before
    unanswered  ///< a SYN on which nothing came back
  } became = fate::arrived;
};

/// In the order in which they crossed. They refer to the record.
std::vector<crossing> crossings_of(const play::record&);

}  // namespace view
