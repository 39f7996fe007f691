#include <fmt/format.h>

#include "view/ladder/labels.hpp"
#include "view/ladder/sheet.hpp"
#include "view/svg/paper.hpp"
#include "view/view.hpp"
#include "view/words/vocabulary.hpp"

namespace view {
namespace {

constexpr double margin = 36, square = 9.65, row_height = 30;
constexpr double top = 30;
constexpr int wide = 108;  // squares

class picture {
 public:
  picture(const sheet& plan, language in) : plan_(plan), word_(words(in)) {}

  std::string text(const caption& above) {
    for (const sheet::lifeline& l : plan_.lifelines) draw(l);
    for (const sheet::buffer& b : plan_.buffers) draw(b);
    for (const sheet::bar& b : plan_.bars) draw(b);
    for (const sheet::arrow& a : plan_.arrows) draw(a);
    for (const sheet::buffer& b : plan_.buffers) draw_takes(b);
    for (const sheet::writing& w : plan_.writings) draw(w);
    return document(paper_, 2 * margin + plan_.width * square,
                    legend(y(plan_.rows) + 24) + 24, above);
  }

 private:
  /// The middle of a square.
  static double x(int column) { return margin + (column + 0.5) * square; }
  static double y(int row) { return top + (row + 0.5) * row_height; }

  void draw(const sheet::lifeline& l) {
    const bool middle = l.name_at == sheet::anchor::middle;
    paper_.write(middle ? x(l.column) : x(l.column) - square / 2,
                 y(l.name_row) + 2, l.name, paper::title,
                 middle ? "middle" : "start");
    const double from = y(l.name_row) + 12;
    paper_.fill({x(l.column) - 1, from, 2, y(plan_.rows) - from}, "#777");
  }

  void draw(const sheet::buffer& b) {
    paper_.fill({x(b.column) - 5, y(b.first) - 5, 10,
                 (b.last - b.first) * row_height + 10},
                in_buffer, 5);
  }

  void draw(const sheet::bar& b) {
    paper_.fill({x(b.column) - 6, y(b.first) - row_height / 2, 12,
                 (b.last - b.first + 1) * row_height},
                waiting, 3);
  }

  void draw(const sheet::arrow& a) {
    const double step = a.to > a.from ? 1 : -1;
    const std::string_view colour = a.lost       ? alarm
                                    : a.send < 0 ? "#555"
                                                 : paint_of(a.send).line;
    // Time passes on the way, if only a little.
    const double begin = y(a.row) - slope, end = y(a.row) + slope;
    if (a.lost) {
      const double stop = x(a.to) - 5 * step * square;
      paper_.stroke(x(a.from), begin, stop, end - 2, colour);
      paper_.stroke(stop - 6, end - 8, stop + 6, end + 4, alarm);
      paper_.stroke(stop - 6, end + 4, stop + 6, end - 8, alarm);
      return;
    }
    const double stop = x(a.to) - (a.into_buffer ? 4 : 2) * step;
    paper_.stroke(x(a.from), begin, stop - 6 * step, end, colour);
    paper_.side_head(stop, end, step, colour);
  }

  void draw_takes(const sheet::buffer& b) {
    const double step = b.lifeline > b.column ? 1 : -1;
    for (const int row : b.takes) {
      const double stop = x(b.lifeline) - 2 * step;
      paper_.stroke(x(b.column), y(row), stop - 6 * step, y(row), "#333");
      paper_.side_head(stop, y(row), step, "#333");
    }
  }

  void draw(const sheet::writing& w) {
    std::string text = w.text.text(false);
    text.pop_back();  // the end of the line
    const std::size_t blanks = text.find_first_not_of(' ');
    if (blanks == std::string::npos) return;
    text.erase(0, blanks);
    const int begin = w.column + static_cast<int>(blanks);
    const int width = columns(text);
    const bool number = w.column == 0 && text.starts_with('#');
    if (!w.on_arrow) {
      paper_.write(x(begin) - square / 2, y(w.row) + 6, text,
                   number ? paper::small : paper::fixed);
      return;
    }
    paper_.fill({x(begin) - square, y(w.row) - 10, (width + 1) * square, 20},
                "#fff");
    paper_.write(x(begin) - square / 2 + width * square / 2, y(w.row) + 6, text,
                 paper::fixed, "middle");
  }

  /// What the colours mean, as far as they are there. Returns where it ends.
  double legend(double at) {
    double left = margin;
    const auto add = [&](std::string_view colour, std::string_view text) {
      paper_.fill({left, at - 12, 12, 16}, colour, 3);
      paper_.write(left + 20, at + 1, text, paper::small);
      left += 60 + columns(text) * 8.4;
    };
    if (!plan_.buffers.empty()) add(in_buffer, word_.in_the_buffer);
    if (!plan_.bars.empty()) add(waiting, word_.it_waits);
    return at;
  }

  static constexpr double slope = 4;
  static constexpr std::string_view in_buffer = "#a9cfe8", waiting = "#e6b45c",
                                    alarm = "#b03a2e";
  const sheet& plan_;
  const vocabulary& word_;
  paper paper_;
};

}  // namespace

std::string ladder_svg(const play::record& play, language in, bool all_packets,
                       const caption& above) {
  style how;
  how.language = in;
  how.width = wide;
  const rungs all = rungs_of(play, all_packets);
  std::string_view instead = no_packets_here(play, in);
  std::string said(instead);
  if (all.lifelines.size() > most_lifelines)
    said = too_many_lifelines(all.lifelines.size(), in);
  if (all.lifelines.size() > most_lifelines || all.list.empty()) {
    paper blank;
    blank.write(margin, top + 20, said, paper::body);
    return document(blank, 2 * margin + wide * square, 2 * top + 24, above);
  }
  sheet plan = sheet_of(play, all, how, all_packets);
  if (!said.empty())
    plan.writings.push_back(
        {plan.rows++, 0, sheet::anchor::start, line().add(said), false});
  return picture(plan, in).text(above);
}

}  // namespace view
