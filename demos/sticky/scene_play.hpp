// One scene, played as its file says.
#pragma once

#include <vector>

#include "course/course.hpp"
#include "play/record.hpp"
#include "sticky/words.hpp"

namespace sticky {

struct scene_play {
  /// Plays it. Throws interrupted, failure and what the stage throws.
  scene_play(const course::lesson&, const course::scene&);

  /// Whether the play ended as the scene says; if not, says so on stderr.
  bool ended_as_told(const words&) const;

  const course::lesson& lesson;  ///< must outlive this
  const course::scene& scene;    ///< must outlive this
  std::vector<stage::program> cast;
  play::record record;
};

}  // namespace sticky
