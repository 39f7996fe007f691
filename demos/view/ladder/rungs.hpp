// A ladder before anybody knows how wide it is: the lifelines, what happens on
// them rung by rung as time goes on, what lies in receive buffers meanwhile,
// and who waits. What the text and the picture have in common.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "play/record.hpp"
#include "view/ladder/crossings.hpp"

namespace view {

struct rung {
  std::size_t lifeline = 0;
  std::vector<play::call> calls;  ///< none: it stands for `hidden` ones
  std::size_t hidden = 0;
  int first = 0, last = 0;  ///< numbers of the calls
  /// What crossed in their wake; indexes into ladder::crossings.
  std::vector<std::size_t> crossings;
};

/// A moment: behind that many of the rung's crossings; 0: beside its calls.
struct moment {
  std::size_t rung = 0, crossings = 0;
  auto operator<=>(const moment&) const = default;
};

/// What lies in the receive buffer of one socket, from when something came in
/// until nothing is left.
struct buffered {
  int stream = -1;
  std::size_t lifeline = 0;  ///< the receiver's
  bool from_right = true;    ///< the sender's lifeline is there
  std::size_t slot = 0;      ///< those at one time and side have different ones
  moment begin, end;
  std::vector<std::size_t> takes;    ///< rungs whose calls take from it
  std::vector<std::size_t> arrived;  ///< crossings
  bool emptied = false;              ///< by the last of the takes
};

/// A program stands before a call that has nothing to return yet.
struct wait {
  std::size_t lifeline = 0;
  moment begin, end;
};

struct rungs {
  std::vector<std::string> lifelines;  ///< "": what is not in the cast
  std::vector<crossing> crossings;
  std::vector<rung> list;
  std::vector<buffered> buffers;
  std::vector<wait> waits;
};

/// With `all_packets` also those without payload.
rungs rungs_of(const play::record&, bool all_packets);

}  // namespace view
