// What may come of a run in which a system call failed: the right play, or exit
// status 2 with one line that names what was refused. Anything else is a fault
// of ours.
#pragma once

#include <string>

#include "run.hpp"

namespace faults {

struct subject {
  std::string name;
  command what;
  /// What of the output has to be the same each time: a free run's order of
  /// calls is not.
  std::string (*compared)(const std::string& out) = nullptr;
};

/// Another port is no other play.
std::string without_ports(const std::string& out);
/// What is compared of a play that had to use the host's network: without
/// ports, segments and the line that plays it again, and without the note that
/// says so.
std::string without_network(const std::string& out);
/// Of a play's JSON: what the programs did, and how it ended.
std::string of_programs(const std::string& out);
/// And each of their calls, and what was printed when.
std::string of_calls(const std::string& out);

enum class verdict {
  right_play,  ///< as if nothing had failed
  on_host,     ///< the right play on the host's network, and it says so
  refused,     ///< exit status 2, and one line that says why
  fault,       ///< of ours
};

struct judgement {
  verdict is = verdict::fault;
  std::string why;  ///< of a fault, in one line
};

judgement judge(const subject&, const fault&, const outcome& usual,
                const outcome& now);

}  // namespace faults
