// What the coordinator and its workers tell each other, as bytes. Both are the
// same program on the same machine, so numbers go as they are.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "check/schedule/guided.hpp"
#include "play/record.hpp"

namespace check {

struct request {
  enum class what : std::uint8_t {
    first,   ///< what happens by itself, twice; both must be the same
    guided,  ///< plays `to_play`
    again,   ///< what happens by itself once more
    replay,  ///< plays a line of cues
  } ask = what::guided;
  plan to_play = {};
  check::epoll_users epoll_users = {};
  std::string cues = {};
  bool disturbed = false;  ///< they kill, or let calls fail
};

/// How a play came out.
struct result {
  std::uint64_t digest = 0;  ///< comparison::digest
  std::uint64_t state = 0;   ///< of its end
  std::string cues;
  check::deviations deviations;
  bool disturbed = false;
  play::ending ended = play::ending::exited;
  play::reason ended_because;
  /// Name, exit, signal, dismissed, out and err of each; nothing where the
  /// same worker has told of this digest before.
  std::vector<play::program> programs;
  std::vector<loss> losses;
};

struct answer {
  enum class ending : std::uint8_t {
    ended,           ///< `end` says how
    pruned,          ///< came to a state seen before
    strayed,         ///< did not come to the state it was to go on from: `why`
    interrupted,     ///< stage::interrupt()
    not_explorable,  ///< `why`
    failed,          ///< the stage cannot play it: `why`
  } came = ending::ended;
  play::reason why;
  std::vector<point> points;
  result end;
  observed seen;
  check::epoll_users epoll_users;
  std::vector<play::reason> notes;   ///< of the first play
  bool binds_path = false;           ///< in the first play
  play::reason why_nothing_crossed;  ///< where that is so of the first play
};

std::string packed(const request&);
std::string packed(const answer&);
/// Bytes that are no message.
struct bad_message : play::explained_error {
  using explained_error::explained_error;
};

/// What was packed. Throws bad_message where the bytes are not exactly that:
/// a size is checked before memory is taken for it.
request request_in(const std::string& bytes);
answer answer_in(const std::string& bytes);

}  // namespace check
