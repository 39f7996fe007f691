// Whom `sticky check` and `sticky step` play: programs after "--", or a
// lesson's, of which one may be another.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/course.hpp"
#include "stage/stage.hpp"
#include "sticky/build_folder.hpp"
#include "sticky/command.hpp"
#include "sticky/words.hpp"

namespace sticky {

struct chosen_cast {
  std::vector<stage::program> programs;
  std::string heading;  ///< "Lesson 22: A header of four bytes"; "" if none
  std::string cues;     ///< of a scene whose own programs these are; else ""
  std::optional<course::exercise> exercise;  ///< whose solution this may be
  /// Where a learner's program was compiled to; null: there is none.
  std::unique_ptr<build_folder> built;
  std::filesystem::path program_built;  ///< in there
};

/// `command` is whose request it is. Throws failure, interrupted,
/// course::error.
chosen_cast cast_of(std::string_view command, const cast_request&,
                    const words&);

/// Lets a line that names the learner's program be played for a day, and says
/// so; "" where there is none.
std::string keep(chosen_cast&, const words&);

}  // namespace sticky
