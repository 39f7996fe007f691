#include "sticky/which.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "play/record.hpp"
#include "sticky/failure.hpp"

namespace sticky {
namespace {

/// Its text, named from the working directory if it is below that.
std::string text_of(const course::lesson& lesson, const words& say) {
  namespace fs = std::filesystem;
  const fs::path text = lesson.folder / say("README.md", "README.zh.md");
  std::error_code none;
  const fs::path near = fs::proximate(text, none);
  return near.empty() || near.string().starts_with("..") ? text.string()
                                                         : near.string();
}

}  // namespace

std::string in_a_row(const std::vector<std::string>& names, const words& say) {
  return fmt::format("{}", fmt::join(names, say(", ", "、")));
}

course::lesson find_lesson(std::string_view name, const words& say) {
  try {
    return course::find(name);
  } catch (const course::not_found& none) {
    const std::string asked = play::escaped(none.asked);
    if (none.nearest.empty()) {
      throw failure(say.format("no lesson \"{}\"; `sticky list` shows them all",
                               "没有“{}”这一课；用 `sticky list` 查看全部课程",
                               asked));
    }
    throw failure(say.format("no lesson \"{}\"; did you mean {}?",
                             "没有“{}”这一课；你要找的是 {} 吗？", asked,
                             in_a_row(none.nearest, say)));
  }
}

course::lesson find_lesson_to_play(std::string_view name, const words& say) {
  course::lesson lesson = find_lesson(name, say);
  if (!lesson.has_programs()) throw failure(without_programs(lesson, say));
  return lesson;
}

std::string without_programs(const course::lesson& lesson, const words& say) {
  return say.format(
      "lesson {:02} has pictures and a text, no programs: read {}",
      "第 {:02} 课有图和课文，没有程序：请读 {}", lesson.number,
      text_of(lesson, say));
}

const course::scene& find_scene(const course::lesson& lesson,
                                std::string_view name, const words& say) {
  try {
    return course::find_scene(lesson, name);
  } catch (const course::not_found& none) {
    const std::string asked = play::escaped(none.asked);
    if (none.nearest.empty()) {
      throw failure(say.format("lesson {} has no scene \"{}\"; it has {}",
                               "第 {} 课没有“{}”这一幕；这一课有 {}",
                               lesson.number, asked, in_a_row(none.all, say)));
    }
    throw failure(say.format("lesson {} has no scene \"{}\"; did you mean {}?",
                             "第 {} 课没有“{}”这一幕；你要找的是 {} 吗？",
                             lesson.number, asked,
                             in_a_row(none.nearest, say)));
  }
}

std::string heading(const course::lesson& lesson, const words& say) {
  return say.format("Lesson {:02}: {}", "第 {:02} 课：{}", lesson.number,
                    say(lesson.title));
}

std::string heading(const course::lesson& lesson, std::size_t place,
                    std::size_t of, const words& say) {
  return say.format("{} ({} of {})", "{}（{}/{}）", heading(lesson, say), place,
                    of);
}

std::string heading(const course::scene& scene, const words& say) {
  return say.format("{}: {}", "{}：{}", scene.name, say(scene.title));
}

}  // namespace sticky
