// What an exercise asks of its learner, and what helps with it.
#pragma once

#include <string>

#include "course/course.hpp"
#include "view/view.hpp"

namespace sticky {

/// What the head of its file says about it, in one language.
std::string task_text(const course::lesson&, const course::exercise&,
                      const view::style&);

/// The hint that is given when somebody asks for the n-th time, n > 0: after
/// the last one they begin again.
std::string hint_text(const course::exercise&, int n, const view::style&);

}  // namespace sticky
