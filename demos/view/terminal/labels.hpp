// What is written on the boxes of a ribbon, for a terminal.
#pragma once

#include <string>
#include <string_view>

#include "play/record.hpp"
#include "view/layout/columns.hpp"
#include "view/layout/table.hpp"
#include "view/view.hpp"
#include "view/words/vocabulary.hpp"

namespace view {

/// Boxes that are hatched: nothing came out of them.
constexpr bool is_filled(box::kind what) {
  return what == box::kind::cut || what == box::kind::lost ||
         what == box::kind::unread;
}

/// Refers to the stream and the style, which must outlive it.
class labels {
 public:
  /// With `goes_on` what nobody received may still be read.
  labels(const play::stream& stream, const style& how, bool goes_on = false)
      : stream_(stream),
        how_(how),
        word_(words(how.language)),
        goes_on_(goes_on) {}

  /// What a box says in any case.
  std::string label(const box&, row) const;
  /// What it says if there is room: its bytes, or what 0 means.
  line rest(const box&, row, int width) const;
  /// All of a box that is so wide: its label, and of the rest what fits.
  line content(const box&, row, int width) const;
  /// A part of a box on which nothing is written.
  line silent(const box&, int width) const;

 private:
  bool is_alarming(box::kind what) const {
    return what == box::kind::cut || (what == box::kind::lost && !goes_on_);
  }
  std::string_view pick(std::string_view utf8, std::string_view ascii) const {
    return how_.utf8 ? utf8 : ascii;
  }

  const play::stream& stream_;
  const style& how_;
  const vocabulary& word_;
  bool goes_on_;
};

}  // namespace view
