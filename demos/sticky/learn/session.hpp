// The course, page by page, on a terminal.
#pragma once

#include "sticky/learn/learner.hpp"
#include "view/view.hpp"

namespace sticky {

/// Goes on where the learner stopped, until the learner leaves. Throws failure,
/// interrupted and what the stage throws.
void go_on(learner&, const view::style&);

}  // namespace sticky
