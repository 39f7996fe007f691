#include "sticky/learn/learner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"

namespace sticky {

learner::learner(const words& say)
    : say_(say),
      files_(say),
      file_(files_.progress(), say),
      lessons_(course::lessons()),
      done_(file_.read()) {}

bool learner::has_solved(const course::lesson& lesson,
                         const course::exercise& exercise) const {
  return done_.of(lesson).solved.contains(exercise.file);
}

void learner::change(const std::function<void(progress&)>& how) {
  done_ = file_.change(how);
}

void learner::change(const course::lesson& lesson,
                     const std::function<void(lesson_progress&)>& how) {
  change([&](progress& all) { how(all.lessons[lesson.slug]); });
}

std::size_t learner::here() const {
  const auto found =
      std::ranges::find(lessons_, done_.lesson, &course::lesson::slug);
  return found == lessons_.end()
             ? 0
             : static_cast<std::size_t>(found - lessons_.begin());
}

std::string learner::title(std::size_t lesson) const {
  return heading(lessons_[lesson], lesson + 1, lessons_.size(), say_);
}

const course::exercise* learner::next_exercise(
    const course::lesson& lesson) const {
  for (const course::exercise& one : lesson.exercises)
    if (!has_solved(lesson, one)) return &one;
  return nullptr;
}

std::string learner::counts() const {
  std::size_t read = 0, solved = 0, exercises = 0;
  for (const course::lesson& lesson : lessons_) {
    const lesson_progress& one = done_.of(lesson);
    if (one.read) ++read;
    exercises += lesson.exercises.size();
    for (const course::exercise& exercise : lesson.exercises)
      if (has_solved(lesson, exercise)) ++solved;
  }
  return say_.format("{} of {} lessons read, {} of {} exercises solved",
                     "读完 {}/{} 课，做对 {}/{} 道练习", read, lessons_.size(),
                     solved, exercises);
}

std::string learner::open_lessons() const {
  std::vector<std::string> numbers;
  for (const course::lesson& lesson : lessons_)
    if (!done_.has_done(lesson))
      numbers.push_back(fmt::format("{:02}", lesson.number));
  return in_a_row(numbers, say_);
}

std::string learner::exercises(const course::lesson& lesson,
                               const view::style& style) const {
  std::size_t widest = 0;
  for (const course::exercise& one : lesson.exercises)
    widest = std::max(widest, one.file.size());
  std::string text;
  for (const course::exercise& one : lesson.exercises)
    text += fmt::format("  {}{:<{}}{}\n", mark(has_solved(lesson, one), style),
                        one.file, widest + 2, say_(one.title));
  return text;
}

std::string learner::where(const view::style& style) const {
  const std::size_t place = here();
  const course::lesson& lesson = lessons_[place];
  std::string text = bold(style, title(place)) + '\n' +
                     in_lines(say_(lesson.remember), style.width) + "\n\n" +
                     counts() + '\n';
  const lesson_progress& done = done_.of(lesson);
  if (!lesson.exercises.empty())
    text +=
        say_("\nIts exercises:\n", "\n本课练习：\n") + exercises(lesson, style);
  const course::exercise* next = next_exercise(lesson);
  text += say_("\nNext: ", "\n下一步：");
  if (!done.read) {
    text += "./sticky learn\n";
  } else if (next != nullptr) {
    text += say_.format(
        "edit {}\nand let this look at it each time you save: "
        "./sticky learn --watch\n",
        "编辑 {}\n保存一次，检查一次：./sticky learn --watch\n",
        short_path(files_.file_of(lesson, *next)));
  } else if (place + 1 < lessons_.size()) {
    text += say_.format("{}: ./sticky learn\n", "{}：./sticky learn\n",
                        title(place + 1));
  } else {
    text += say_("programs of your own: ./sticky check --help\n",
                 "你自己的程序：./sticky check --help\n");
  }
  return text;
}

std::string mark(bool done, const view::style& style) {
  return done ? (style.utf8 ? "✓ " : "x ") : "  ";
}

}  // namespace sticky
