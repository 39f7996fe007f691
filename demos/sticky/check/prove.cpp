#include "sticky/check/prove.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "course/document.hpp"
#include "sticky/check/choices.hpp"
#include "sticky/failure.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"
#include "view/words/difference.hpp"

namespace sticky {
namespace {

namespace fs = std::filesystem;

/// What stands in the file, but for its comments.
std::string cues_in(const fs::path& file) {
  std::istringstream lines(course::read_whole(file));
  std::string cues;
  for (std::string line; std::getline(lines, line);) {
    cues += line.substr(0, line.find('#'));
    cues += '\n';
  }
  return cues;
}

play::record played_by(const std::string& file,
                       const std::vector<stage::program>& cast,
                       const words& say) {
  try {
    stage::cues schedule(cues_in(file));
    return play_out(cast, schedule);
  } catch (const stage::cue_error& wrong) {
    throw failure(say.format("{}: {}", "{}：{}", file,
                             to_text(wrong.why, say.language())));
  }
}

/// Those of a search would mean nothing here, and no file would be written.
void refuse_options(const check_request& request, const words& say) {
  const check_request& r = request;
  const bool is_plain =
      (r.schedules + r.time + r.preemptions + r.shorts + r.each_length +
       r.late + r.random + r.seed + r.errors + r.compare + r.jobs + r.shard +
       r.allow + r.json + r.junit + r.svg)
          .empty() &&
      r.inputs.empty() && r.ignore.empty() && r.expect.empty() &&
      r.expect_exit.empty() &&
      std::ranges::none_of(check_choices, [&](const check_choice& choice) {
        return r.asked.*choice.asked;
      });
  if (is_plain) return;
  throw failure(say.format(
      "{}: a line of cues is played once; leave out the options of a search",
      "{}：一行 cues 只演一遍；请去掉搜索用的选项", r.with));
}

const course::exercise& exercise_for(const course::lesson& lesson,
                                     const std::string& file,
                                     const words& say) {
  if (!fs::is_regular_file(file))
    throw failure(say.format("{}: no such file", "{}：没有这个文件", file));
  if (const auto* one = course::exercise_of(lesson, file)) return *one;
  std::vector<std::string> known;
  for (const course::exercise& one : lesson.exercises)
    if (one.asks == course::asks::cues) known.push_back(one.file + ".cues");
  throw failure(known.empty()
                    ? say.format("{}: no exercise of lesson {} asks for cues",
                                 "{}：第 {} 课没有要求写 cues 的练习", file,
                                 lesson.number)
                    : say.format("{}: lesson {} asks for {}",
                                 "{}：第 {} 课要求的是 {}", file, lesson.number,
                                 in_a_row(known, say)));
}

}  // namespace

bool is_of_cues(const check_request& request) {
  return fs::path(request.with).extension() == ".cues";
}

judged prove(const view::style& style, const check_request& request) {
  const words say(style.language);
  refuse_options(request, say);
  const course::lesson lesson = find_lesson_to_play(request.lesson, say);
  const course::exercise& exercise = exercise_for(lesson, request.with, say);
  const auto cast = course::cast(lesson, exercise, {}, course::port(lesson));
  const play::record played = played_by(request.with, cast, say);
  std::string text =
      fmt::format("{}, {}\n\n{}\n", heading(lesson, say), say(exercise.title),
                  view::text(played, style));
  bool is_right = true;
  for (const play::program& one : played.programs) {
    const auto wanted = exercise.expects.find(one.name);
    if (wanted == exercise.expects.end()) continue;
    const std::string differs =
        view::printed_instead(one.name, wanted->second, one.out, style, true);
    if (differs.empty()) continue;
    is_right = false;
    text += differs + say(".\n", "。\n");
  }
  if (is_right)
    text += say("As asked for: the exercise is solved.\n",
                "正是题目要的结果：这道练习做对了。\n");
  return {is_right ? fine : fault_found, true, is_right, text};
}

}  // namespace sticky
