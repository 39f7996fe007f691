#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/learn/learner.hpp"
#include "sticky/learn/progress.hpp"
#include "sticky/learn/workspace.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

/// The names of its scenes, or that there are none.
std::string what_it_has(const course::lesson& lesson, const words& say) {
  if (!lesson.has_programs()) {
    return say("pictures and a text, no programs", "有图和课文，没有程序");
  }
  std::vector<std::string> scenes;
  for (const course::scene& scene : lesson.scenes) scenes.push_back(scene.name);
  return fmt::format("{}", fmt::join(scenes, ", "));
}

/// What this learner has done, if one has begun. What cannot be read is told,
/// and costs no more than the marks.
progress done_here(const words& say) {
  if (!workspace::exists()) return {};
  try {
    return progress_file(workspace(say).progress(), say).read();
  } catch (const failure& wrong) {
    complain(wrong.what());
  }
  return {};
}

/// Its exercises, the solved ones marked.
std::string exercises_of(const course::lesson& lesson, const progress& done,
                         const view::style& style) {
  const words say(style.language);
  std::vector<std::string> names;
  for (const course::exercise& one : lesson.exercises) {
    const bool solved = done.of(lesson).solved.contains(one.file);
    names.push_back((solved ? mark(true, style) : "") + one.file);
  }
  if (names.empty()) return "";
  return say.format("exercises: {}", "练习：{}", in_a_row(names, say));
}

}  // namespace

int overview(const view::style& style) {
  const words say(style.language);
  print(say(
      R"(sticky shows which bytes of a send() come out of which recv(), and why.

Try first:
  ./sticky tour      the course from the first lesson on
  ./sticky learn     the same to read, predict, play and solve
  ./sticky show 11   one lesson, played and drawn
  ./sticky trace -- ./your_server 8080 ::: ./your_client 8080
                     two programs of your own

There is more:
  ./sticky list      the lessons and their scenes
  ./sticky step 11   you decide which program goes next
  ./sticky check 11  every order of the calls, and every short read
  ./sticky --help    all commands; `./sticky show --help` for one of them
)",
      R"(sticky 让你看到：send() 发出的字节从哪一次 recv() 里出来，为什么。

先试试：
  ./sticky tour      从第一课开始，演示整门课程
  ./sticky learn     自己学：读、猜、演示、做练习
  ./sticky show 11   演示一课，并画出来
  ./sticky trace -- ./your_server 8080 ::: ./your_client 8080
                     跟踪你自己的两个程序

还有：
  ./sticky list      课程和每课的各幕
  ./sticky step 11   由你决定下一步轮到哪个程序
  ./sticky check 11  试遍调用的所有次序和短读
  ./sticky --help    全部命令；`./sticky show --help` 查看其中一个
)"));
  return fine;
}

int list(const view::style& style) {
  const words say(style.language);
  const std::vector<course::lesson> lessons = course::lessons();
  std::size_t widest = 0;
  for (const course::lesson& lesson : lessons) {
    widest = std::max(widest, lesson.slug.size());
  }
  const progress done = done_here(say);
  const auto indented = [&](const std::string& what) {
    return what.empty()
               ? ""
               : "      " + in_lines(what, style.width - 6, "\n      ") + '\n';
  };
  std::string text;
  for (const course::lesson& lesson : lessons) {
    text += fmt::format(
        "{}{:02}  {:<{}}{}\n",
        done.lessons.empty() ? "" : mark(done.has_done(lesson), style),
        lesson.number, lesson.slug, widest + 2, bold(style, say(lesson.title)));
    text += indented(what_it_has(lesson, say)) +
            indented(exercises_of(lesson, done, style));
  }
  if (!done.lessons.empty())
    text += say.format("\n{}read to the end, and its exercises solved\n",
                       "\n{}读完了，练习也都做对了\n", mark(true, style));
  print(text);
  return fine;
}

}  // namespace sticky
