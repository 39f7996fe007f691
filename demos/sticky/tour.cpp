#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "course/course.hpp"
#include "course/text.hpp"
#include "sticky/builder.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/lesson_page.hpp"
#include "sticky/scene_play.hpp"
#include "sticky/terminal/keys.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"
#include "view/words/vocabulary.hpp"

namespace sticky {
namespace {

/// False if the user has seen enough.
bool goes_on(const std::string& enter, const words& say) {
  print(enter + say("   q: quit ", "   q：退出 "));
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

/// Asks what the lesson's text asks first. False: the user has seen enough.
bool asks_first(const course::lesson& lesson, const view::style& style,
                const words& say) {
  const course::text text = course::read_text(lesson, style.language);
  print(fmt::format(
      "{}\n\n",
      fmt::join(
          page_lines(text[static_cast<std::size_t>(course::part::question)],
                     style),
          "\n")));
  return goes_on(say("Predict, then Enter: see it", "先猜，再回车：看结果"),
                 say);
}

/// Plays the lesson. Gives the exit status.
int play(const course::lesson& lesson, const view::style& style,
         const words& say) {
  int status = fine;
  print(in_lines(say(lesson.remember), style.width) + "\n");
  if (!lesson.has_programs())
    print(in_lines(without_programs(lesson, say), style.width) + "\n");
  for (const course::scene& scene : lesson.scenes) {
    const scene_play played(lesson, scene);
    print(fmt::format("\n{}\n{}", bold(style, heading(scene, say)),
                      essence(played.record, style)));
    if (!played.ended_as_told(say)) status = fault_found;
  }
  return status;
}

std::string what_next(const course::lesson* stopped_at, const words& say) {
  std::string text = say("Next:\n", "接下来：\n");
  if (stopped_at != nullptr)
    text += say.format(
        "  ./sticky tour {:02}   the tour again, from there on\n",
        "  ./sticky tour {:02}   从那里继续演示\n", stopped_at->number);
  return text +
         say("  ./sticky learn     the course with its texts and exercises\n"
             "  ./sticky step 11   you decide who goes next\n"
             "  ./sticky check -- ./your_server 8080 ::: ./your_client 8080\n"
             "                     two programs of your own, in every order\n",
             "  ./sticky learn     带着课文和练习学这门课\n"
             "  ./sticky step 11   由你决定下一步轮到谁\n"
             "  ./sticky check -- ./your_server 8080 ::: ./your_client 8080\n"
             "                     用所有次序检查你自己的两个程序\n");
}

}  // namespace

int tour(const view::style& style, const std::string& from) {
  const words say(style.language);
  const bool asks = can_ask();
  const int first = from.empty() ? 0 : find_lesson(from, say).number;
  if (!stage::no_own_network().empty()) {
    print(to_text(stage::no_own_network(), style.language) + "\n\n");
  }
  int status = fine;
  std::size_t place = 0;
  const std::vector<course::lesson> lessons = course::lessons();
  for (const course::lesson& lesson : lessons) {
    ++place;
    if (lesson.number < first) continue;
    print(bold(style, heading(lesson, place, lessons.size(), say)) + '\n');
    if (asks && !asks_first(lesson, style, say)) {
      print(what_next(&lesson, say));
      return status;
    }
    if (lesson.has_programs()) build_programs(lesson, say);
    status = std::max(status, play(lesson, style, say));
    print("\n");
    if (asks && place < lessons.size() &&
        !goes_on(say("Enter: the next lesson", "回车：下一课"), say)) {
      print(what_next(&lessons[place], say));
      return status;
    }
  }
  print(what_next(nullptr, say));
  return status;
}

}  // namespace sticky
