// What a learner has done of the course, in a file of the learner's own.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "course/course.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// Of one lesson.
struct lesson_progress {
  bool read = false;                 ///< its text, to the end
  std::set<std::string> played;      ///< scenes
  std::set<std::string> solved;      ///< exercises, by their files' names
  std::map<std::string, int> hints;  ///< how many of each were asked for
};

/// By the lessons' slugs: numbers may change.
struct progress {
  std::string lesson;  ///< where the learner is; "": not begun
  std::string page;    ///< and where in there, see session.cpp; "": its first
  std::map<std::string, lesson_progress> lessons;

  const lesson_progress& of(const course::lesson&) const;
  /// Read, and all its exercises solved.
  bool has_done(const course::lesson&) const;
};

/// {"format":"sticky.progress","version":1,"at":{"lesson":"...","page":"..."},
///  "lessons":{"sticky_packets":{"read":true,"played":["late_reader"],
///             "solved":["one_and_eight"],"hints":{"one_and_eight":2}}}}
class progress_file {
 public:
  progress_file(std::filesystem::path path, const words&);

  /// Nothing done yet where there is no such file. Throws failure for what is
  /// none of ours: it is never written over.
  progress read() const;
  /// Reads it anew, so that nothing is lost that another command has written
  /// meanwhile, and replaces it as a whole. Throws failure.
  progress change(const std::function<void(progress&)>&) const;

 private:
  std::filesystem::path path_;
  words say_;
};

}  // namespace sticky
