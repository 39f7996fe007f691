#include <fmt/format.h>

#include <optional>

#include "course/course.hpp"
#include "sticky/builder.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/scene_play.hpp"
#include "sticky/terminal/keys.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"
#include "view/words/vocabulary.hpp"

namespace sticky {
namespace {

/// False if the user has seen enough.
bool goes_on(const words& say) {
  print(say("Enter: the next lesson   q: quit ", "回车：下一课   q：退出 "));
  keys keyboard;
  try {
    char key = keyboard.next();
    while (key != 'q' && key != 'n') key = keyboard.next();
    print("\n\n");
    return key == 'n';
  } catch (const interrupted&) {
    print("\n");
    throw;
  }
}

/// The ribbons; where nothing crossed, the calls. And how it ended, unless as
/// programs usually do.
std::string essence(const play::record& record, const view::style& style) {
  std::string text = view::ribbons(record, style);
  if (text.empty()) text = view::calls(record, style);
  if (record.ended == play::ending::exited) return text;
  const auto sentences = view::ending_sentences(record, style.language);
  return text + '\n' + in_lines(sentences.front(), style.width) + '\n';
}

}  // namespace

int tour(const view::style& style) {
  const words say(style.language);
  const bool asks = can_ask();
  if (!stage::no_own_network().empty()) {
    print(to_text(stage::no_own_network(), style.language) + "\n\n");
  }
  int status = fine;
  bool first = true;
  for (const course::lesson& lesson : course::lessons()) {
    if (!first && asks && !goes_on(say)) break;
    if (!first && !asks) print("\n");
    first = false;
    if (lesson.has_programs()) build_programs(lesson, say);
    print(fmt::format("{}\n{}\n", bold(style, heading(lesson, say)),
                      in_lines(say(lesson.remember), style.width)));
    if (!lesson.has_programs())
      print(in_lines(without_programs(lesson, say), style.width) + "\n");
    for (const course::scene& scene : lesson.scenes) {
      const scene_play played(lesson, scene);
      print(fmt::format("\n{}\n{}", bold(style, heading(scene, say)),
                        essence(played.record, style)));
      if (!played.ended_as_told(say)) status = fault_found;
    }
    if (asks) print("\n");
  }
  return status;
}

}  // namespace sticky
