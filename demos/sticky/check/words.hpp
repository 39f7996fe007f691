// What `sticky check` says of a search, in words.
#pragma once

#include <optional>
#include <string>

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

/// One line: where the fault's play parts from the usual one, and what came of
/// it. Without plays only the latter.
std::string what_happened(const check::fault&, const check::report&,
                          const check::options&,
                          const std::optional<two_plays>&, const view::style&);

/// "102 schedules, 61 states: complete (every order, at most 2 short reads
/// each)"
std::string extent(const check::report&, const check::options&, const words&);

/// What was proved where nothing was found, and what was not.
std::string nothing_found(const check::report&, const check::options&,
                          const words&);

/// "1234 schedules, 567 states, 89 to go, 2 outcomes, 1 fault"
std::string so_far(const check::progress&, const words&);

/// "1 schedule", "2 schedules"
std::string schedules(long n, const words&);

}  // namespace sticky
