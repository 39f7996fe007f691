// The bug zoo: small servers and clients with a fault that real programs have,
// each beside its fixed twin. `sticky check` must find every fault and clear
// every twin.
#pragma once

#include <string>
#include <vector>

#include "check/check.hpp"
#include "stage/stage.hpp"

namespace zoo {

struct in_both_languages {
  std::string english, chinese;
};

struct animal {
  std::string name;         ///< of its program, or "lesson 22 client_one_recv"
  in_both_languages wrong;  ///< what is wrong, in one line
  check::fault_kind kind = check::fault_kind::output_differs;
  std::vector<stage::program> broken;
  /// The same programs without the fault; empty: it has no twin.
  std::vector<stage::program> fixed;
  /// The default bounds, and what the fault needs beside: short writes, errors
  /// or kills.
  check::options options;
};

/// All of them, on port 8080 (and the next): they need a network of their own.
/// Throws course::error if a lesson's program is not built.
const std::vector<animal>& animals();

}  // namespace zoo
