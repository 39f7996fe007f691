// What the picture is drawn on: an SVG document that stands alone.
#pragma once

#include <string>
#include <string_view>

#include "view/view.hpp"

namespace view {

/// Text as it stands in an XML document: `&`, `<`, `>` and `"` escaped.
/// Characters that XML cannot hold stay: harmless() has none.
std::string for_xml(std::string_view text);

/// A colour as a tint to write on, and as a line.
struct paint {
  std::string_view tint, line;
};
/// The colour of a stream's send, by its index in the stream; -1 is grey.
/// Colour-blind eyes tell them apart, too.
paint paint_of(int send);

/// Lengths are in pixels.
struct area {
  double x, y, width, height;
};

class paper {
 public:
  /// Faces of text: what a style sheet calls classes.
  static constexpr std::string_view body = "", title = "t", small = "s",
                                    strong = "b", fixed = "m", heading = "h",
                                    alarm = "a";

  /// `more` are further attributes.
  void fill(const area&, std::string_view colour, double round = 0,
            std::string_view more = "");
  void frame(const area&, std::string_view colour, bool dashed);
  /// An arrow's head that points down to (x, y).
  void head(double x, double y, std::string_view colour);
  void stroke(double x1, double y1, double x2, double y2,
              std::string_view colour);
  /// One that points to the right (`step` 1) or to the left (-1).
  void side_head(double x, double y, double step, std::string_view colour);
  /// `anchor` is "start", "middle" or "end"; the first part of the text,
  /// `loud`, is written strong.
  void write(double x, double y, std::string_view text, std::string_view face,
             std::string_view anchor = "start", std::string_view loud = "");
  /// All that is on the other one, so much further down.
  void add(const paper&, double down);
  /// The whole document. Who does not see it is told `name` and `about`.
  std::string document(double width, double height, std::string_view name = "",
                       std::string_view about = "") const;

 private:
  std::string shapes_;
};

/// The picture as a document, below its caption, if it has one.
std::string document(const paper& picture, double width, double height,
                     const caption&);

}  // namespace view
