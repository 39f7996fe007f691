#include "sticky/learn/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "course/text.hpp"
#include "sticky/builder.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/learn/exercise.hpp"
#include "sticky/learn/task.hpp"
#include "sticky/lesson_page.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/keys.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

using lines = std::vector<std::string>;

/// The pages of a lesson, in their order; the names stand in the progress file.
enum class page {
  question,
  answers,
  run,
  play,
  see,
  why,
  document,
  exercises,
  end
};
constexpr std::array<std::string_view, 9> page_names{
    "question", "answers",  "run",       "play", "see",
    "why",      "document", "exercises", "end"};

enum class way { on, back, leave };

class session {
 public:
  session(learner& who, const view::style& style)
      : who_(who), style_(style), say_(style.language), lesson_(who.here()) {
    const auto found = std::ranges::find(page_names, who.done().page);
    if (found != page_names.end())
      page_ = static_cast<page>(found - page_names.begin());
  }

  void run() {
    for (;;) {
      remember();
      const way next = show();
      if (next == way::leave || !turn(next)) break;
    }
    print('\n' + who_.where(style_));
  }

 private:
  const course::lesson& lesson() const { return who_.lessons()[lesson_]; }

  void remember() {
    who_.change([&](progress& all) {
      all.lesson = lesson().slug;
      all.page = page_names[static_cast<std::size_t>(page_)];
      // Who has come to the exercises has the text behind them.
      if (page_ >= page::exercises) all.lessons[lesson().slug].read = true;
    });
  }

  /// To the next page or the one before; false behind the last one.
  bool turn(way to) {
    const int step = to == way::on ? 1 : -1;
    do {
      const int next = static_cast<int>(page_) + step;
      if (next < 0) {
        if (lesson_ == 0) return true;
        --lesson_;
        page_ = page::end;
      } else if (next > static_cast<int>(page::end)) {
        if (lesson_ + 1 == who_.lessons().size()) return false;
        ++lesson_;
        page_ = page::question;
      } else {
        page_ = static_cast<page>(next);
      }
    } while (is_empty());
    return true;
  }
  bool is_empty() const {
    return page_ == page::play && !lesson().has_programs();
  }

  way show() {
    const course::text text = course::read_text(lesson(), style_.language);
    const auto part = [&](course::part which) {
      return text[static_cast<std::size_t>(which)];
    };
    switch (page_) {
      case page::question:
        return read(say_("Predict first, and write it down: a guess is enough.",
                         "先猜一猜，写下来：猜错了也没关系。"),
                    part(course::part::question),
                    say_("Enter: the answers", "回车：看答案"));
      case page::answers:
        return read(say_("The answers", "答案"),
                    folded(part(course::part::question)));
      case page::run:
        return read(say_("Run it by hand, if you like, in a second terminal",
                         "想亲手运行，就另开一个终端"),
                    part(course::part::run));
      case page::play:
        return play();
      case page::see:
        return read(say_("What you see", "你会看到"), part(course::part::see));
      case page::why:
        return read(say_("Why", "为什么"), part(course::part::why));
      case page::document:
        return read(
            say_("What the document says (for its readers; not needed later)",
                 "文档怎么说（读过那些文档的人看；后面用不到）"),
            part(course::part::document));
      case page::exercises: {
        const way first =
            read(say_("Try it, in a second terminal", "动手试试，另开一个终端"),
                 part(course::part::exercises));
        return first == way::on ? exercises() : first;
      }
      case page::end:
        return end();
    }
    return way::leave;
  }

  std::string keys_line(const std::string& enter) const {
    return (enter.empty() ? say_("Enter: on", "回车：继续") : enter) +
           say_("   b: back   q: leave", "   b：后退   q：离开");
  }
  void draw(const std::string& title, const std::string& below,
            const std::string& keys) const {
    print(fmt::format("\033[H\033[2J{}\n{}\n\n{}\n{} > ",
                      bold(style_, who_.title(lesson_)), title, below, keys));
  }
  /// Lines of a page that fit beside its title and its keys.
  std::size_t room() const {
    return static_cast<std::size_t>(std::max(terminal_rows() - 6, 5));
  }

  way read(const std::string& title, const std::vector<course::block>& blocks,
           const std::string& enter = "") {
    return read(title, page_lines(blocks, style_), enter);
  }

  /// Screen by screen; "on" is behind the last one.
  way read(const std::string& title, const lines& all,
           const std::string& enter) {
    const std::vector<lines> screens = in_screens(all, room());
    keys keyboard;
    for (std::size_t i = 0; i < screens.size();) {
      const bool is_last = i + 1 == screens.size();
      const std::string count =
          screens.size() == 1 ? ""
                              : fmt::format("  {}/{}", i + 1, screens.size());
      draw(title + count, fmt::format("{}\n", fmt::join(screens[i], "\n")),
           keys_line(is_last ? enter : say_("Enter: more", "回车：往下")));
      const char key = keyboard.next();
      if (key == 'q') return way::leave;
      if (key == 'n') ++i;
      if (key == 'b') {
        if (i == 0) return way::back;
        --i;
      }
    }
    return way::on;
  }

