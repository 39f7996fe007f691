// What could happen next in a situation: who goes, and what is done to its
// call.
#pragma once

#include <optional>
#include <vector>

#include "check/check.hpp"
#include "check/schedule/choice.hpp"
#include "check/schedule/deviations.hpp"
#include "check/state/history.hpp"
#include "stage/stage.hpp"

namespace check {

/// How many calls of one schedule may be interfered with in that way; none:
/// any number. A kill or a failed call is one: faults are found one by one.
std::optional<int> most_of(choice::way, const options&);

/// A choice, carried over to a situation.
struct candidate {
  choice what;
  std::size_t actor = 0;
  deviations cost;  ///< of this choice alone

  stage::move move() const;
};

struct choices {
  /// The first is what happens by itself. Empty: nobody can go on.
  std::vector<candidate> all;
  /// Nothing but the first need be tried here, whatever the bounds; it is no
  /// decision of a schedule.
  bool forced = false;
};

/// All choices. By itself the first ready task in the order of the cast goes,
/// except that
///   - socket(), and accept() once there is a connection, go first, and are
///     forced: nobody else can tell when they were called. One makes something
///     that only its own program knows, the other takes the oldest of a queue,
///     so that every order of them and another program's call leads to the
///     same state, and neither makes the other impossible. (Tasks of one
///     program share its descriptors: theirs are calls like any other. So is an
///     accept before which its program may be killed, or that may fail; and one
///     of a program that uses epoll_wait, which will tell whether bytes came
///     before the connection was registered or after.)
///   - a connect, or a datagram, to an address at which nobody has listened yet
///     goes last, and only if nobody else can: clients are not raced against
///     their server's start.
/// A task whose call would give up at once (EAGAIN, no events) may do so while
/// others could go, but not twice in a row, or a loop around such a call would
/// have no end. Time limits strike when nobody else can go, in any order; they
/// too not twice in a row, unless there is nothing else.
/// `last` went before (nullptr: nobody); to stay with it is
/// no preemption.
choices choices_in(const stage::situation&, const history&, const options&,
                   const choice* last, const deviations& so_far);

}  // namespace check
