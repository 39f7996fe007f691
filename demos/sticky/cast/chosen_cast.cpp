#include "sticky/cast/chosen_cast.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "course/course.hpp"
#include "course/nearest.hpp"
#include "sticky/cast/compile.hpp"
#include "sticky/cast_line.hpp"
#include "sticky/failure.hpp"
#include "sticky/inputs.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

namespace fs = std::filesystem;

/// Puts the program in the place of all that play this role.
void replace(std::vector<stage::program>& cast, std::string_view role,
             const std::string& by, const words& say) {
  if (!course::replace(cast, role, by)) {
    throw failure(say.format("{}: the lesson's first scene has no {}",
                             "{}：这一课的第一幕里没有 {}", by, role));
  }
}

/// Whom a learner's file replaces: its name says so.
std::string_view role_in(const fs::path& file, const words& say) {
  const std::string name = file.stem().string();
  std::string_view role;
  int roles_named = 0;
  for (const std::string_view one : {"server", "client"}) {
    if (name.find(one) == name.npos) continue;
    role = one;
    ++roles_named;
  }
  if (roles_named != 1) {
    throw failure(say.format(
        "{}: its name must say whom it replaces, server or client: such as "
        "my_client.cpp",
        "{}：文件名要说明它替换谁，server 或 client，例如 my_client.cpp",
        file.string()));
  }
  return role;
}

bool is_file_name(const std::string& word) {
  const std::string extension = fs::path(word).extension().string();
  return word.find('/') != word.npos || extension == ".cpp" ||
         extension == ".cc" || extension == ".cxx";
}

/// The lesson's programs that can take the place of its server or client.
std::vector<std::string> variants_of(const course::lesson& lesson) {
  std::vector<std::string> names;
  std::error_code none;
  const fs::path folder = course::programs_folder() / lesson.folder_name();
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file(none) && !course::role_of(name).empty()) {
      names.push_back(name);
    }
  }
  std::ranges::sort(names);
  return names;
}

[[noreturn]] void refuse(const course::lesson& lesson, const std::string& word,
                         std::vector<std::string> known, const words& say) {
  for (const course::scene& scene : lesson.scenes) known.push_back(scene.name);
  const auto near = course::nearest(word, known);
  throw failure(say.format(
      "lesson {} has no scene and no program \"{}\"; it has {}",
      "第 {} 课没有叫“{}”的幕或程序；这一课有 {}", lesson.number,
      play::escaped(word), in_a_row(near.empty() ? known : near, say)));
}

chosen_cast cast_of_lesson(const cast_request& request, const words& say) {
  const course::lesson lesson = find_lesson_to_play(request.lesson, say);
  const auto played = [&](const course::scene& scene) {
    return course::cast(lesson, scene, course::port(lesson));
  };
  chosen_cast cast;
  cast.heading = heading(lesson, say);
  const std::string& with = request.with;
  const auto scene =
      std::ranges::find(lesson.scenes, with, &course::scene::name);
  if (scene != lesson.scenes.end()) {
    cast.heading += say(", ", "，") + scene->name;
    cast.programs = played(*scene);
    cast.cues = scene->cues;
    return cast;
  }
  cast.programs = played(lesson.scenes.front());
  if (with.empty()) {
    cast.cues = lesson.scenes.front().cues;
    return cast;
  }
  cast.heading += say(", ", "，") + with;
  if (is_file_name(with)) {
    const std::string_view role = role_in(with, say);
    if (std::error_code none; !fs::is_regular_file(with, none)) {
      throw failure(say.format("{}: no such file", "{}：没有这个文件", with));
    }
    cast.built = std::make_unique<build_folder>(lesson.folder_name(), say);
    const fs::path program = compile(with, cast.built->path(), say);
    cast.program_built = program;
    if (const auto* exercise = course::exercise_of(lesson, with)) {
      cast.programs =
          course::cast(lesson, *exercise, program, course::port(lesson));
      cast.exercise = *exercise;
    } else {
      replace(cast.programs, role, program.string(), say);
    }
    return cast;
  }
  const std::vector<std::string> variants = variants_of(lesson);
  const auto variant = std::ranges::find(variants, with);
  if (variant == variants.end()) refuse(lesson, with, variants, say);
  const fs::path folder = course::programs_folder() / lesson.folder_name();
  replace(cast.programs, course::role_of(with),
          fs::absolute(folder / *variant).string(), say);
  return cast;
}

}  // namespace

chosen_cast cast_of(std::string_view command, const cast_request& request,
                    const words& say) {
  if (request.lesson.empty() && request.cast.empty()) {
    throw failure(say.format(
        "{0}: name a lesson, or programs after --: sticky {0} -- SERVER ARGS "
        "::: CLIENT ARGS",
        "{0}：要写课程，或把程序写在 -- 之后：sticky {0} -- 服务端 参数 "
        "::: 客户端 参数",
        command));
  }
  if (!request.lesson.empty() && !request.cast.empty()) {
    throw failure(
        say.format("{}: takes a lesson or programs after --, not both",
                   "{}：课程和 -- 之后的程序只能写一种", command));
  }
  if (!request.lesson.empty() && !request.names.empty()) {
    throw failure(say.format(
        "--names {}: a lesson's programs have their names; leave it out",
        "--names {}：课程里的程序已有名字；请去掉它", request.names));
  }
  chosen_cast cast;
  if (request.lesson.empty()) {
    cast.programs = parse_cast(command, request.cast, request.names, say);
  } else {
    cast = cast_of_lesson(request, say);
  }
  give_inputs(cast.programs, request.inputs, say);
  return cast;
}

std::string keep(chosen_cast& cast, const words& say) {
  if (!cast.built) return "";
  cast.built->keep();
  return say.format("What was compiled is kept for a day: {}",
                    "编译出的程序会保留一天：{}", cast.program_built.string());
}

}  // namespace sticky
