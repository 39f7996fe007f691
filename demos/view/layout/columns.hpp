// Text measured in columns of a terminal, and lines put together from pieces of
// it. A Chinese character takes two columns, a combining mark none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace view {

/// What is drawn as a whole: a character, or an escape such as `\x00`.
struct glyph {
  std::string text;
  int columns = 1;
};

/// With `escapes`, a backslash and what belongs to it is one glyph.
std::vector<glyph> glyphs(std::string_view text, bool escapes = false);

int columns(std::string_view text);

/// Cut in the middle where it is wider than `width`: "aaa…aaa".
std::string cut(std::string_view text, int width, std::string_view ellipsis,
                bool escapes = false);

/// Broken into lines at spaces, and between Chinese characters.
std::vector<std::string> wrapped(std::string_view text, int width);

/// What a program wrote, without what would move a terminal's cursor or change
/// its colours: such bytes become `\xNN`. Without `utf8` also what is not
/// ASCII.
std::string harmless(std::string_view text, bool utf8);

/// Bytes on the wire, as play::escaped; without `utf8` in ASCII alone.
std::string shown(std::string_view bytes, bool utf8);

/// How a piece of text looks: an ANSI "select graphic rendition" parameter.
enum class ink { plain, strong, faint, alarm, first_send };
inline constexpr int send_colours = 5;
/// The colour of a stream's send, by its index in the stream; -1 is plain.
ink colour_of_send(int index);

/// One line, in inks.
class line {
 public:
  line& add(std::string_view text, ink = ink::plain);
  /// Blanks up to this column; nothing if the line is there already.
  line& pad_to(int column, std::string_view blank = " ", ink = ink::plain);
  int width() const { return width_; }
  /// Calls `take(text, ink)` for one stretch after the other.
  template <typename Take>
  void each(Take take) const {
    for (const span& s : spans_) take(std::string_view(s.text), s.ink);
  }
  line& append(const line& other);
  /// The same, but no wider than this; what is cut ends in the ellipsis.
  line clipped(int width, std::string_view ellipsis = "") const;
  /// Ends with a newline; blanks at the end are dropped.
  std::string text(bool colour) const;

 private:
  struct span {
    std::string text;
    view::ink ink;
  };
  std::vector<span> spans_;
  int width_ = 0;
};

}  // namespace view
