#include "sticky/learn/workspace.hpp"

#include <cstdlib>
#include <string_view>
#include <system_error>

#include "course/document.hpp"
#include "sticky/cast_line.hpp"
#include "sticky/failure.hpp"

namespace sticky {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// "": nothing says where it is.
fs::path folder_of_learner() {
  const std::string named = variable("STICKY_LEARN");
  if (!named.empty()) return fs::absolute(named);
  const std::string home = variable("HOME");
  return home.empty() ? fs::path() : fs::path(home) / "sticky-learn";
}

}  // namespace

workspace::workspace(const words& say)
    : say_(say), folder_(folder_of_learner()) {
  if (folder_.empty())
    throw failure(
        say("learn: HOME is not set; name a folder for your exercises: "
            "STICKY_LEARN=FOLDER",
            "learn：没有设置 HOME；请用 STICKY_LEARN=文件夹 指定练习放在哪里"));
}

bool workspace::exists() {
  std::error_code none;
  return fs::is_directory(folder_of_learner(), none);
}

void workspace::make() const {
  make(folder_);
}

void workspace::make(const fs::path& folder) const {
  std::error_code why;
  fs::create_directories(folder, why);
  if (why)
    throw failure(say_.format(
        "{}: {}; STICKY_LEARN=FOLDER names another place for your exercises",
        "{}：{}；可以用 STICKY_LEARN=文件夹 把练习放到别处", folder.string(),
        why.message()));
}

fs::path workspace::file_of(const course::lesson& lesson,
                            const course::exercise& exercise) const {
  return folder_ / lesson.folder_name() / file_name(exercise);
}

fs::path workspace::start(const course::lesson& lesson,
                          const course::exercise& exercise) const {
  const fs::path file = file_of(lesson, exercise);
  make(file.parent_path());
  const fs::path from = lesson.folder / "exercises" / file_name(exercise);
  std::error_code why;
  fs::copy_file(from, file, fs::copy_options::skip_existing, why);
  // What was not there, or is a folder now.
  if (!why && !fs::is_regular_file(file, why) && !why)
    why = std::make_error_code(std::errc::is_a_directory);
  if (why)
    throw failure(say_.format("{}: cannot be made of {}: {}",
                              "{}：无法从 {} 复制：{}", file.string(),
                              from.string(), why.message()));
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add, why);
  return file;
}

fs::path workspace::reset(const course::lesson& lesson,
                          const course::exercise& exercise) const {
  const fs::path file = file_of(lesson, exercise);
  fs::path kept;
  std::error_code why;
  if (fs::exists(file, why) &&
      course::read_whole(file) !=
          course::read_whole(lesson.folder / "exercises" /
                             file_name(exercise))) {
    // No older one is written over.
    kept = file.string() + ".old";
    for (int n = 2; fs::exists(kept, why); ++n)
      kept = file.string() + ".old" + std::to_string(n);
    fs::rename(file, kept, why);
    if (why)
      throw failure(say_.format("{}: cannot be kept as {}: {}",
                                "{}：无法改名为 {} 保留：{}", file.string(),
                                kept.string(), why.message()));
  }
  start(lesson, exercise);
  return kept;
}

std::string short_path(const fs::path& path) {
  const std::string home = variable("HOME"), whole = path.string();
  if (home.size() > 1 && whole.starts_with(home + '/'))
    return "~/" + shell_word(whole.substr(home.size() + 1));
  return shell_word(whole);
}

std::string file_name(const course::exercise& exercise) {
  return exercise.file +
         (exercise.asks == course::asks::cues ? ".cues" : ".cpp");
}

}  // namespace sticky
