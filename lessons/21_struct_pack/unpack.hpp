// Bytes become values again, as in Python's struct.unpack.
#pragma once

#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "kit/escaped.hpp"
#include "struct_format.hpp"

// The bits of one number, by shifts. The top bit of a signed one stands for a
// negative value: it is repeated up to bit 63.
inline std::uint64_t get(std::string_view bytes, const field& f,
                         std::endian order) {
  const std::size_t last = f.width() - 1;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i <= last; ++i)
    bits = bits << 8 | static_cast<unsigned char>(
                           bytes[order == std::endian::big ? i : last - i]);
  const std::uint64_t top = std::uint64_t{1} << (8 * f.width() - 1);
  return f.is_signed() ? (bits ^ top) - top : bits;
}

inline std::string text_of(const field& f, std::uint64_t bits) {
  if (f.is_signed()) return std::to_string(static_cast<std::int64_t>(bits));
  if (f.code != 'f') return std::to_string(bits);
  std::array<char, 32> room{};
  const double value = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  return {room.data(), std::to_chars(room.begin(), room.end(), value).ptr};
}

// The values, each with a blank in front. Precondition: format.size() bytes.
inline std::string unpack(const struct_format& format, std::string_view bytes) {
  std::string out;
  std::size_t at = 0;
  for (const field& f : format.fields) {
    at = format.place(f, at);
    const std::string_view these = bytes.substr(at, f.width() * f.count);
    at += these.size();
    if (f.code == 's') out += " \"" + kit::escaped(these) + '"';
    for (std::size_t i = 0; f.code != 's' && i < f.count; ++i)
      out +=
          ' ' + text_of(f, get(these.substr(i * f.width()), f, format.order));
  }
  return out;
}
