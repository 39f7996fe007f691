// Plays a cast under every order of its socket calls and every short read
// within bounds, and tells what can come of it.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "check/schedule/deviations.hpp"
#include "play/record.hpp"
#include "stage/stage.hpp"

namespace check {

/// Which parts of an outcome must be the same under every schedule. Exit
/// statuses, signals and how a play ends always count.
enum class compare {
  output,         ///< stdout and stderr of each program, byte by byte
  stdout_only,    ///< stdout of each program, byte by byte
  stdout_sorted,  ///< the lines of its stdout, in any order
  exit,           ///< no output
};

struct options {
  // Bounds of the search; unset: none.
  std::optional<long> schedules = 100'000;
  std::optional<std::chrono::milliseconds> time = std::chrono::minutes(2);
  /// How often in one schedule a program may go out of turn, while another one
  /// that would have gone by itself is ready.
  std::optional<int> preemptions;
  /// How many reads (and writes) of one schedule are cut short.
  std::optional<int> shorts = 2;
  /// Reads of up to so many bytes are cut at each length; longer ones at one
  /// byte and at all but one.
  int each_length = 0;

  bool short_writes = false;
  bool kills = false;       ///< each program is killed before each of its calls
  std::vector<int> errors;  ///< each receive, send, accept and connect fails so

  check::compare compare = compare::output;
  /// ECMAScript; what matches is left out of the comparison.
  std::vector<std::string> ignore;

  /// By program: what must stand on its stdout, as far as that is compared,
  /// whatever it prints by itself.
  std::map<std::string, std::string> expected;

  int jobs = 0;  ///< processes that play; 0: one per core
  /// Only the schedules of this shard, 1 to `shards`.
  int shard = 1, shards = 1;
  bool prune = true;  ///< false: a state seen before is played on all the same
  stage::options stage;
};

/// One way in which the programs can end.
struct outcome {
  long schedules = 0;  ///< how many ended so
  /// The smallest schedule that ends so, for `sticky trace --cues`; "" is what
  /// happens by itself: always the first ready program.
  std::string cues;
  check::deviations deviations;  ///< of that schedule
  /// A program was killed, or one of its calls failed (but for EINTR and
  /// EAGAIN): what it then prints may differ, that is no fault.
  bool disturbed = false;
  std::vector<play::program> programs;
  play::ending ended = play::ending::exited;
  play::reason ended_because;
};

enum class fault_kind {
  output_differs,
  exit_differs,  ///< the exit status, or it does not end
  everyone_waits,
  signal,  ///< a program was ended by one
  /// A program goes on reading an ended stream, or asks for ever, or goes on
  /// beyond the stage's own bounds (stage::options).
  spinning,
};
std::string_view to_string(fault_kind);  // "output differs"

struct fault {
  fault_kind kind = fault_kind::output_differs;
  std::string program;      ///< who differs, died or spins; "" for all
  std::string cues;         ///< the smallest schedule that shows it
  std::size_t outcome = 0;  ///< index into report::outcomes
};

struct report {
  long schedules = 0;  ///< plays, whole or until a state seen before
  long states = 0;     ///< different ones
  /// True: everything within the bounds on preemptions and shorts was tried.
  bool complete = false;
  play::reason stopped_by;  ///< if not complete: because::so_many_seconds ...
  /// The first is what happens if nobody interferes; the others follow by the
  /// deviations of their schedule.
  std::vector<check::outcome> outcomes;
  std::vector<check::fault> faults;  ///< as their outcomes
  std::vector<play::reason> notes;
};

/// Told now and then while the search runs.
struct progress {
  long schedules = 0, states = 0, waiting = 0;  ///< waiting: still to be played
  std::size_t outcomes = 0, faults = 0;
};

/// The programs cannot be explored: their output or their calls depend on
/// something that is not received (time, chance, a process number). One line:
/// what was seen, what to do.
struct cannot_explore : play::explained_error {
  using explained_error::explained_error;
};

/// A process that plays has gone: it was killed, or memory ran out.
struct worker_died : play::explained_error {
  worker_died();
};

/// What is compared of a program's output.
std::string compared(const std::string& text, bool is_stderr, const options&);

/// Searches. Throws stage::stage_error, cannot_explore, worker_died;
/// std::regex_error if `ignore` is malformed. Ends early, with what was found,
/// after stage::interrupt().
report search(const std::vector<stage::program>& cast, const options&,
              const std::function<void(const progress&)>& tell = {});

}  // namespace check
