#include "check/check.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include "sticky/cast/chosen_cast.hpp"
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

/// What an exercise that wants a fault says in the end.
std::string asked(bool found, const words& say) {
  return '\n' + (found ? say("A fault is what was asked for: well broken.\n",
                             "题目要的就是一个问题：改坏了，很好。\n")
                       : say("A fault was asked for: break it.\n",
                             "题目要的是一个问题：请把它改坏。\n"));
}

}  // namespace

int check(const view::style& style, const check_request& request) {
  if (is_of_cues(request)) return prove(style, request);
  const words say(style.language);
  checked all;
  all.options = options_of(request, say);
  all.inputs = request.inputs;

  output out(style);
  out.open(request.json, [&](const play::record&, view::language, const look&,
                             const play::sink& to) { report_json(all, to); });
  out.open(request.junit,
           [&](const play::record&, view::language language, const look&,
               const play::sink& to) { to(report_junit(all, language)); });
  out.open(request.svg,
           [](const play::record& record, view::language language, const look&,
              const play::sink& to) { to(view::svg(record, language)); });

  chosen_cast cast = cast_of("check", request, say);
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
  if (out.prints_text())
    print(report_text(all, style) + (is_asked_for ? asked(found, say) : ""));
  out.write(pictured(all, request));
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  return found == is_asked_for ? fine : fault_found;
}

}  // namespace sticky
