// Many faults on one command, and what came of them.
#pragma once

#include <string>
#include <vector>

#include "judge.hpp"
#include "run.hpp"

namespace faults {

struct swept {
  int injected = 0;  ///< runs in which a call really failed
  int right_plays = 0, on_host = 0, refused = 0;
  std::vector<std::string> faults;  ///< "show: ptrace 0x18, use 1: EPERM: ..."
};

/// "612 faults: 402 right plays, 31 of them on the host's network, ..."
std::string to_string(const swept&);

/// The command as it is without a fault, with all its calls. Throws if it is
/// not the same when it is run again.
outcome usual_run(const subject&);

/// Adds what came of one fault.
void count(swept&, const subject&, const fault&, const judgement&);

swept sweep(const subject&, const outcome& usual, const std::vector<fault>&);

}  // namespace faults
