// The course, page by page, on a terminal.
#pragma once

#include "sticky/learn/path.hpp"
#include "sticky/learn/progress.hpp"
#include "sticky/learn/workspace.hpp"
#include "view/view.hpp"

namespace sticky {

/// Goes on where the learner stopped, until the learner leaves. Throws failure,
/// interrupted and what the stage throws.
void go_on(path&, const progress_file&, const workspace&, const view::style&);

}  // namespace sticky
