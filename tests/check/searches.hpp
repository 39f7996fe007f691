// Searches through casts of tiny programs, and what came of them as text.
#pragma once

#include <string>
#include <vector>

#include "check/check.hpp"
#include "plays.hpp"

/// The default bounds, but none on time: however busy the machine is.
check::options patient();

/// Searches through a server and its clients, as cast_of() names them.
check::report explored(const std::vector<std::string>& lines,
                       const check::options& = patient());

/// How each program ended and what it printed, one line each.
std::string text_of(const std::vector<play::program>&, play::ending);
std::string text_of(const check::outcome&);
/// Everything that is in a report.
std::string text_of(const check::report&);

/// All outcomes as texts, sorted.
std::vector<std::string> outcomes(const check::report&);
/// What this program wrote to stdout in each outcome, sorted, each once.
std::vector<std::string> outputs(const check::report&,
                                 const std::string& program);
/// "output differs server: server:listen client:send".
std::vector<std::string> faults(const check::report&);

/// Plays an outcome's cues, or a fault's, on a stage of its own.
std::string replayed(const std::vector<stage::program>& cast,
                     const std::string& cues);

/// Bounds that are enough to see that all works, where a default search takes
/// minutes.
check::options narrow();

/// Skips where plays have no network of their own.
class SearchTest : public StageTest {
 protected:
  void SetUp() override;
  /// Waits for what the search's processes leave to die.
  void TearDown() override;

  check::options options_ = patient();
};
