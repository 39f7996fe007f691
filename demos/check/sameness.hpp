// Whether two plays of one schedule did the same.
#pragma once

#include <string>

#include "check/verdict.hpp"
#include "play/play.hpp"

namespace check {

/// What the second did otherwise, in words: "client sent other bytes (`12:01`,
/// then `12:02`)"; "" if nothing that counts.
std::string not_the_same(const play::record&, const play::record&,
                         const comparison&);

/// The whole line for a user, with what to do about it.
std::string chance(const std::string& what, const std::string& cues);

}  // namespace check
