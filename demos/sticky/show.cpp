#include <fmt/format.h>

#include <algorithm>

#include "course/course.hpp"
#include "sticky/caption.hpp"
#include "sticky/cast_line.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/output_folder.hpp"
#include "sticky/scene_play.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

/// Of a lesson without programs there is nothing to draw or to write.
int show_text(const course::lesson& lesson, const view::style& style,
              bool asks_for_a_play, const words& say) {
  const std::string line = without_programs(lesson, say);
  if (asks_for_a_play) throw failure(line);
  print(bold(style, heading(lesson, say)) + "\n\n" +
        in_lines(line, style.width) + "\n");
  return fine;
}

/// A file holds one play: with several scenes the user must choose.
void require_one_scene(const course::lesson& lesson, const words& say) {
  if (lesson.scenes.size() == 1) return;
  std::vector<std::string> names;
  for (const course::scene& scene : lesson.scenes) names.push_back(scene.name);
  throw failure(say.format(
      "a file holds one scene; lesson {} has {}: name one of them, or for all "
      "a folder, such as pictures/",
      "一个文件只存一幕；第 {} 课有 {}：请指定其中一幕，或写一个目录（如 "
      "pictures/）存下各幕",
      lesson.number, in_a_row(names, say)));
}

/// Of each scene; opened before the first is played.
std::vector<output> outputs_of(const course::lesson& lesson,
                               const output_files& files,
                               const view::style& style) {
  const std::string no_packets =
      !files.any_of_packets()
          ? ""
          : to_text(stage::no_own_network(), style.language);
  std::vector<output> outs;
  for (const course::scene& scene : lesson.scenes) {
    outs.emplace_back(files, style, no_packets,
                      fmt::format("{:02}_{}", lesson.number, scene.name));
  }
  return outs;
}

/// False: a file could not be written, which is said. The scenes that follow
/// are played all the same.
bool written(output& to, const scene_play& played, const words& say) {
  try {
    to.write(played.record, caption_of(played.lesson, played.scene, say));
    return true;
  } catch (const failure& wrong) {
    complain(wrong.what());
    return false;
  }
}

}  // namespace

int show(const view::style& style, const output_files& files,
         const std::string& lesson_name, const std::string& scene_name) {
  const words say(style.language);
  course::lesson lesson = find_lesson(lesson_name, say);
  if (!lesson.has_programs()) {
    return show_text(lesson, style, !scene_name.empty() || files.any(), say);
  }
  if (!scene_name.empty()) {
    lesson.scenes = {find_scene(lesson, scene_name, say)};
  } else if (files.any_of_one_play()) {
    require_one_scene(lesson, say);
  }
  const new_folders made(files.paths, say);
  std::vector<output> outs = outputs_of(lesson, files, style);
  const bool prints_text = outs.front().prints_text();
  if (prints_text) print(bold(style, heading(lesson, say)) + "\n");
  int status = fine;
  for (std::size_t i = 0; i < outs.size(); ++i) {
    const course::scene& scene = lesson.scenes[i];
    const scene_play played(lesson, scene);
    if (prints_text) {
      print(fmt::format("\n{}\n\n{}\n{}\n", bold(style, heading(scene, say)),
                        drawn(played.record, style, files.as),
                        trace_line(scene.cues, played.cast, style.width)));
    }
    const bool is_written = written(outs[i], played, say);
    if (!played.ended_as_told(say)) status = std::max(status, fault_found);
    if (!is_written) status = wrong_use;
  }
  return status;
}

}  // namespace sticky
