// What stands above a picture: whose it is, the cues that play it, and what
// went wrong.
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "view/layout/columns.hpp"
#include "view/svg/paper.hpp"
#include "view/view.hpp"

namespace view {
namespace {

constexpr double margin = 36, top = 20, bottom = 16;
/// What is longer is whole in the document's description alone.
constexpr std::size_t most_lines = 12;

/// A kind of line. Lengths in pixels.
struct hand {
  std::string_view face;
  double letter;  ///< the width of a column, if the face is a broad one
  double line;
};
constexpr hand title{paper::heading, 17.2, 36}, scene{paper::strong, 10.6, 26},
    cues{paper::fixed, 9.65, 24}, fault{paper::alarm, 10.6, 24},
    sentence{paper::body, 8.7, 24};

class writer {
 public:
  writer(paper& on, double width) : paper_(on), width_(width) {}

  /// Lines from `left` on, the second and the next ones `indent` columns
  /// further.
  void write(std::string_view text, const hand& in, double left,
             int indent = 0) {
    if (text.empty()) return;
    const int room = static_cast<int>((width_ - margin - left) / in.letter);
    std::vector<std::string> lines = wrapped(text, room - indent);
    if (lines.size() > most_lines) {
      lines.resize(most_lines);
      while (lines.back().ends_with(' ')) lines.back().pop_back();
      lines.back() += " …";
    }
    for (const std::string& line : lines) {
      y_ += in.line;
      paper_.write(left, y_ - in.line / 4, line, in.face);
      left += indent * in.letter;
      indent = 0;
    }
  }

  /// In a box of its own, with a sign: not everybody sees its colour.
  void alarm(std::string_view loud, std::string_view text) {
    if (loud.empty() && text.empty()) return;
    constexpr double inside = 10, sign = 24, bar = 6;
    paper words;
    writer in(words, width_ - inside);
    in.y_ = inside - 3;
    if (!loud.empty()) {
      words.write(margin + bar + inside, in.y_ + fault.line * 3 / 4, "✗",
                  fault.face);
    }
    in.write(loud, fault, margin + bar + inside + sign);
    in.write(text, sentence, margin + bar + inside + sign);
    const double height = in.y_ + inside;
    y_ += 10;
    paper_.fill({margin, y_, width_ - 2 * margin, height}, "#fdecea");
    paper_.fill({margin, y_, bar, height}, "#b03a2e");
    paper_.add(words, y_);
    y_ += height;
  }

  double y() const { return y_; }

 private:
  paper& paper_;
  double width_, y_ = top;
};

std::string joined(const std::vector<std::string>& parts,
                   std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

caption harmless(const caption& given) {
  const auto plain = [](const std::string& text) {
    return view::harmless(text, true);
  };
  return {plain(given.title), plain(given.scene), plain(given.cues),
          plain(given.fault), plain(given.sentence)};
}

}  // namespace

std::string document(const paper& picture, double width, double height,
                     const caption& given) {
  if (given == caption{}) return picture.document(width, height);
  const caption said = harmless(given);
  paper page;
  writer above(page, width);
  above.write(said.title, title, margin);
  above.write(said.scene, scene, margin);
  above.write(said.cues, cues, margin, 4);
  above.alarm(said.fault, said.sentence);
  const double end = above.y() + bottom;
  page.fill({margin, end - 1, width - 2 * margin, 1}, "#ccc");
  page.add(picture, end);
  return page.document(width, end + height,
                       joined({said.title, said.scene}, " — "),
                       joined({said.cues, said.fault, said.sentence}, "\n"));
}

}  // namespace view
