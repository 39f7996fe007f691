#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/terminal/terminal.hpp"

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

}  // namespace

int overview(const view::style& style) {
  const words say(style.language);
  print(say(
      R"(sticky shows which bytes of a send() come out of which recv(), and why.

Try first:
  ./sticky tour      the course from the first lesson on
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
  std::string text;
  for (const course::lesson& lesson : lessons) {
    text += fmt::format(
        "{:02}  {:<{}}{}\n      {}\n", lesson.number, lesson.slug, widest + 2,
        bold(style, say(lesson.title)),
        in_lines(what_it_has(lesson, say), style.width - 6, "\n      "));
  }
  print(text);
  return fine;
}

}  // namespace sticky
