// The processes that a command leaves, and what a process has open.
#pragma once

#include <sys/types.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace faults {

/// What a process has open, with N for digits.
std::multiset<std::string> open_in(pid_t);

/// What its threads wait in, in words for a report.
std::string where_is(pid_t);

/// Ends the command's process if it has not `ended`, and all that is below it,
/// and calls `meanwhile` while it waits for that. Returns what was still alive
/// after a moment although the command had ended. Needs
/// PR_SET_CHILD_SUBREAPER, and no children but the command's.
std::vector<std::string> end_descendants(
    pid_t command, bool ended, const std::function<void()>& meanwhile);

}  // namespace faults
