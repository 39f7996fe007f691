// The different ways in which the programs have been found to end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "check/protocol.hpp"
#include "check/verdict/comparison.hpp"

namespace check {

class outcomes {
 public:
  /// Throws std::regex_error.
  explicit outcomes(const options& options) : compare_(options) {}

  struct found {
    outcome what;  ///< its smallest schedule so far
    std::uint64_t digest = 0;
    /// Of each, only kind and program are to be relied on, and the cues where
    /// they are not `what`'s.
    std::vector<fault> faults;
  };

  struct judged {
    /// The first, then the others by the deviations of their schedule.
    std::vector<found> all;
    std::size_t reference = 0;  ///< see report::reference
  };

  /// Keeps how the programs of this digest ended, if `end` tells it: that is
  /// told once. To be called with each result, also of a play that is not
  /// counted.
  void remember(const result& end);
  /// One more schedule ended so.
  /// Throws cannot_explore if one ended otherwise in the same state.
  void add(const result& end);
  /// As if none had been added. What was remembered stays.
  void clear();

  bool empty() const { return all_.empty(); }
  std::size_t size() const { return all_.size(); }
  /// How many different faults all of them show, as far as that can be told
  /// before all are known.
  std::size_t faults() const { return faults_.size(); }
  judged judge() const;

 private:
  found first_seen(const result& end);
  void note_losses(const result& end);
  std::size_t reference_in(const std::vector<found>&,
                           const std::set<std::string>& failing) const;

  const comparison compare_;
  std::unordered_map<std::uint64_t, std::vector<play::program>> programs_;
  std::unordered_map<std::uint64_t, std::uint64_t> ends_;  // state: digest
  std::unordered_map<std::uint64_t, std::size_t> places_;  // digest: in all_
  std::vector<found> all_;                                 // as they came
  std::set<std::pair<fault_kind, std::string>> faults_;
  // The smallest schedule that shows it.
  struct shown {
    std::uint64_t digest = 0;
    check::deviations deviations;
    std::string cues;
  };
  std::map<loss, shown> losses_;
};

}  // namespace check
