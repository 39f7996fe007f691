// A learner: the course, and what has been done of it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "sticky/learn/progress.hpp"
#include "sticky/learn/workspace.hpp"
#include "sticky/words.hpp"
#include "view/view.hpp"

namespace sticky {

class learner {
 public:
  /// Reads the lessons and the progress; makes nothing. Throws failure,
  /// course::error.
  explicit learner(const words&);

  const std::vector<course::lesson>& lessons() const { return lessons_; }
  const progress& done() const { return done_; }
  const workspace& files() const { return files_; }
  bool has_solved(const course::lesson&, const course::exercise&) const;

  /// Changes what has been done, in the file too. Throws failure.
  void change(const std::function<void(progress&)>&);
  /// The same for what has been done of a lesson.
  void change(const course::lesson&,
              const std::function<void(lesson_progress&)>&);

  /// Where in lessons(); the first one for who has not begun.
  std::size_t here() const;
  /// "Lesson 11: Sticky packets (12 of 29)".
  std::string title(std::size_t lesson) const;
  /// The first exercise of the lesson that is not solved; null: none.
  const course::exercise* next_exercise(const course::lesson&) const;
  /// "4 of 29 lessons read, 3 of 38 exercises solved".
  std::string counts() const;
  /// The lessons that are not done: "03, 07, 12"; "" if all are.
  std::string open_lessons() const;
  /// A line for each exercise of the lesson, the solved ones marked.
  std::string exercises(const course::lesson&, const view::style&) const;
  /// Where the learner is, and what to type next.
  std::string where(const view::style&) const;

 private:
  words say_;
  workspace files_;
  progress_file file_;
  std::vector<course::lesson> lessons_;
  progress done_;
};

/// "✓ " or "  "; without UTF-8 "x ".
std::string mark(bool done, const view::style&);

}  // namespace sticky
