#include "check/check.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include "sticky/caption.hpp"
#include "sticky/cast/chosen_cast.hpp"
#include "sticky/check/judge.hpp"
#include "sticky/check/options.hpp"
#include "sticky/check/progress.hpp"
#include "sticky/check/prove.hpp"
#include "sticky/check/report.hpp"
#include "sticky/check/words.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/inputs.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/terminal.hpp"

namespace sticky {
namespace {

void search(checked& all, const words& say) {
  using clock = std::chrono::steady_clock;
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  const auto began = clock::now();
  try {
    progress_line line(say);
    all.report =
        check::search(all.cast, all.options,
                      [&](const check::progress& now) { line.show(now); });
  } catch (const check::worker_died&) {
    if (caught_signal() != 0) throw interrupted{caught_signal()};
    throw;
  }
  all.seconds = std::chrono::duration<double>(clock::now() - began).count();
}

/// What --svg draws; without a fault what happens by itself.
play::record pictured(const checked& all, const check_request& request) {
  if (all.smallest) return *all.smallest;
  if (request.svg.empty()) return {};
  return replay(all, "").value_or(play::record{});
}

/// What an exercise says in the end.
std::string exercise_text(const judged& one, const course::exercise& exercise,
                          const words& say) {
  if (exercise.asks == course::asks::fault) {
    return one.solved() ? say("A fault is what was asked for: well broken.\n",
                              "题目要的就是一个问题：改坏了，很好。\n")
                        : say("A fault was asked for: break it.\n",
                              "题目要的是一个问题：请把它改坏。\n");
  }
  if (!one.solved()) return "";
  return one.complete ? say("The exercise is solved.\n", "这道练习做对了。\n")
                      : say("The exercise counts as solved: what was tried is "
                            "right, and "
                            "not everything was tried.\n",
                            "这道练习算做对了：试过的都对，但没有试遍。\n");
}

/// Searches for what `cast` does, and makes the report.
judged searched(checked& all, chosen_cast& cast, const view::style& style,
                const check_request& request, const words& say) {
  all.heading = cast.heading;
  all.cast = cast.programs;
  if (cast.exercise) {
    all.options.expected = cast.exercise->expects;
    all.options.expected_exits = cast.exercise->exits;
    read_allowed(cast.exercise->allows, all.options, say);
  }
  for (auto& [name, text] : expected_outputs(all.cast, request.expect, say))
    all.options.expected[name] = std::move(text);
  read_expected_exits(request.expect_exit, all.cast, all.options, say);
  search(all, say);
  explain(all, style);
  const bool found = !all.report.faults.empty();
  // The line that shows a fault names the program that was compiled.
  if (found) all.kept = keep(cast, say);
  const bool is_asked_for =
      cast.exercise && cast.exercise->asks == course::asks::fault;
  judged one{found == is_asked_for ? fine : fault_found,
             cast.exercise.has_value(), found || all.report.complete,
             report_text(all, style)};
  if (!cast.exercise) return one;
  const std::string end = exercise_text(one, *cast.exercise, say);
  if (!end.empty()) one.text += '\n' + in_lines(end, style.width);
  return one;
}

checked asked_of(const check_request& request, const words& say) {
  checked all;
  all.options = options_of(request, say);
  all.inputs = request.inputs;
  return all;
}

}  // namespace

judged judge(const view::style& style, const check_request& request) {
  if (is_of_cues(request)) return prove(style, request);
  const words say(style.language);
  checked all = asked_of(request, say);
  chosen_cast cast = cast_of("check", request, say);
  return searched(all, cast, style, request, say);
}

int check(const view::style& style, const check_request& request) {
  if (is_of_cues(request)) {
    const judged one = prove(style, request);
    print(one.text);
    return one.status;
  }
  const words say(style.language);
  checked all = asked_of(request, say);

  output out(style);
  out.open(request.json, [&](const play::record&, view::language, const look&,
                             const play::sink& to) { report_json(all, to); });
  out.open(request.junit,
           [&](const play::record&, view::language language, const look&,
               const play::sink& to) { to(report_junit(all, language)); });
  out.open(request.svg, [&](const play::record& record, view::language language,
                            const look&, const play::sink& to) {
    to(view::svg(record, language, caption_of(all, request, say)));
  });

  chosen_cast cast = cast_of("check", request, say);
  const judged one = searched(all, cast, style, request, say);
  if (out.prints_text()) print(one.text);
  out.write(pictured(all, request));
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  return one.status;
}

}  // namespace sticky
