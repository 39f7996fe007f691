#include <fmt/format.h>

#include "course/course.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/terminal/terminal.hpp"

namespace sticky {

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
  std::string text;
  for (const course::lesson& lesson : course::lessons()) {
    std::vector<std::string> scenes;
    for (const course::scene& scene : lesson.scenes) {
      scenes.push_back(scene.name);
    }
    text += fmt::format("{:02}  {:<18}{}\n      {}\n", lesson.number,
                        lesson.slug, bold(style, say(lesson.title)),
                        in_lines(fmt::format("{}", fmt::join(scenes, ", ")),
                                 style.width - 6, "\n      "));
  }
  print(text);
  return fine;
}

}  // namespace sticky
