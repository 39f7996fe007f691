// The learner's way through the course: where it goes on, in words.
#pragma once

#include <string>
#include <vector>

#include "course/course.hpp"
#include "sticky/learn/progress.hpp"
#include "sticky/learn/workspace.hpp"
#include "sticky/words.hpp"
#include "view/view.hpp"

namespace sticky {

/// The whole course and what the learner has done of it.
class path {
 public:
  path(std::vector<course::lesson> lessons, progress done, const words&);

  const std::vector<course::lesson>& lessons() const { return lessons_; }
  const progress& done() const { return done_; }
  void set(progress done) { done_ = std::move(done); }

  /// The lesson that the learner is in; the first one who has not begun.
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

 private:
  std::vector<course::lesson> lessons_;
  progress done_;
  words say_;
};

/// "✓ " or "  "; without UTF-8 "x ".
std::string mark(bool done, const view::style&);

/// Where the learner is, and what to type next.
std::string where(const path&, const workspace&, const view::style&);

/// The hint that is given when somebody asks for the n-th time, n > 0: after
/// the last one they begin again.
std::string hint_text(const course::exercise&, int n, const view::style&);

/// What a learner file's head says about the exercise, in one language.
std::string task_of(const course::lesson&, const course::exercise&,
                    const view::style&);

}  // namespace sticky
