#include "searches.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>

#include <algorithm>

check::options patient() {
  check::options options;
  options.time.reset();
  return options;
}

check::report explored(const std::vector<std::string>& lines,
                       const check::options& options) {
  return check::search(cast_of(lines), options);
}

std::string text_of(const std::vector<play::program>& programs,
                    play::ending ended) {
  std::string text = std::string(to_string(ended)) + "\n";
  for (const play::program& one : programs) {
    text += one.name + (one.exit ? ": exit " + std::to_string(*one.exit) : "") +
            (one.signal.empty() ? "" : ": " + one.signal) +
            (one.dismissed ? ": dismissed" : "");
    text += " \"" + play::escaped(one.out) + "\" \"" + play::escaped(one.err) +
            "\"\n";
  }
  return text;
}

std::string text_of(const check::outcome& one) {
  return text_of(one.programs, one.ended);
}

std::string text_of(const check::report& report) {
  std::string text =
      std::to_string(report.schedules) + " schedules, " +
      std::to_string(report.states) + " states, " +
      (report.complete ? "complete" : to_text(report.stopped_by)) + "\n";
  for (const check::outcome& one : report.outcomes) {
    text += std::to_string(one.schedules) + " x [" + one.cues + "] " +
            std::to_string(one.deviations.preemptions) + " preemptions, " +
            std::to_string(one.deviations.of(check::choice::way::cut)) +
            " shorts" + (one.disturbed ? ", disturbed" : "") + "; " +
            to_text(one.ended_because) + "\n" + text_of(one);
    for (const play::program& program : one.programs)
      for (const std::string& word : program.argv) text += word + " ";
    text += "\n";
  }
  for (const std::string& one : faults(report)) text += one + "\n";
  for (const check::fault& one : report.faults)
    text += std::to_string(one.outcome) + " ";
  for (const play::reason& note : report.notes) text += to_text(note) + "\n";
  return text;
}

std::vector<std::string> outcomes(const check::report& report) {
  std::vector<std::string> texts;
  for (const check::outcome& one : report.outcomes)
    texts.push_back(text_of(one));
  std::ranges::sort(texts);
  return texts;
}

std::vector<std::string> outputs(const check::report& report,
                                 const std::string& program) {
  std::vector<std::string> texts;
  for (const check::outcome& one : report.outcomes)
    texts.push_back(
        std::ranges::find(one.programs, program, &play::program::name)->out);
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

std::vector<std::string> faults(const check::report& report) {
  std::vector<std::string> texts;
  for (const check::fault& one : report.faults)
    texts.push_back(std::string(to_string(one.kind)) +
                    (one.program.empty() ? "" : " " + one.program) + ": " +
                    one.cues);
  return texts;
}

std::string replayed(const std::vector<stage::program>& cast,
                     const std::string& cues) {
  stage::cues schedule(cues);
  const play::record play = stage::perform(cast, schedule);
  return text_of(play.programs, play.ended);
}

check::options narrow() {
  check::options options = patient();
  options.preemptions = 1;
  options.shorts = 1;
  return options;
}

// What the search's processes play becomes ours when they end.
void SearchTest::SetUp() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  StageTest::SetUp();
  if (!IsSkipped()) needs_own_network();
}

void SearchTest::TearDown() {
  while (::waitpid(-1, nullptr, __WALL) > 0) {
  }
  StageTest::TearDown();
}
