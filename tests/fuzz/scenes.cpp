// A lesson's scenes.json: it is one, or refused by the file's name.
#include <algorithm>

#include "course/course.hpp"
#include "input.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  try {
    const course::lesson lesson =
        course::read_scenes("lessons/11_sticky_packets", in.rest());
    fuzz::require(lesson.has_programs() == (lesson.port > 0),
                  "scenes have a port");
    for (const course::exercise& exercise : lesson.exercises)
      fuzz::require(!exercise.scene.cast.empty(), "an exercise's cast");
    for (const course::scene& scene : lesson.scenes)
      fuzz::require(!scene.cast.empty(), "somebody plays in it");
  } catch (const course::error& wrong) {
    const std::string_view what = wrong.what();
    fuzz::require(what.starts_with("lessons/11_sticky_packets/scenes.json:"),
                  "the file's name");
    fuzz::require(fuzz::is_one_line(what), "one line");
  }
  return 0;
}
