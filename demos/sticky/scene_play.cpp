#include "sticky/scene_play.hpp"

#include <fmt/format.h>

#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/terminal.hpp"

namespace sticky {
namespace {

play::record play_scene(const course::scene& scene,
                        const std::vector<stage::program>& cast) {
  stage::cues schedule(scene.cues);
  return play_out(cast, schedule);
}

}  // namespace

scene_play::scene_play(const course::lesson& of, const course::scene& which)
    : lesson(of),
      scene(which),
      cast(course::cast(of, which, course::port(of))),
      record(play_scene(which, cast)) {}

bool scene_play::ended_as_told(const words& say) const {
  if (record.ended == scene.ends) return true;
  complain(say.format(
      "lesson {}, {}: ended as \"{}\"; its scene says \"{}\"{}",
      "第 {} 课 {}：结束于“{}”，而这一幕写的是“{}”{}", lesson.number,
      scene.name, play::to_string(record.ended), play::to_string(scene.ends),
      record.ended_because.empty()
          ? ""
          : say(": ", "：") + to_text(record.ended_because, say.language())));
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  return false;
}

}  // namespace sticky
