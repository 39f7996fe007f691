// How far `sticky check` searches, and what it compares: from the words of the
// command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/check.hpp"
#include "sticky/command.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// "stdout-sorted", as --compare has it.
std::string_view name_of(check::compare);

/// Reads "truncated,reset". Throws failure.
void read_allowed(const std::string&, check::options& to, const words&);

/// Reads each NAME=STATUS. Throws failure.
void read_expected_exits(const std::vector<std::string>&,
                         const std::vector<stage::program>& cast,
                         check::options& to, const words&);

/// Throws failure for a value that is none.
check::options options_of(const check_request&, const words&);

}  // namespace sticky
