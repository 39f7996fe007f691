#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "course/course.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/steering.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/keys.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

/// Draws what the teacher points at.
class blackboard {
 public:
  blackboard(const view::style& style, std::string title)
      : style_(style), say_(style.language), title_(std::move(title)) {}

  /// Between two calls.
  void draw(const stage::situation& now, const std::string& remark,
            const std::string& question) const {
    std::string below = view::ribbons(now.so_far, style_);
    if (!below.empty()) below += '\n';
    for (std::size_t i = 0; i < now.actors.size(); ++i) {
      below += line_of(i, now.actors[i]);
    }
    if (!remark.empty()) below += '\n' + remark + '\n';
    const std::string keys =
        say_("n next  1-9 c s who  h short read  b back  ? help  q quit",
             "n 下一步  1-9 c s 选谁  h 短读  b 后退  ? 帮助  q 退出");
    below += '\n' + (question.empty() ? keys : question) + " > ";
    show(last_lines(view::calls(now.so_far, style_), below), below);
  }

  /// When the play is over.
  void draw_end(const play::record& record, const std::string& remark) const {
    std::string below = remark.empty() ? "" : '\n' + remark + '\n';
    below += '\n' + say_("The play is over.  b back  q quit > ",
                         "演出结束。  b 后退  q 退出 > ");
    show(view::text(record, style_), below);
  }

 private:
  std::string line_of(std::size_t index, const stage::actor& actor) const {
    const bool ready =
        actor.where == stage::actor::where::parked && actor.ready;
    const std::string call = actor.where == stage::actor::where::elsewhere
                                 ? ""
                                 : view::call_line(actor.call);
    const std::string line =
        fmt::format(" {} {:<9} {:<32} {}", index + 1, name_of(actor), call,
                    state_of(actor, say_));
    return (ready ? bold(style_, line) : line) + '\n';
  }

  /// On a terminal only so many of the last lines of `text` as leave room for
  /// the rest: what matters now must not scroll away.
  std::string last_lines(const std::string& text,
                         const std::string& below) const {
    const auto rows = static_cast<std::ptrdiff_t>(terminal_rows());
    if (rows == 0) return text;
    const std::ptrdiff_t taken = std::ranges::count(below, '\n') + 4;
    std::ptrdiff_t surplus = std::ranges::count(text, '\n') -
                             std::max<std::ptrdiff_t>(rows - taken, 3);
    std::size_t start = 0;
    for (; surplus > 0; --surplus) start = text.find('\n', start) + 1;
    return text.substr(start);
  }

  void show(const std::string& above, const std::string& below) const {
    const char* clear = terminal_rows() > 0 ? "\033[H\033[2J" : "";
    print(fmt::format("{}{}\n\n{}\n{}", clear, bold(style_, title_), above,
                      below));
  }

  view::style style_;
  words say_;
  std::string title_;
};

/// After the end of a play: true to take its last call back, false to leave.
bool takes_back(const play::record& record, const blackboard& board,
                keys& keyboard, const words& say) {
  std::string remark;
  for (;;) {
    board.draw_end(record, remark);
    const char key = keyboard.next();
    if (key == 'b') return true;
    if (key == 'q') return false;
    remark = say("Nobody is left to go.", "已经没有程序可以继续。");
  }
}

}  // namespace

int step(const view::style& style, const std::string& lesson_name,
         const std::string& scene_name) {
  const words say(style.language);
  const course::lesson lesson = find_lesson_to_play(lesson_name, say);
  const course::scene& scene = scene_name.empty()
                                   ? lesson.scenes.front()
                                   : find_scene(lesson, scene_name, say);
  const auto cast = course::cast(lesson, scene, course::port(lesson));
  if (!stage::no_own_network().empty()) {
    print(to_text(stage::no_own_network(), style.language) + "\n\n");
  }

  const blackboard board(style, heading(lesson, say));
  keys keyboard;
  std::vector<chosen_move> moves;
  try {
    for (bool again = true; again;) {
      steering schedule(
          moves, keyboard,
          [&](const stage::situation& now, const std::string& remark,
              const std::string& question) {
            board.draw(now, remark, question);
          },
          say);
      try {
        const play::record record = play_out(cast, schedule);
        again = takes_back(record, board, keyboard, say);
        if (again && !moves.empty()) moves.pop_back();
      } catch (const back_one&) {
        moves.pop_back();
      }
    }
  } catch (const quit&) {
    // Leaving in the middle is an ordinary end.
  } catch (const interrupted&) {
    print("\n");  // the line of keys has no end yet
    throw;
  }
  print("\n");
  return fine;
}

}  // namespace sticky
