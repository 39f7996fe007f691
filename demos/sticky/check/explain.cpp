// What a search has found, played once more to be told and drawn.
#include <optional>
#include <utility>

#include "sticky/check/report.hpp"
#include "sticky/check/words.hpp"
#include "sticky/terminal/interrupt.hpp"

namespace sticky {

/// The play of that schedule; none if it cannot be had again.
std::optional<play::record> replay(const checked& all,
                                   const std::string& cues) {
  if (caught_signal() != 0) return std::nullopt;
  try {
    stage::cues schedule(cues);
    stage::options options = all.options.stage;
    options.where = true;
    play::record record = stage::perform(all.cast, schedule, options);
    if (record.ended == play::ending::killed) return std::nullopt;
    return record;
  } catch (const stage::cue_error&) {
    return std::nullopt;
  }
}

void explain(checked& all, const view::style& style) {
  if (all.report.faults.empty()) return;
  const auto usual =
      replay(all, all.report.outcomes[all.report.reference].cues);
  for (const check::fault& fault : all.report.faults) {
    std::optional<two_plays> plays;
    auto odd = replay(all, fault.cues);
    if (all.whats.empty()) all.smallest = odd;
    if (usual && odd) plays = {*usual, std::move(*odd)};
    all.whats.push_back(
        what_happened(fault, all.report, all.options, plays, style));
  }
}

}  // namespace sticky
