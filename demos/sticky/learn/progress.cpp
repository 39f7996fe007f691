#include "sticky/learn/progress.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "course/document.hpp"
#include "stage/descriptor.hpp"
#include "sticky/failure.hpp"
#include "sticky/output_file.hpp"
#include "view/words/vocabulary.hpp"

namespace sticky {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* format = "sticky.progress";

/// It is JSON, and still no progress.
struct not_ours {};

int count_from(const json& from) {
  constexpr int most = 1000000;
  if (!from.is_number_unsigned() || from == 0 ||
      from.get<std::uint64_t>() > most)
    throw not_ours{};
  return from.get<int>();
}

lesson_progress lesson_from(const json& from) {
  lesson_progress one;
  one.read = from.at("read").get<bool>();
  one.played = from.at("played").get<std::set<std::string>>();
  one.solved = from.at("solved").get<std::set<std::string>>();
  for (const auto& [exercise, count] : from.at("hints").items())
    one.hints.emplace(exercise, count_from(count));
  return one;
}

progress progress_from(const json& from) {
  progress all;
  all.lesson = from.at("at").at("lesson").get<std::string>();
  all.page = from.at("at").at("page").get<std::string>();
  for (const auto& [slug, lesson] : from.at("lessons").items())
    all.lessons.emplace(slug, lesson_from(lesson));
  return all;
}

json to_json(const progress& all) {
  json lessons = json::object();
  for (const auto& [slug, one] : all.lessons)
    lessons[slug] = {{"read", one.read},
                     {"played", one.played},
                     {"solved", one.solved},
                     {"hints", one.hints}};
  return {{"format", format},
          {"version", 1},
          {"at", {{"lesson", all.lesson}, {"page", all.page}}},
          {"lessons", lessons}};
}

}  // namespace

const lesson_progress& progress::of(const course::lesson& which) const {
  static const lesson_progress nothing;
  const auto found = lessons.find(which.slug);
  return found == lessons.end() ? nothing : found->second;
}

bool progress::has_done(const course::lesson& which) const {
  const lesson_progress& one = of(which);
  return one.read &&
         std::ranges::all_of(which.exercises,
                             [&](const course::exercise& exercise) {
                               return one.solved.contains(exercise.file);
                             });
}

progress_file::progress_file(fs::path path, const words& say)
    : path_(std::move(path)), say_(say) {}

progress progress_file::read() const {
  std::error_code none;
  if (!fs::exists(path_, none)) return {};
  const std::string file = path_.string();
  std::string why = say_.format("{}: no learner's progress of version 1",
                                "{}：不是版本 1 的学习进度", file);
  try {
    const json document =
        course::parse_document(path_, course::read_whole(path_));
    if (document.at("format") == format && document.at("version") == 1)
      return progress_from(document);
  } catch (const course::error& wrong) {
    why = to_text(wrong.why, say_.language());
  } catch (const json::exception&) {
    // Something is missing, or of another type.
  } catch (const not_ours&) {
    // Or out of range.
  }
  throw failure(say_.format("{}; to begin anew: mv '{}' '{}.old'",
                            "{}；要重新开始：mv '{}' '{}.old'", why, file,
                            file));
}

progress progress_file::change(
    const std::function<void(progress&)>& how) const {
  // The file itself is replaced: who waits for it would wait for the old one.
  const std::string lock = path_.parent_path() / ".lock";
  const stage::descriptor turn(
      ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (turn.get() == -1 || ::flock(turn.get(), LOCK_EX) != 0)
    throw failure(say_.format("{}: {}; your progress is kept beside it",
                              "{}：{}；学习进度要存在它旁边", lock,
                              std::strerror(errno)));
  progress all = read();
  how(all);
  output_file to(path_.string(), say_);
  delivery by;
  to.write(by, to_json(all).dump(1) + '\n');
  to.finish(by);
  return all;
}

}  // namespace sticky
