// Which names a stranger may give to a file of ours.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

// The character at the front, which is taken away. Precondition: UTF-8, which
// the JSON header has been checked to be.
inline std::uint32_t next_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const int more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  std::uint32_t c = more == 0 ? first : first & (0x3fU >> more);
  for (int i = 1; i <= more; ++i)
    c = c << 6 | (static_cast<unsigned char>(text[std::size_t(i)]) & 0x3fU);
  text.remove_prefix(std::size_t(more) + 1);
  return c;
}

// Control characters; what is not seen or turns the text round (a.txt that is
// gpj.exe); what looks like a slash, or may become one elsewhere.
inline bool is_harmful(std::uint32_t c) {
  struct range {
    std::uint32_t first, last;
  };
  constexpr std::array<range, 15> harmful{{{0, 0x1f},
                                           {0x7f, 0xa0},
                                           {0xad, 0xad},
                                           {0x61c, 0x61c},
                                           {0x180e, 0x180e},
                                           {0x2000, 0x200f},
                                           {0x2024, 0x2024},
                                           {0x2028, 0x202f},
                                           {0x2044, 0x2044},
                                           {0x205f, 0x206f},
                                           {0x2215, 0x2216},
                                           {0x29f8, 0x29f9},
                                           {0xfe00, 0xfe0f},
                                           {0xfeff, 0xfeff},
                                           {0xe0000, 0xe0fff}}};
  for (const range& r : harmful)
    if (c >= r.first && c <= r.last) return true;
  // Full-width letters and signs, and what is no character at all.
  return (c >= 0xff00 && c <= 0xff5e) || (c >= 0xfff0 && c <= 0xffff);
}

// con, CON.txt, LPT1: on Windows these are devices, in every folder.
inline bool is_device(std::string_view name) {
  std::string stem;
  for (const char c : name.substr(0, name.find('.')))
    if (c != ' ') stem += c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
  for (const char* device :
       {"CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"})
    if (stem == device) return true;
  return stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9' &&
         (stem.starts_with("COM") || stem.starts_with("LPT"));
}

// Why this may not be a file's name; "" if it may.
inline std::string fault_of(std::string_view name) {
  if (name.empty()) return "the name is empty";
  if (name.size() > 200) return "the name is longer than 200 bytes";
  if (name.find_first_of("/\\") != name.npos) return "the name is a path";
  if (name.find_first_of(":*?\"<>|") != name.npos)
    return "the name holds one of : * ? \" < > |";
  if (name.front() == '.') return "the name begins with a dot";
  if (name.front() == '-') return "the name begins like an option";
  if (name.front() == ' ' || name.front() == '~')
    return "the name begins with a blank or ~";
  if (name.back() == '.' || name.back() == ' ')
    return "the name ends with a dot or a blank";
  if (is_device(name)) return "the name is that of a device";
  while (!name.empty())
    if (is_harmful(next_character(name)))
      return "the name holds a character that is not seen or misleads";
  return "";
}
