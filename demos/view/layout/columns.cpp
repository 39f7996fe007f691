#include "view/layout/columns.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "play/record.hpp"

namespace view {
namespace {

struct range {
  std::uint32_t first, last;
};

// Unicode's East Asian Width W and F, as coarse as a terminal is.
constexpr range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},
    {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},
    {0x26A1, 0x26A1},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

constexpr range zero[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},
                          {0x064B, 0x065F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
                          {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0x302A, 0x302D},
                          {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};

template <std::size_t N>
bool in(const range (&table)[N], std::uint32_t point) {
  return std::ranges::any_of(table, [point](const range& r) {
    return point >= r.first && point <= r.last;
  });
}

std::size_t escape_length(std::string_view text) {
  if (text.size() < 2 || text[0] != '\\') return 1;
  return text[1] == 'x' && text.size() >= 4 ? 4 : 2;
}

struct extent {
  std::size_t bytes;
  int columns;
};

/// Of the character at the start of the text.
extent first_character(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = at(0);
  const std::size_t length = lead < 0xC0   ? 1
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                                           : 4;
  if (length == 1 || length > text.size()) return {1, 1};
  std::uint32_t point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) point = point << 6 | (at(i) & 0x3F);
  return {length, in(zero, point) ? 0 : in(wide, point) ? 2 : 1};
}

bool closes(std::string_view glyph) {
  constexpr std::array<std::string_view, 11> marks = {
      "，", "。", "：", "；", "、", "）", "」", "”", "！", "？", "》"};
  return std::ranges::find(marks, glyph) != marks.end();
}

bool opens(std::string_view glyph) {
  constexpr std::array<std::string_view, 4> marks = {"（", "「", "“", "《"};
  return std::ranges::find(marks, glyph) != marks.end();
}

/// What must stay on one line: a word, or a Chinese character with its marks.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool joins = false;  // the next glyph belongs to the last word
  for (const glyph& g : glyphs(text)) {
    if (g.text == " ") {
      words.emplace_back(" ");
      joins = false;
    } else if (g.columns == 2) {
      const bool here = !words.empty() && words.back() != " " &&
                        (closes(g.text) || (joins && opens(words.back())));
      if (here) {
        words.back() += g.text;
      } else {
        words.push_back(g.text);
      }
      joins = opens(g.text);
    } else if (joins ||
               (closes(g.text) && !words.empty() && words.back() != " ")) {
      words.back() += g.text;  // a quotation mark is narrow
    } else {
      words.push_back(g.text);
      joins = true;
    }
  }
  return words;
}

constexpr std::string_view code_of(ink i) {
  switch (i) {
    case ink::plain:
      return "";
    case ink::strong:
      return "1";
    case ink::faint:
      return "2";
    case ink::alarm:
      return "1;31";
    default:
      break;
  }
  // Cyan, yellow, magenta, green, blue: told apart by most eyes on light and
  // dark grounds; red is kept for what went wrong.
  constexpr std::array<std::string_view, send_colours> sends = {
      "36", "33", "35", "32", "34"};
  return sends[static_cast<std::size_t>(i) -
               static_cast<std::size_t>(ink::first_send)];
}

}  // namespace

std::vector<glyph> glyphs(std::string_view text, bool escapes) {
  std::vector<glyph> list;
  while (!text.empty()) {
    extent next = first_character(text);
    if (const std::size_t n = escapes ? escape_length(text) : 1; n > 1) {
      next = {n, static_cast<int>(n)};
    }
    list.push_back({std::string(text.substr(0, next.bytes)), next.columns});
    text.remove_prefix(next.bytes);
  }
  return list;
}

int columns(std::string_view text) {
  int sum = 0;
  while (!text.empty()) {
    const extent next = first_character(text);
    sum += next.columns;
    text.remove_prefix(next.bytes);
  }
  return sum;
}

std::string cut(std::string_view text, int width, std::string_view ellipsis,
                bool escapes) {
  if (columns(text) <= width) return std::string(text);
  const std::vector<glyph> all = glyphs(text, escapes);
  const int room = width - columns(ellipsis);
  if (room < 0) return "";
  std::string head, tail;
  int used = 0;
  for (std::size_t i = 0; used + all[i].columns <= (room + 1) / 2; ++i) {
    head += all[i].text;
    used += all[i].columns;
  }
  for (std::size_t i = all.size(); used + all[i - 1].columns <= room; --i) {
    tail.insert(0, all[i - 1].text);
    used += all[i - 1].columns;
  }
  return head + std::string(ellipsis) + tail;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  int used = 0;
  for (const std::string& word : words_of(text)) {
    const int wide_word = columns(word);
    if (used > 0 && used + wide_word > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used == 0 && word == " " && lines.size() > 1) continue;
    // A word that is wider than the line is broken anywhere.
    for (const glyph& g : glyphs(word)) {
      if (used + g.columns > width) {
        lines.emplace_back();
        used = 0;
      }
      lines.back() += g.text;
      used += g.columns;
    }
  }
  return lines;
}

std::string harmless(std::string_view text, bool utf8) {
  std::string result;
  for (;;) {
    const std::size_t slash = text.find('\\');
    result += shown(text.substr(0, slash), utf8);
    if (slash == std::string_view::npos) return result;
    result += '\\';
    text.remove_prefix(slash + 1);
  }
}

std::string shown(std::string_view bytes, bool utf8) {
  std::string text = play::escaped(bytes);
  if (utf8) return text;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string ascii;
  for (const char c : text) {
    const auto value = static_cast<unsigned char>(c);
    if (value < 0x80) {
      ascii += c;
    } else {
      ascii += {'\\', 'x', digits[value >> 4], digits[value & 15]};
    }
  }
  return ascii;
}

ink colour_of_send(int index) {
  if (index < 0) return ink::plain;
  return static_cast<ink>(static_cast<int>(ink::first_send) +
                          index % send_colours);
}

line& line::add(std::string_view text, ink i) {
  if (text.empty()) return *this;
  if (!spans_.empty() && spans_.back().ink == i) {
    spans_.back().text += text;
  } else {
    spans_.push_back({std::string(text), i});
  }
  width_ += columns(text);
  return *this;
}

line& line::pad_to(int column, std::string_view blank, ink i) {
  while (width_ < column) add(blank, i);
  return *this;
}

line& line::append(const line& other) {
  for (const span& s : other.spans_) add(s.text, s.ink);
  return *this;
}

line line::clipped(int width, std::string_view ellipsis) const {
  if (width_ <= width) return *this;
  line result;
  const int room = width - view::columns(ellipsis);
  for (const span& s : spans_) {
    for (const glyph& g : glyphs(s.text)) {
      if (result.width_ + g.columns > room) return result.add(ellipsis);
      result.add(g.text, s.ink);
    }
  }
  return result;
}

std::string line::text(bool colour) const {
  std::string result, blanks;
  for (const span& s : spans_) {
    const std::size_t end = s.text.find_last_not_of(' ') + 1;
    if (end == 0) {
      blanks += s.text;
      continue;
    }
    result += blanks;
    const std::string_view code = colour ? code_of(s.ink) : "";
    if (!code.empty()) result += "\x1b[" + std::string(code) + "m";
    result += s.text.substr(0, end);
    if (!code.empty()) result += "\x1b[0m";
    blanks = s.text.substr(end);
  }
  return result + "\n";
}

}  // namespace view
