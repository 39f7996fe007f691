// Captured packets: the slot of a ring, and what the headers in a packet say.
//
//   0: a slot | 1: a packet's length: 8 bytes | its bytes
#include <cstring>
#include <vector>

#include "input.hpp"
#include "stage/net/packet.hpp"

namespace {

void parse(const stage::frame& frame) {
  const auto packet = stage::parse_packet(frame);
  if (!packet) return;
  fuzz::require(!stage::is_marker(frame.bytes), "a marker is no packet");
  fuzz::require(!packet->from.empty() && !packet->to.empty(), "its addresses");
  fuzz::require(packet->size >= 0 && packet->size < 65536, "its size");
  fuzz::require(
      !packet->tcp || static_cast<std::uint64_t>(packet->size) <= frame.length,
      "no more than was on the wire");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  if (in.choice(2) == 1) {
    const std::uint64_t length = in.number();
    const std::string bytes = in.rest();
    parse({bytes, length, 0});
    return 0;
  }
  const std::string text = in.rest();
  const std::vector<char> slot(text.begin(), text.end());
  if (const auto frame = stage::frame_in(slot)) {
    fuzz::require(frame->bytes.size() <= slot.size(), "a part of the slot");
    parse(*frame);
  }
  return 0;
}
