// Captured packets, taken apart. A program with the right to do so may send any
// bytes, so nothing that a header says is taken for granted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "play/record.hpp"

namespace stage {

/// What stands in a slot of a packet socket's ring.
struct frame {
  std::string_view bytes;  ///< link-layer header (Ethernet) and all
  std::size_t length = 0;  ///< on the wire: `bytes` may be less
  std::uint64_t time = 0;  ///< nanoseconds since 1970
};

/// The frame in a slot (TPACKET_V2), as a view of it; `slot` is aligned as the
/// kernel does. Nothing: its header says that it reaches beyond the slot.
std::optional<frame> frame_in(std::span<const char> slot);

/// Nothing: it is neither TCP nor UDP over IP, it is cut off inside a header,
/// its headers contradict each other, or it is a datagram's later fragment.
std::optional<play::packet_header> parse_packet(const frame&);

/// The EtherType of the stage's own markers (IEEE 802: local experiments).
constexpr std::uint16_t marker_type = 0x88B5;
constexpr std::size_t ethernet_header = 14;  ///< bytes

bool is_marker(std::string_view bytes);

}  // namespace stage
