#include "sticky/step/blackboard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include "sticky/step/page.hpp"
#include "sticky/terminal/terminal.hpp"
#include "view/layout/columns.hpp"
#include "view/layout/payload.hpp"
#include "view/terminal/ending.hpp"

namespace sticky {
namespace {

constexpr int most_for_a_call = 32, least_for_a_state = 24;
constexpr int usual_width = 80;

std::string call_of(const stage::actor& actor) {
  return actor.where == stage::actor::where::elsewhere
             ? ""
             : view::call_line(actor.call);
}

/// On a narrow terminal no wider than need be.
int columns_for_calls(const stage::situation& now, int width) {
  if (width >= usual_width) return most_for_a_call;
  int most = 0;
  for (const stage::actor& actor : now.actors)
    most = std::max(most, view::columns(call_of(actor)));
  return std::min(most, most_for_a_call);
}

}  // namespace

blackboard::blackboard(const view::style& style, std::string title)
    : style_(style), say_(style.language), title_(std::move(title)) {}

void blackboard::draw(const stage::situation& now, const question& ask) const {
  std::string actors;
  const int columns = columns_for_calls(now, style_.width);
  for (std::size_t i = 0; i < now.actors.size(); ++i)
    actors += line_of(i, now, ask, columns);
  const std::string keys =
      style_.width < usual_width
          ? say_("n next  1-9 c s who  h short  b back  ? help  q quit",
                 "n 下一步  1-9 c s 选谁  h 短读  b 后退  ? 帮助  q 退出")
          : say_("n next  1-9 c s who  h short read  b back  ? help  q quit",
                 "n 下一步  1-9 c s 选谁  h 短读  b 后退  ? 帮助  q 退出");
  show(fitted({title(),
               now.so_far,
               {actors, wrapped(ask.remark)},
               prompt(ask.asked.empty() ? keys : ask.asked)},
              style_, terminal_rows()));
}

bool blackboard::draw_end(const play::record& record, const std::string& again,
                          const std::string& remark, bool enter_leaves) const {
  page whole{title(),
             record,
             {view::ending(record, style_), wrapped(remark), again},
             prompt(enter_leaves ? say_("The play is over.  Enter on  b back",
                                        "演出结束。  回车 继续  b 后退")
                                 : say_("The play is over.  b back  q quit",
                                        "演出结束。  b 后退  q 退出"))};
  const int rows = terminal_rows();
  std::string text = fitted(whole, style_, rows);
  const bool fits = rows == 0 || rows_of(text, style_.width) <= rows;
  if (!fits) {
    whole.below.back().clear();
    text = fitted(whole, style_, rows);
  }
  show(text);
  return fits;
}

/// "▸1 server    recv(4, 10)     ready; n: takes 2 bytes at most": in lines of
/// the terminal's width.
std::string blackboard::line_of(std::size_t index, const stage::situation& now,
                                const question& ask, int call_columns) const {
  const stage::actor& actor = now.actors[index];
  const bool is_ready =
      actor.where == stage::actor::where::parked && actor.ready;
  const bool is_next = ask.next && ask.next->actor == index;
  std::string state = state_of(actor, say_);
  if (is_next && ask.next->what != play::interference{}) {
    state +=
        say_.format("; n: {}", "；n：{}", done_to(ask.next->what, actor, say_));
  }
  view::line head;
  head.add(!is_next      ? " "
           : style_.utf8 ? "▸"
                         : ">")
      .add(fmt::format("{} {} ", index + 1, name_of(actor)));
  head.pad_to(13).add(call_of(actor));
  head.pad_to(13 + call_columns).add(" ");
  const auto ink = is_ready ? view::ink::strong : view::ink::plain;
  const int room = style_.width - head.width();
  std::vector<view::line> lines;
  const auto add = [&](const view::line& to, std::string_view text) {
    lines.push_back(view::line().append(to).add(text));
  };
  if (room >= std::min(least_for_a_state, view::columns(state))) {
    for (const std::string& part : view::wrapped(state, room))
      add(lines.empty() ? head : view::line().pad_to(head.width()), part);
  } else {
    lines.push_back(head.clipped(style_.width, view::ellipsis(style_)));
    for (const std::string& part : view::wrapped(state, style_.width - 13))
      add(view::line().pad_to(13), part);
  }
  std::string text;
  for (const view::line& one : lines) {
    std::string plain = one.text(false);
    plain.pop_back();
    text += view::line().add(plain, ink).text(style_.colour);
  }
  return text;
}

std::string blackboard::title() const {
  return title_.empty() ? ""
                        : bold(style_, in_lines(title_, style_.width)) + '\n';
}

/// Line by line.
std::string blackboard::wrapped(const std::string& text) const {
  std::string result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    result += in_lines(line, style_.width) + '\n';
  return result;
}

/// The cursor needs a column as well.
std::string blackboard::prompt(const std::string& text) const {
  return in_lines(text, style_.width - 4) + " > ";
}

void blackboard::show(const std::string& text) const {
  const bool on_terminal = terminal_rows() > 0;
  print((on_terminal ? "\033[H\033[2J" : "") + text);
}

}  // namespace sticky
