// How far a schedule has gone from what happens by itself: what makes one
// smaller than another, wherever two are compared.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <numeric>

#include "check/schedule/choice.hpp"

namespace check {

class deviations {
 public:
  int preemptions = 0;
  int late = 0;  ///< time limits that struck although somebody could go

  /// How many calls were interfered with in that way.
  int& of(choice::way how) { return interfered_[index(how)]; }
  int of(choice::way how) const { return interfered_[index(how)]; }

  /// All of them. Each counts the same.
  int size() const {
    return std::accumulate(interfered_.begin(), interfered_.end(),
                           preemptions + late);
  }
  deviations& operator+=(const deviations& more) {
    preemptions += more.preemptions;
    late += more.late;
    std::ranges::transform(interfered_, more.interfered_, interfered_.begin(),
                           std::plus());
    return *this;
  }
  /// The one order. Two of the same size may be of different kinds, so this
  /// says nothing of their being equal.
  friend std::weak_ordering operator<=>(const deviations& a,
                                        const deviations& b) {
    return a.size() <=> b.size();
  }

 private:
  static std::size_t index(choice::way how) {
    return static_cast<std::size_t>(how);
  }
  static constexpr auto ways =
      static_cast<std::size_t>(play::interference::last) + 1;
  std::array<int, ways> interfered_{};
};

}  // namespace check
