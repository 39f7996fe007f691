// What Python's struct module does, as far as the documents use it: "I3sf" is a
// number, three bytes of text and a float.
//
//   I3sf   | number | a b c | 0 | float |    12 bytes: one of padding
//          0        4       7   8      12
//   <I3sf  | number | a b c | float |        11 bytes: '<' means no padding
//
// In front: @ this machine's order with padding (also if nothing is there),
// = its order without, < lowest byte first, > and ! highest byte first.
#pragma once

#include <bit>
#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kit/escaped.hpp"

constexpr std::string_view struct_codes = "sbBhHiIfqQ";

struct field {
  char code;          // b h i q, without a sign B H I Q, f a float, s text
  std::size_t count;  // of text its bytes, of numbers how many come in a row

  std::size_t width() const {
    switch (code) {
      case 's':
      case 'b':
      case 'B':
        return 1;
      case 'h':
      case 'H':
        return 2;
      case 'q':
      case 'Q':
        return 8;
      default:
        return 4;  // i I f
    }
  }
  bool is_signed() const { return std::string_view("bhiq").find(code) < 4; }
};

struct struct_format {
  std::endian order = std::endian::native;
  bool padded = true;
  std::vector<field> fields;

  // A field begins at a multiple of its width, if there is padding at all.
  // Nothing is added behind the last one: in C++ there would be.
  std::size_t place(const field& next, std::size_t at) const {
    const std::size_t width = next.width();
    return padded ? (at + width - 1) / width * width : at;
  }
  std::size_t size() const {
    std::size_t at = 0;
    for (const field& f : fields) at = place(f, at) + f.width() * f.count;
    return at;
  }
};

inline struct_format parse_format(std::string_view text) {
  const std::string wrong = "format " + kit::escaped(text, 20) +
                            ": expected letters of sbBhHiIfqQ, each with a "
                            "count from 0 to 9999 before it or without";
  struct_format format;
  if (!text.empty() && std::string_view("@=<>!").find(text[0]) != text.npos) {
    format.padded = text[0] == '@';
    if (text[0] == '<') format.order = std::endian::little;
    if (text[0] == '>' || text[0] == '!') format.order = std::endian::big;
    text.remove_prefix(1);
  }
  while (!text.empty()) {
    std::size_t count = 1;
    const std::size_t digits = text.find_first_not_of("0123456789");
    if (digits == text.npos || digits > 4) throw std::runtime_error(wrong);
    if (digits > 0) std::from_chars(text.data(), text.data() + digits, count);
    const char code = text[digits];
    if (struct_codes.find(code) == text.npos) throw std::runtime_error(wrong);
    format.fields.push_back({code, count});
    text.remove_prefix(digits + 1);
  }
  return format;
}

inline std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += "0123456789abcdef"[value >> 4];
    text += "0123456789abcdef"[value & 15];
  }
  return text;
}
