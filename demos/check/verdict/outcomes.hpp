// The different ways in which the programs have been found to end.
#pragma once

#include <cstddef>
#include <cstdint>
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
    /// Measured by the first outcome, which is what happens by itself. Of each,
    /// only kind and program are to be relied on.
    std::vector<fault> faults;
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
  /// How many different faults all of them show.
  std::size_t faults() const { return faults_.size(); }
  /// The first, then the others by the deviations of their schedule.
  std::vector<found> by_size() const;

 private:
  found first_seen(const result& end);

  const comparison compare_;
  std::unordered_map<std::uint64_t, std::vector<play::program>> programs_;
  std::unordered_map<std::uint64_t, std::uint64_t> ends_;  // state: digest
  std::unordered_map<std::uint64_t, std::size_t> places_;  // digest: in all_
  std::vector<found> all_;                                 // as they came
  std::set<std::pair<fault_kind, std::string>> faults_;
};

}  // namespace check
