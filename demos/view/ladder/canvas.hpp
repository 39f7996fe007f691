// Squares of a terminal on which lines are drawn that meet and cross.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "view/layout/columns.hpp"

namespace view {

/// What is drawn outside of it is not seen.
class canvas {
 public:
  canvas(int width, int height, bool utf8);

  /// From one square to the other, both inclusive.
  void across(int row, int from, int to, ink = ink::plain);
  void down(int column, int from, int to, ink = ink::plain);
  /// Over what was there.
  void put(int row, int column, const line&);
  void put(int row, int column, std::string_view, ink = ink::plain);

  std::string text(bool colour) const;

 private:
  struct square {
    unsigned strokes = 0;  // up, down, left, right
    ink colour = ink::plain;
    std::string glyph;     // over the strokes
    bool covered = false;  // by the wide character before it
  };
  square* at(int row, int column);
  void stroke(int row, int column, unsigned strokes, ink);

  int width_, height_;
  bool utf8_;
  std::vector<square> squares_;
};

}  // namespace view
