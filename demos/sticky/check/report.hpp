// What a search found: for people, for programs, for a CI's page of tests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "play/record.hpp"
#include "stage/stage.hpp"
#include "sticky/check/words.hpp"
#include "view/view.hpp"

namespace sticky {

/// A search and what there is to tell of it.
struct checked {
  std::string heading;  ///< the lesson's; "" if none
  std::vector<stage::program> cast;
  std::vector<std::string> inputs;  ///< NAME=FILE, as given
  std::string kept;  ///< that the program compiled is kept; or ""
  check::options options;
  check::report report;
  std::vector<told> whats;  ///< of each fault
  /// The first fault's smallest schedule, played once more; none if there is no
  /// fault.
  std::optional<play::record> smallest;
  double seconds = 0;  ///< that the search took
};

/// The play of that schedule, with the source lines of its calls; none if it
/// cannot be had again, or somebody has pressed Ctrl-C.
std::optional<play::record> replay(const checked&, const std::string& cues);

/// Plays the faults once more, to tell what happened, and keeps the play of the
/// first. Not for somebody who has pressed Ctrl-C.
void explain(checked&, const view::style&);

/// One of several causes, as all reports have it.
struct cause_words {
  std::string heading;   ///< "Fault 1 of 2: server's output differs"
  std::string sentence;  ///< what happened, and what came of it; may be ""
};
cause_words words_of(const checked&, const cause&, std::size_t number,
                     std::size_t of, const words&);

/// The whole report, for a terminal.
std::string report_text(const checked&, const view::style&);

/// Format "sticky.check", version 1, one JSON object, which
/// docs/check-format.md describes. Bytes that are no UTF-8 become U+FFFD.
void report_json(const checked&, const play::sink&);

/// One JUnit test suite of one test, the cast. Its failure holds all faults.
std::string report_junit(const checked&, view::language);

}  // namespace sticky
