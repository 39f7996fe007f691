// Whom `sticky check` plays: programs after "--", or a lesson's, of which one
// may be another.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "stage/stage.hpp"
#include "sticky/build_folder.hpp"
#include "sticky/command.hpp"
#include "sticky/words.hpp"

namespace sticky {

struct checked_cast {
  std::vector<stage::program> programs;
  std::string heading;  ///< "Lesson 22: A header of four bytes"; "" if none
  std::optional<course::exercise> exercise;  ///< whose solution this may be
  /// Where a learner's program was compiled to; null: there is none.
  std::unique_ptr<build_folder> built;
  std::filesystem::path program_built;  ///< in there
};

/// Throws failure, interrupted, course::error.
checked_cast cast_of(const check_request&, const words&);

}  // namespace sticky
