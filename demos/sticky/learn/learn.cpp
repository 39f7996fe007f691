#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "course/nearest.hpp"
#include "sticky/builder.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/learn/exercise.hpp"
#include "sticky/learn/learner.hpp"
#include "sticky/learn/session.hpp"
#include "sticky/learn/task.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

const course::exercise& exercise_called(const course::lesson& lesson,
                                        std::string_view name,
                                        const words& say) {
  std::vector<std::string> names;
  for (const course::exercise& one : lesson.exercises) {
    if (one.file == name || file_name(one) == name) return one;
    names.push_back(one.file);
  }
  if (names.empty())
    throw failure(say.format("lesson {:02} has no exercises",
                             "第 {:02} 课没有练习", lesson.number));
  const auto near = course::nearest(name, names);
  throw failure(say.format("lesson {:02} has no exercise \"{}\"; it has {}",
                           "第 {:02} 课没有“{}”这道练习；这一课有 {}",
                           lesson.number, play::escaped(name),
                           in_a_row(near.empty() ? names : near, say)));
}

/// An exercise, and whose it is.
struct chosen {
  const course::lesson& lesson;
  const course::exercise& exercise;
};

/// The lesson that is named; else where the learner is.
std::size_t place_of(const learner& who, const std::string& lesson,
                     const words& say) {
  if (lesson.empty()) return who.here();
  const auto found = std::ranges::find(
      who.lessons(), find_lesson(lesson, say).slug, &course::lesson::slug);
  return static_cast<std::size_t>(found - who.lessons().begin());
}

/// What is named; else the next one that is not solved, of this lesson or of a
/// later one.
chosen exercise_of(const learner& who, const learn_request& asked,
                   const words& say) {
  const std::size_t place = place_of(who, asked.lesson, say);
  const course::lesson& here = who.lessons()[place];
  if (!asked.exercise.empty())
    return {here, exercise_called(here, asked.exercise, say)};
  for (std::size_t i = place; i < who.lessons().size(); ++i) {
    const course::lesson& lesson = who.lessons()[i];
    if (const course::exercise* next = who.next_exercise(lesson))
      return {lesson, *next};
    if (!asked.lesson.empty()) break;
  }
  throw failure(
      here.exercises.empty()
          ? say.format("lesson {:02} has no exercises; ./sticky learn goes on",
                       "第 {:02} 课没有练习；./sticky learn 继续往下学",
                       here.number)
          : say.format("lesson {:02}: all its exercises are solved; name one, "
                       "or go on: ./sticky learn",
                       "第 {:02} 课的练习都做完了；可以指定其中一道，或者继续："
                       "./sticky learn",
                       here.number));
}

/// One of --watch, --check, --hint and --reset.
int act(const learn_request& asked, learner& who, const view::style& style) {
  const words say(style.language);
  const auto& [lesson, one] = exercise_of(who, asked, say);
  const workspace& files = who.files();
  if (asked.hint) {
    who.change(lesson, [&](lesson_progress& done) { ++done.hints[one.file]; });
    print(hint_text(one, who.done().of(lesson).hints.at(one.file), style));
    print(say.format("For {}\n", "针对 {}\n",
                     short_path(files.start(lesson, one))));
    return fine;
  }
  if (asked.reset) {
    const auto kept = files.reset(lesson, one);
    who.change(lesson, [&](lesson_progress& done) {
      done.solved.erase(one.file);
      done.hints.erase(one.file);
    });
    print(say.format("{} is as it was at the start.\n", "{} 已恢复原样。\n",
                     short_path(files.file_of(lesson, one))));
    if (!kept.empty())
      print(say.format("Yours is kept: {}\n", "你写的保留在：{}\n",
                       short_path(kept)));
    return fine;
  }
  build_programs(lesson, say);
  files.start(lesson, one);
  if (asked.watch) {
    watch(who, lesson, one, style);
    return fine;
  }
  const looked_at now = check_once(who, lesson, one, style, 1000000);
  print(now.text);
  return now.solved ? fine : fault_found;
}

}  // namespace

int learn(const view::style& style, const learn_request& asked) {
  const words say(style.language);
  if (asked.watch + asked.check + asked.hint + asked.reset > 1)
    throw failure(say(
        "learn: takes one of --watch, --check, --hint and --reset, not several",
        "learn：--watch、--check、--hint、--reset 只能写一个"));
  learner who(say);
  const bool acts = asked.watch || asked.check || asked.hint || asked.reset;
  if (!asked.exercise.empty() && !acts)
    throw failure(say.format(
        "learn {}: what about it? --watch, --check, --hint or --reset",
        "learn {}：要做什么？--watch、--check、--hint 或 --reset",
        exercise_of(who, asked, say).exercise.file));
  if (acts || can_ask() || !asked.lesson.empty()) who.files().make();
  if (acts) return act(asked, who, style);
  const course::lesson& lesson =
      who.lessons()[place_of(who, asked.lesson, say)];
  if (!asked.lesson.empty() && lesson.slug != who.done().lesson)
    who.change([&](progress& all) {
      all.lesson = lesson.slug;
      all.page = "";  // its first
    });
  if (can_ask()) {
    go_on(who, style);
  } else {
    print(who.where(style));
  }
  return fine;
}

}  // namespace sticky