  /// The scenes, one after the other or the one whose number is pressed, in the
  /// learner's hands. Played is what was seen to its end.
  way play() {
    const auto& scenes = lesson().scenes;
    for (;;) {
      const auto& played = who_.done().of(lesson()).played;
      const auto next = std::ranges::find_if(scenes, [&](const auto& scene) {
        return !played.contains(scene.name);
      });
      const auto next_place = static_cast<std::size_t>(next - scenes.begin());
      draw(say_("Play it: before each call, ask yourself what it returns.",
                "演一遍：每次调用之前，先想想它会返回什么。"),
           scene_lines(played, next_place),
           (next != scenes.end()
                ? say_("Enter: play it   s: go on", "回车：演示   s：往下读")
                : say_("Enter: on", "回车：继续")) +
               say_("   1-9: that one   b: back   q: leave",
                    "   1-9：演那一幕   b：后退   q：离开"));
      const char key = pressed();
      std::size_t chosen = next_place;
      if (key == 'q') return way::leave;
      if (key == 'b') return way::back;
      if (key == 's' || (key == 'n' && chosen == scenes.size())) return way::on;
      if (key >= '1' && key <= '9')
        chosen = static_cast<std::size_t>(key - '1');
      if ((key != 'n' && (key < '1' || key > '9')) || chosen >= scenes.size())
        continue;
      build_programs(lesson(), say_);
      const std::string& name = scenes[chosen].name;
      if (step_to_the_end(style_, {lesson().slug, name, {}, "", {}}))
        who_.change(lesson(),
                    [&](lesson_progress& one) { one.played.insert(name); });
    }
  }

  std::string scene_lines(const std::set<std::string>& played,
                          std::size_t next) const {
    const auto& scenes = lesson().scenes;
    std::size_t widest = 0;
    for (const course::scene& scene : scenes)
      widest = std::max(widest, scene.name.size());
    std::string text;
    for (std::size_t i = 0; i < scenes.size(); ++i)
      text +=
          fmt::format("  {}{} {:<{}}{}\n",
                      i == next ? (style_.utf8 ? "▸ " : "> ")
                                : mark(played.contains(scenes[i].name), style_),
                      i + 1, scenes[i].name, widest + 2, say_(scenes[i].title));
    return text;
  }

  static char pressed() {
    keys keyboard;
    return keyboard.next();
  }

  way exercises() {
    for (const course::exercise& one : lesson().exercises) {
      if (who_.has_solved(lesson(), one)) continue;
      const way next = work_at(one);
      if (next != way::on) return next;
    }
    return way::on;
  }

  way work_at(const course::exercise& one) {
    who_.files().start(lesson(), one);
    build_programs(lesson(), say_);
    keys keyboard;
    std::string below = task(one);
    for (;;) {
      const bool solved = who_.has_solved(lesson(), one);
      draw(say_.format("Exercise: {}", "练习：{}", say_(one.title)), below,
           solved ? keys_line("")
                  : say_("c: check it  h: hint  s: later  b: back  q: leave",
                         "c：检查  h：点拨  s：以后再做  b：后退  q：离开"));
      switch (keyboard.next()) {
        case 'q':
          return way::leave;
        case 'b':
          return way::back;
        case 's':
          return way::on;
        case 'n':
          if (solved) return way::on;
          [[fallthrough]];
        case 'c':
          below = check(one, keyboard);
          break;
        case 'h':
          who_.change(lesson(),
                      [&](lesson_progress& done) { ++done.hints[one.file]; });
          below = task(one);
          break;
        default:
          break;
      }
    }
  }

  /// What was found; what is asked for, where that could not be looked at.
  std::string check(const course::exercise& one, keys& keyboard) {
    print(say_("\n\nLooking at it (Ctrl-C leaves) ...\n",
               "\n\n正在检查（Ctrl-C 离开）……\n"));
    try {
      return check_once(who_, lesson(), one, style_, room()).text;
    } catch (const failure& wrong) {
      if (caught_signal() != 0) throw;
      complain(wrong.what());
    }
    // What the compiler said stands above.
    print(say_("Enter: back to the exercise > ", "回车：回到练习 > "));
    keyboard.next();
    return task(one);
  }

  /// What is asked for, in which file, and the last hint.
  std::string task(const course::exercise& one) const {
    std::string text = task_text(lesson(), one, style_);
    text +=
        say_.format("\nYour copy, for your editor in a second terminal:\n{}\n",
                    "\n另开一个终端，在编辑器里打开你的副本：\n{}\n",
                    short_path(who_.files().file_of(lesson(), one)));
    const auto& hints = who_.done().of(lesson()).hints;
    if (const auto shown = hints.find(one.file); shown != hints.end())
      text += '\n' + hint_text(one, shown->second, style_);
    return text;
  }

  way end() {
    std::string below = in_lines(say_(lesson().remember), style_.width) + '\n';
    if (!lesson().exercises.empty())
      below += '\n' + who_.exercises(lesson(), style_);
    below += '\n' + who_.counts() + '\n';
    const bool is_last = lesson_ + 1 == who_.lessons().size();
    const std::string open = is_last ? who_.open_lessons() : "";
    if (!open.empty())
      below +=
          in_lines(say_.format("Not done yet: {}", "还没做完的课：{}", open),
                   style_.width) +
          '\n';
    if (is_last)
      below +=
          in_lines(
              say_("\nThat was the course. Now programs of your own: ./sticky "
                   "check "
                   "--help; a server from an empty file: docs/capstone.md.",
                   "\n课程到此结束。接下来检查你自己的程序：./sticky check "
                   "--help；"
                   "从空文件写一个服务端：docs/capstone.zh.md。"),
              style_.width) +
          '\n';
    const std::string next =
        is_last ? say_("Enter: leave", "回车：离开")
                : say_.format("Enter: lesson {:02}", "回车：第 {:02} 课",
                              who_.lessons()[lesson_ + 1].number);
    draw(say_("To remember", "记住"), below, keys_line(next));
    for (;;) {
      const char key = pressed();
      if (key == 'q') return way::leave;
      if (key == 'b') return way::back;
      if (key == 'n') return way::on;
    }
  }

  learner& who_;
  const view::style& style_;
  words say_;
  std::size_t lesson_;
  page page_ = page::question;
};

}  // namespace

void go_on(learner& who, const view::style& style) {
  session(who, style).run();
}

}  // namespace sticky
