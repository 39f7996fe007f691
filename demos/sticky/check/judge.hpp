// What a check comes to, before anybody prints it.
#pragma once

#include <string>

#include "sticky/command.hpp"
#include "view/view.hpp"

namespace sticky {

struct judged {
  int status = 0;  ///< the exit status
  bool is_exercise = false;
  /// Nothing is left to try; of an exercise that asks for a line of cues, or
  /// for a fault, that is so when it is there.
  bool complete = false;
  std::string text;  ///< the report

  /// Of an exercise: it is what was asked for.
  bool solved() const { return is_exercise && status == 0; }
};

/// Searches, or plays a line of cues. Shows its progress, prints nothing else.
/// Throws failure, interrupted, course::error.
judged judge(const view::style&, const check_request&);

}  // namespace sticky
