#include "kit/escaped.hpp"

namespace kit {
namespace {

unsigned char at(std::string_view bytes, std::size_t i) {
  return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
}

// Bytes of the printable character at the head of `bytes`; 0: there is none.
// UTF-8 as RFC 3629 has it: no overlong form, no surrogate, none above
// U+10FFFF; and not the controls U+0080 to U+009F, which terminals obey.
std::size_t printable(std::string_view bytes) {
  const unsigned char first = at(bytes, 0), second = at(bytes, 1);
  if (first < 0x80) return first >= 0x20 && first != 0x7f ? 1 : 0;
  unsigned char low = 0x80, high = 0xbf;  // what the second byte may be
  std::size_t size = 0;
  if (first >= 0xc2 && first <= 0xdf) size = 2;
  if (first >= 0xe0 && first <= 0xef) size = 3;
  if (first >= 0xf0 && first <= 0xf4) size = 4;
  if (first == 0xc2 || first == 0xe0) low = 0xa0;
  if (first == 0xed) high = 0x9f;
  if (first == 0xf0) low = 0x90;
  if (first == 0xf4) high = 0x8f;
  if (size == 0 || second < low || second > high) return 0;
  for (std::size_t i = 2; i < size; ++i)
    if ((at(bytes, i) & 0xc0) != 0x80) return 0;
  return size;
}

std::string escape(std::string_view bytes, bool as_lines) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  while (!bytes.empty()) {
    const char c = bytes.front();
    const auto byte = static_cast<unsigned char>(c);
    std::size_t taken = 1;
    if (as_lines && (c == '\n' || c == '\\')) {
      out += c;
    } else if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (const std::size_t size = printable(bytes); size != 0) {
      out += bytes.substr(0, size);
      taken = size;
    } else {
      out += "\\x";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
    bytes.remove_prefix(taken);
  }
  return out;
}

}  // namespace

std::string escaped(std::string_view bytes) {
  return escape(bytes, false);
}

std::string escaped(std::string_view bytes, std::size_t most) {
  if (bytes.size() <= most) return escaped(bytes);
  return escaped(bytes.substr(0, most)) + "... (" +
         std::to_string(bytes.size()) + " bytes)";
}

std::string escaped_lines(std::string_view text) {
  std::string lines = escape(text, true);
  if (!lines.empty() && lines.back() != '\n') lines += '\n';
  return lines;
}

}  // namespace kit
