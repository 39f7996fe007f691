// A learner's exercise is looked at.
#pragma once

#include <string>

#include "sticky/learn/learner.hpp"

namespace sticky {

struct looked_at {
  bool solved = false;  ///< as it is now
  std::string text;     ///< what was found
};

/// Checks the learner's file, and notes it if it is solved. Gives at most so
/// many lines of what was found. Throws failure, also where it does not compile
/// (the compiler has said why by then), interrupted.
looked_at check_once(learner&, const course::lesson&, const course::exercise&,
                     const view::style&, std::size_t most_lines);

/// The same again and again, each time the file is saved; goes on to the
/// lesson's next exercise, and ends with the last. Throws failure, interrupted.
void watch(learner&, const course::lesson&, const course::exercise&,
           const view::style&);

}  // namespace sticky
