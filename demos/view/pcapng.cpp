#include <cstdint>
#include <string>
#include <string_view>

#include "view/view.hpp"

namespace view {
namespace {

// The pcapng file format (draft-ietf-opsawg-pcapng), in little-endian order:
//
//   block    type u32 | total length u32 | body, padded to 4 | total length u32
//   option   code u16 | length u16 | value, padded to 4
enum block : std::uint32_t {
  section_header = 0x0A0D0D0A,
  interface_description = 1,
  enhanced_packet = 6
};

void put(std::string& to, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    to += static_cast<char>(value >> (8 * i) & 0xFF);
  }
}

void pad(std::string& to) {
  to.resize((to.size() + 3) / 4 * 4);
}

void put_option(std::string& to, unsigned code, std::string_view value) {
  put(to, code, 2);
  put(to, value.size(), 2);
  to += value;
  pad(to);
}

void put_block(const play::sink& to, block type, std::string body) {
  pad(body);
  const std::uint64_t length = body.size() + 12;
  std::string whole;
  put(whole, type, 4);
  put(whole, length, 4);
  whole += body;
  put(whole, length, 4);
  to(whole);
}

}  // namespace

void pcapng(const play::record& play, const play::sink& file) {
  std::string body;
  put(body, 0x1A2B3C4D, 4);  // tells the reader the byte order
  put(body, 1, 2);           // version 1.0
  put(body, 0, 2);
  put(body, ~0ull, 8);  // the section's length: not given
  put_block(file, section_header, body);

  body.clear();
  put(body, 1, 2);  // LINKTYPE_ETHERNET
  put(body, 0, 2);
  put(body, 0, 4);              // packets are whole
  put_option(body, 2, "lo");    // if_name
  put_option(body, 9, "\x09");  // if_tsresol: 10^-9 seconds
  put_option(body, 0, "");      // end of options
  put_block(file, interface_description, body);

  for (const play::packet& packet : play.packets) {
    body.clear();
    put(body, 0, 4);  // the interface
    put(body, packet.time >> 32, 4);
    put(body, packet.time & 0xFFFFFFFF, 4);
    put(body, packet.bytes.size(), 4);  // captured
    put(body, packet.bytes.size(), 4);  // on the wire
    body += packet.bytes;
    put_block(file, enhanced_packet, body);
  }
}

}  // namespace view
