// Whether two plays of one schedule did the same.
#pragma once

#include <string>

#include "check/verdict/comparison.hpp"
#include "play/record.hpp"

namespace check {

/// What the second did otherwise; empty if nothing that counts.
play::reason not_the_same(const play::record&, const play::record&,
                          const comparison&);

/// That they cannot be explored: played twice on these cues, they differ in
/// that. With what to do about it.
play::reason chance(const play::reason& what, const std::string& cues);

}  // namespace check
