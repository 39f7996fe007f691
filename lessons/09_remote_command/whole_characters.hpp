// Where the whole characters of some UTF-8 end. A character has one to four
// bytes; the first says how many, the others begin with the bits 10:
//
//   0xxxxxxx   110xxxxx 10xxxxxx   1110xxxx 10xxxxxx 10xxxxxx   11110xxx ...
#pragma once

#include <cstddef>
#include <string_view>

/// The number of bytes in front of a character of which only the first bytes
/// are there; all of them, if none begins so. What is no UTF-8 at all is not
/// waited for.
inline std::size_t whole_characters(std::string_view bytes) {
  for (std::size_t last = 1; last <= 3 && last <= bytes.size(); ++last) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - last]);
    if ((byte & 0xc0) == 0x80) continue;  // not the first byte of a character
    const std::size_t size = byte >= 0xf0   ? 4
                             : byte >= 0xe0 ? 3
                             : byte >= 0xc0 ? 2
                                            : 1;
    return size > last ? bytes.size() - last : bytes.size();
  }
  return bytes.size();
}
