#include "view/ladder/canvas.hpp"

#include <algorithm>
#include <array>

namespace view {
namespace {

enum stroke : unsigned { up = 1, downward = 2, left = 4, right = 8 };

std::string_view glyph_of(unsigned strokes, bool utf8) {
  constexpr std::array<std::string_view, 16> box = {
      " ", "│", "│", "│", "─", "┘", "┐", "┤",
      "─", "└", "┌", "├", "─", "┴", "┬", "┼"};
  if (utf8) return box[strokes];
  const bool vertical = (strokes & (up | downward)) != 0;
  const bool horizontal = (strokes & (left | right)) != 0;
  return vertical && horizontal ? "+" : vertical ? "|" : horizontal ? "-" : " ";
}

}  // namespace

canvas::canvas(int width, int height, bool utf8)
    : width_(width),
      height_(height),
      utf8_(utf8),
      squares_(static_cast<std::size_t>(width * height)) {}

canvas::square* canvas::at(int row, int column) {
  if (row < 0 || row >= height_ || column < 0 || column >= width_)
    return nullptr;
  return &squares_[static_cast<std::size_t>(row * width_ + column)];
}

void canvas::stroke(int row, int column, unsigned strokes, ink colour) {
  square* const one = at(row, column);
  if (one == nullptr) return;
  one->strokes |= strokes;
  if (colour != ink::plain) one->colour = colour;
}

void canvas::across(int row, int from, int to, ink colour) {
  const auto [first, last] = std::minmax(from, to);
  for (int c = first; c <= last; ++c)
    stroke(row, c, (c > first ? left : 0U) | (c < last ? right : 0U), colour);
}

void canvas::down(int column, int from, int to, ink colour) {
  for (int r = from; r <= to; ++r)
    stroke(r, column, (r > from ? up : 0U) | (r < to ? downward : 0U), colour);
}

void canvas::put(int row, int column, const line& text) {
  text.each([&](std::string_view part, ink colour) {
    put(row, column, part, colour);
    column += columns(part);
  });
}

void canvas::put(int row, int column, std::string_view text, ink colour) {
  for (const glyph& g : glyphs(text)) {
    square* const one = at(row, column);
    if (g.columns == 0 || one == nullptr) continue;
    one->glyph = g.text;
    one->colour = colour;
    one->covered = false;
    if (g.columns == 2)
      if (square* const next = at(row, column + 1)) next->covered = true;
    column += g.columns;
  }
}

std::string canvas::text(bool colour) const {
  std::string result;
  for (int row = 0; row < height_; ++row) {
    line drawn;
    for (int column = 0; column < width_; ++column) {
      const square& one =
          squares_[static_cast<std::size_t>(row * width_ + column)];
      if (one.covered) continue;
      drawn.add(one.glyph.empty() ? glyph_of(one.strokes, utf8_)
                                  : std::string_view(one.glyph),
                one.colour);
    }
    result += drawn.text(colour);
  }
  return result;
}

}  // namespace view
