// What sets one play of a cast apart from another play of it, in words. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"
#include "view/view.hpp"

namespace view {

/// Where two plays part.
struct parting {
  /// Half a sentence without a full stop: what the schedule did ("client's recv
  /// took 1 of the 4 bytes it asked for"), or else the first call that was told
  /// something else ("server's recv took 9 bytes, the bytes of 2 sends, instead
  /// of 5"); and what the program then did with it (", so its next recv asked
  /// for 28524 bytes instead of 5"; ", so its next recv began with 3 bytes left
  /// over"). "" if every program was told the same.
  std::string text;
  std::vector<play::source> where;  ///< that call's, as far as it is known
  int call = 0;  ///< its number in the odd play; 0: there is none
};
parting divergence(const play::record& usual, const play::record& odd,
                   language);

/// The first line that differs of what a program printed: "server printed `h`
/// where otherwise it prints `hello`", or "where `hello` is expected". "" if
/// there is none.
std::string printed_instead(std::string_view program, std::string_view usual,
                            std::string_view odd, const style&,
                            bool is_expected = false);

/// How it ended: "client exits with status 1 where otherwise it exits with
/// status 0". "" if it ended the same way.
std::string ended_instead(const play::program& usual, const play::program& odd,
                          language);

/// What a program printed, for people, in at most `width` columns; of long text
/// the part around the byte `at`.
std::string around(std::string_view bytes, std::size_t at, int width,
                   const style&);

}  // namespace view
