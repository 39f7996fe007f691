// What `sticky check` says of a search, in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "play/record.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// "server's output differs", "everyone waits".
std::string kind_of(const check::fault&, const words&);

/// The plays of the first outcome's schedule and of the fault's.
struct two_plays {
  play::record usual, odd;
};

struct told {
  std::string cause;  ///< where the fault's play parts from the usual one
  std::vector<play::source> where;  ///< of the call where it does
  int call = 0;                     ///< its number there; 0: there is none
  std::string effect;               ///< what came of it
  std::string whole;                ///< both, in one line
};
/// Without plays only the effect.
told what_happened(const check::fault&, const check::report&,
                   const check::options&, const std::optional<two_plays>&,
                   const view::style&);

/// The name of an outcome in the report: "a", "b" ...; "27" behind "z".
std::string letter_of(std::size_t outcome);

/// "102 schedules, 61 states: complete (every order, at most 2 short reads
/// each)"
std::string extent(const check::report&, const check::options&, const words&);

/// Of several outcomes: by which the others were measured, and why. "" of one.
std::string which_is_right(const check::report&, const words&);

/// Faults that the same schedule shows: of one cause.
struct cause {
  std::string cues;
  std::vector<std::size_t> faults;  ///< indexes into report::faults
};
std::vector<cause> causes_of(const check::report&);

/// What was proved where nothing was found, and what was not.
std::string nothing_found(const check::report&, const check::options&,
                          const words&);

/// "1234 schedules, 567 states, 89 to go, 2 outcomes, 1 fault"
std::string so_far(const check::progress&, const words&);

/// "1 schedule", "2 schedules"
std::string schedules(long n, const words&);

}  // namespace sticky
