// What a play came to, as far as it is compared.
#pragma once

#include <cstdint>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "play/record.hpp"

namespace check {

/// Applies options::compare and options::ignore.
class comparison {
 public:
  /// Throws std::regex_error.
  explicit comparison(const options&);

  /// What is compared of an output; "" if nothing is.
  std::string compared(const std::string& text, bool is_stderr) const;
  /// Equal for two plays that came to the same. `disturbed`: see outcome.
  std::uint64_t digest(const play::record&, bool disturbed) const;
  /// The faults of `odd`, measured by what happens by itself. Their cues are
  /// `odd`'s, their outcome is 0.
  std::vector<fault> faults(const outcome& usual, const outcome& odd) const;

 private:
  bool is_right(const play::program& odd, const play::program& usual) const;

  const check::compare how_;
  const std::map<std::string, std::string> expected_;
  std::vector<std::regex> ignored_;
};

}  // namespace check
