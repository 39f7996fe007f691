// Which names a stranger may give to a file of ours.
#pragma once

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

struct character_range {
  std::uint32_t first, last;
};

// What is not seen or turns the text round (a.txt that is gpj.exe): of Unicode
// 15, all Cc, Cf, Co, Z but the blank, Default_Ignorable_Code_Point, and
// Noncharacter_Code_Point; and what is drawn as a gap (2800, 16fe4, 1d159).
// What looks like a slash or a dot, or becomes one under NFKC.
inline bool is_harmful(std::uint32_t c) {
  constexpr character_range harmful[] = {
      {0x00, 0x1f},       {0x7f, 0xa0},        {0xad, 0xad},
      {0x34f, 0x34f},     {0x600, 0x605},      {0x61c, 0x61c},
      {0x6dd, 0x6dd},     {0x70f, 0x70f},      {0x890, 0x891},
      {0x8e2, 0x8e2},     {0x115f, 0x1160},    {0x1680, 0x1680},
      {0x17b4, 0x17b5},   {0x180b, 0x180f},    {0x2000, 0x200f},
      {0x2024, 0x2025},   {0x2028, 0x202f},    {0x2044, 0x2044},
      {0x205f, 0x206f},   {0x2100, 0x2101},    {0x2105, 0x2106},
      {0x2215, 0x2216},   {0x2800, 0x2800},    {0x29f5, 0x29f5},
      {0x29f8, 0x29f9},   {0x3000, 0x3000},    {0x3164, 0x3164},
      {0xe000, 0xf8ff},  // private: some systems write ':' and '\\' there
      {0xfdd0, 0xfdef},   {0xfe00, 0xfe19},    {0xfe30, 0xfe6f},
      {0xfeff, 0xff5e},   {0xffa0, 0xffa0},    {0xfff0, 0xffff},
      {0x110bd, 0x110bd}, {0x110cd, 0x110cd},  {0x13430, 0x13440},
      {0x16fe4, 0x16fe4}, {0x1bca0, 0x1bca3},  {0x1d159, 0x1d159},
      {0x1d173, 0x1d17a}, {0xe0000, 0x10ffff},  // tags; private again
  };
  for (const auto& [first, last] : harmful)
    if (c >= first && c <= last) return true;
  return (c & 0xfffe) == 0xfffe;  // the last two of each plane are none
}

// Marks that are drawn onto the character before them: the blocks that belong
// to no script. Those of a script show by themselves that something is missing.
inline bool is_combining(std::uint32_t c) {
  constexpr character_range marks[] = {
      {0x300, 0x36f},   {0x483, 0x489},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
      {0x20d0, 0x20ff}, {0x302a, 0x302d}, {0x3099, 0x309a}, {0xfe20, 0xfe2f}};
  for (const auto& [first, last] : marks)
    if (c >= first && c <= last) return true;
  return false;
}

// con, CON.txt, LPT1: on Windows these are devices, in every folder; and COM or
// LPT with a superscript 1, 2 or 3, which it takes for the digit.
inline bool is_device(std::string_view name) {
  std::string stem;
  for (const char c : name.substr(0, name.find('.')))
    if (c != ' ') stem += c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
  for (const char* device :
       {"CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"})
    if (stem == device) return true;
  if (!stem.starts_with("COM") && !stem.starts_with("LPT")) return false;
  const std::string number = stem.substr(3);
  return (number.size() == 1 && number[0] >= '0' && number[0] <= '9') ||
         number == "\u00b9" || number == "\u00b2" || number == "\u00b3";
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
  for (std::string_view rest = name; !rest.empty();)
    if (is_harmful(next_character(rest)))
      return "the name holds a character that is not seen or misleads";
  if (is_combining(next_character(name)))
    return "the name begins with a mark for the letter before it";
  return "";
}
