// What a play came to, as far as it is compared.
#pragma once

#include <cstdint>
#include <map>
#include <regex>
#include <set>
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
  /// The faults of `odd`, measured by `right`. Their cues are `odd`'s, their
  /// outcome is 0.
  std::vector<fault> faults(const outcome& right, const outcome& odd) const;
  /// Nobody waits, spins, dies, or exits with another status than it should:
  /// that which is expected, or 0. `failing`: for these any status will do.
  bool is_healthy(const outcome&, const std::set<std::string>& failing) const;
  /// The programs that exit with a status that is not 0 in each outcome, though
  /// nobody expects it.
  std::set<std::string> always_failing(
      const std::vector<const outcome*>&) const;
  bool allows(loss::kind what) const { return allowed_.contains(what); }

 private:
  bool exits_right(const play::program&, const play::program& right) const;
  bool is_right(const play::program& odd, const play::program& usual) const;

  const check::compare how_;
  const std::map<std::string, std::string> expected_;
  const std::map<std::string, int> expected_exits_;
  const std::set<loss::kind> allowed_;
  std::vector<std::regex> ignored_;
};

}  // namespace check
