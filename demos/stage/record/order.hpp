// The order of the calls of a free run, in which several wait at a time.
#pragma once

#include <cstddef>
#include <vector>

#include "play/record.hpp"

namespace stage {

/// When each call stood in its place. Moments are numbers that rise with time.
/// What sends, connects or closes acts on others as soon as it begins; what
/// receives, accepts or asks has nothing before it returns, and an error comes
/// at the end as well. Thus no effect stands above its cause.
class call_order {
 public:
  /// The next call has begun. Calls are counted as the record does.
  void begins() { moments_.push_back(++now_); }
  /// The call at that index has returned, with its result in it.
  void returns(std::size_t index, const play::call&);
  /// Of what happens between two calls.
  int now() const { return now_; }

  /// Calls in the order of their moments, receivers that have not returned
  /// last. Everything in the record that names a call follows: where the pieces
  /// of segments and the prints had a moment, they get the last call before it.
  void put_in_order(play::record&) const;

 private:
  std::vector<int> moments_;
  int now_ = 0;
};

}  // namespace stage
