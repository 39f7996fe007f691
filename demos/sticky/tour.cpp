#include <fmt/format.h>

#include <optional>

#include "course/course.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/keys.hpp"
#include "sticky/scene_play.hpp"
#include "sticky/terminal.hpp"
#include "sticky/which.hpp"
#include "view/columns.hpp"

namespace command {
namespace {

/// False if the user has seen enough.
bool goes_on(const words& say) {
  print(say("Enter: the next lesson   q: quit ", "回车:下一课   q:退出 "));
  keys keyboard;
  for (;;) {
    const char key = keyboard.next();
    if (key != 'q' && key != 'n') continue;
    print("\n\n");
    return key == 'n';
  }
}

}  // namespace

int tour(const view::style& style) {
  const words say(style.language);
  const bool asks = can_ask();
  if (!stage::no_own_network().empty()) {
    print(stage::no_own_network() + "\n\n");
  }
  int status = fine;
  bool first = true;
  for (const course::lesson& lesson : course::lessons()) {
    if (!first && asks && !goes_on(say)) break;
    if (!first && !asks) print("\n");
    first = false;
    print(fmt::format(
        "{}\n{}\n", bold(style, heading(lesson, say)),
        fmt::join(view::wrapped(say(lesson.remember), style.width), "\n")));
    for (const course::scene& scene : lesson.scenes) {
      const scene_play played(lesson, scene);
      print(fmt::format("\n{}\n{}",
                        bold(style, scene.name + ": " + say(scene.title)),
                        view::ribbons(played.record, style)));
      if (!played.ended_as_told(say)) status = fault_found;
    }
    if (asks) print("\n");
  }
  return status;
}

}  // namespace command
