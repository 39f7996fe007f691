// The launcher may start the tour before all lessons are built.
#pragma once

#include "course/course.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// Has the launcher, where STICKY_BUILDER names it, build the lesson's programs
/// and waits until they are whole; otherwise they are what they are. Throws
/// failure if they could not be built, interrupted if a signal came meanwhile.
void build_programs(const course::lesson&, const words&);

}  // namespace sticky
