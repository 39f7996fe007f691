// An exercise that asks for a schedule: is this line of cues one?
#pragma once

#include "sticky/check/judge.hpp"
#include "sticky/command.hpp"
#include "view/view.hpp"

namespace sticky {

/// True: the file is a line of cues, FILE.cues, and no program.
bool is_of_cues(const check_request&);

/// Plays the exercise's scene by the cues in the file, draws the play and says
/// what its programs did not print as the exercise wants it. Throws failure,
/// interrupted, course::error, stage::cue_error.
judged prove(const view::style&, const check_request&);

}  // namespace sticky
