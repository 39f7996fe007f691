// What stands above a picture that a command writes.
#pragma once

#include "course/course.hpp"
#include "sticky/check/report.hpp"
#include "sticky/command.hpp"
#include "sticky/words.hpp"
#include "view/view.hpp"

namespace sticky {

/// Of a scene: the lesson, the scene, its cues.
view::caption caption_of(const course::lesson&, const course::scene&,
                         const words&);
/// Of any programs: their command lines, and the cues if there are some.
view::caption caption_of(const trace_request&);
/// Of a search: what was searched, the first fault and its cues. Without a
/// fault the picture is of what happens by itself.
view::caption caption_of(const checked&, const check_request&, const words&);

}  // namespace sticky
