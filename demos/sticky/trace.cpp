#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "sticky/caption.hpp"
#include "sticky/cast_line.hpp"
#include "sticky/command.hpp"
#include "sticky/delivery.hpp"
#include "sticky/failure.hpp"
#include "sticky/inputs.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/screen.hpp"
#include "sticky/terminal/terminal.hpp"
#include "view/layout/columns.hpp"

namespace sticky {
namespace {

/// A program that died of a signal, unless the cues killed it.
bool has_crash(const play::record& record,
               const std::vector<play::written_cue>& cues) {
  return std::ranges::any_of(record.programs, [&](const play::program& p) {
    const bool is_killed = std::ranges::any_of(cues, [&](const play::cue& cue) {
      return cue.to == play::cue::aim::here && cue.program == p.name;
    });
    return !p.signal.empty() && !(is_killed && p.signal == "SIGKILL");
  });
}

/// Each call as it returns, on a terminal; erased where the drawing follows, as
/// far as it is still in sight.
class live_calls {
 public:
  ~live_calls() {
    if (lines_ > 0 && lines_ < terminal_rows())
      delivery().write(STDERR_FILENO, fmt::format("\033[{}A\033[J", lines_));
  }

  void add(const play::call& call) {
    // Nobody waits for a terminal that is held.
    if (!on_terminal_ || !screen_takes_text()) return;
    const std::string result = call.error != 0
                                   ? "-1 " + play::error_name(call.error)
                                   : fmt::format("{}", call.result.value_or(0));
    const std::string line =
        view::harmless(fmt::format("  {}  {} = {}", call.program,
                                   view::call_line(call), result),
                       true);
    delivery().write(
        STDERR_FILENO,
        view::line().add(line).clipped(screen_columns()).text(false));
    ++lines_;
  }

 private:
  const bool on_terminal_ = is_screen();
  int lines_ = 0;
};

bool is_fault(play::ending ending) {
  using enum play::ending;
  return ending == everyone_waits || ending == spinning || ending == bound;
}

}  // namespace

int trace(const view::style& style, const output_files& files,
          const trace_request& request) {
  const words say(style.language);
  std::vector<stage::program> cast =
      parse_cast("trace", request.cast, request.names, say);
  give_inputs(cast, request.inputs, say);

  const std::vector<play::written_cue> cues =
      play::parse_cues(request.cues.value_or(""));
  std::unique_ptr<stage::schedule> schedule;
  if (request.cues) {
    schedule = std::make_unique<stage::cues>(cues);
  } else {
    schedule = std::make_unique<stage::free_run>();
  }
  stage::options options;
  if (request.where && !stage::tells_where()) {
    throw failure(
        say("--where: built without elfutils' libdw; install libdw-dev, remove "
            "the folder build, and try again",
            "--where：构建时没有 elfutils 的 libdw；请安装 libdw-dev，删掉 "
            "build 目录，再试一次"));
  }
  options.where = request.where;
  std::string no_packets;
  if (request.host_network) {
    options.network = stage::network::host;
    no_packets = say("--host-network captures nothing; leave it out",
                     "--host-network 不抓包；请去掉它");
  } else if (files.any_of_packets()) {
    no_packets = to_text(stage::no_own_network(), style.language);
  }
  output out(files, style, no_packets);

  if (caught_signal() != 0) throw interrupted{caught_signal()};
  const play::record record = [&] {
    live_calls live;
    options.returned = [&](const play::call& call) { live.add(call); };
    return stage::perform(cast, *schedule, options);
  }();
  // Ctrl-C is how one ends a server that runs freely: what came to light until
  // then is drawn all the same.
  if (out.prints_text()) print(drawn(record, style, files.as));
  out.write(record, caption_of(request));
  if (caught_signal() != 0) throw interrupted{caught_signal()};
  return is_fault(record.ended) || has_crash(record, cues) ? fault_found : fine;
}

}  // namespace sticky
