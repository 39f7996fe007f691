#include <algorithm>

#include "view/ladder/canvas.hpp"
#include "view/ladder/labels.hpp"
#include "view/ladder/sheet.hpp"
#include "view/terminal/ending.hpp"
#include "view/view.hpp"

namespace view {
namespace {

class draughtsman {
 public:
  draughtsman(const sheet& plan, const style& how)
      : plan_(plan), how_(how), canvas_(plan.width, plan.rows, how.utf8) {}

  std::string text() {
    for (const sheet::lifeline& l : plan_.lifelines) draw(l);
    for (const sheet::buffer& b : plan_.buffers)
      canvas_.down(b.column, b.first, b.last);
    for (const sheet::arrow& a : plan_.arrows) draw(a);
    for (const sheet::buffer& b : plan_.buffers) draw_takes(b);
    for (const sheet::bar& b : plan_.bars)
      for (int row = b.first; row <= b.last; ++row)
        canvas_.put(row, b.column, how_.utf8 ? "█" : "#");
    for (const sheet::writing& w : plan_.writings)
      canvas_.put(w.row, begin_of(w), w.text);
    return canvas_.text(how_.colour);
  }

 private:
  static int begin_of(const sheet::writing& w) {
    const int width = w.text.width();
    return w.at == sheet::anchor::start    ? w.column
           : w.at == sheet::anchor::middle ? w.column - width / 2
                                           : w.column - width + 1;
  }

  void draw(const sheet::lifeline& l) {
    int column = l.column;
    if (l.name_at == sheet::anchor::middle) column -= columns(l.name) / 2;
    canvas_.put(l.name_row, std::max(0, column), l.name, ink::strong);
    canvas_.down(l.column, l.name_row + 1, plan_.rows - 1, ink::faint);
  }

  std::string_view head(bool to_right) const {
    if (to_right) return how_.utf8 ? "▶" : ">";
    return how_.utf8 ? "◀" : "<";
  }

  void draw(const sheet::arrow& a) {
    const bool right = a.to > a.from;
    const int step = right ? 1 : -1;
    const ink colour = a.lost ? ink::alarm : colour_of_send(a.send);
    if (a.lost) {
      const int end = a.to - 5 * step;
      canvas_.across(a.row, a.from, end, colour);
      canvas_.put(a.row, end, how_.utf8 ? "✗" : "x", ink::alarm);
    } else if (a.into_buffer) {
      canvas_.across(a.row, a.from, a.to, colour);
    } else {
      canvas_.across(a.row, a.from, a.to - step, colour);
      canvas_.put(a.row, a.to - step, head(right), colour);
    }
  }

  void draw_takes(const sheet::buffer& b) {
    const bool right = b.lifeline > b.column;
    const int step = right ? 1 : -1;
    for (const int row : b.takes) {
      canvas_.across(row, b.column, b.lifeline - step);
      canvas_.put(row, b.lifeline - step, head(right));
    }
  }

  const sheet& plan_;
  const style& how_;
  canvas canvas_;
};

}  // namespace

std::string ladder(const play::record& play, const style& how,
                   bool all_packets) {
  const rungs all = rungs_of(play, all_packets);
  const auto sentence = [&](std::string_view words) {
    std::string text;
    if (words.empty()) return text;
    for (const std::string& part : wrapped(words, how.width))
      text += part + "\n";
    return text + "\n";
  };
  std::string result = sentence(no_packets_here(play, how.language));
  if (all.lifelines.size() > most_lifelines) {
    result += sentence(too_many_lifelines(all.lifelines.size(), how.language));
    result += calls(play, how);
  } else if (!all.list.empty()) {
    const sheet plan = sheet_of(play, all, how, all_packets);
    result += draughtsman(plan, how).text();
  }
  return result + "\n" + ending(play, how);
}

}  // namespace view
