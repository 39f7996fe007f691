// Plays a cast under every order of its socket calls and every short read
// within bounds, and tells what can come of it.
#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
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

/// Something that was sent and that its reader can never have.
struct loss {
  enum class kind : std::uint8_t {
    truncated,  ///< a recv took less than its datagram
    reset,      ///< a reset destroyed bytes that the reader asked for
  };
  static constexpr kind last = kind::reset;

  kind what = kind::truncated;
  std::string program;  ///< the reader
  auto operator<=>(const loss&) const = default;
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
  /// Reads of up to so many bytes are cut at each length; longer ones where
  /// faults are (see schedule/cuts.hpp).
  int each_length = 0;
  /// After a complete search that has found nothing, reads of up to so many
  /// bytes are cut at each length, one read in a schedule; in at most as many
  /// schedules again, or a thousand.
  int then_each_length = 0;
  /// How many time limits of one schedule strike although somebody could go: a
  /// peer that is slow, by less than `slowest`.
  std::optional<int> late = 1;
  static constexpr std::chrono::milliseconds slowest{5000};

  bool short_writes = false;
  bool kills = false;       ///< each program is killed before each of its calls
  std::vector<int> errors;  ///< each receive, send, accept and connect fails so

  check::compare compare = compare::output;
  /// ECMAScript; what matches is left out of the comparison.
  std::vector<std::string> ignore;

  /// By program: what must stand on its stdout, as far as that is compared,
  /// whatever it prints by itself.
  std::map<std::string, std::string> expected;
  /// By program: the exit status that is right; of others it is 0, or whatever
  /// they have under most schedules.
  std::map<std::string, int> expected_exits;
  std::set<loss::kind> allowed;  ///< losses that are no faults

  /// So many schedules are drawn at random instead of a search (see
  /// schedule/drawing.hpp); by the same seed the same ones.
  std::optional<long> random;
  std::uint64_t seed = 1;
  /// Where a search runs out of time, this part of it was kept for schedules
  /// that are drawn.
  double kept_for_drawing = 0;

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
  always_fails,  ///< it exits with a status that is not 0 under every schedule
  truncated,     ///< as loss::kind, under whatever schedule
  reset,
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

/// What was seen in any play of a search.
struct observed {
  bool crossed = false;      ///< a connection or a message between programs
  bool time_limits = false;  ///< a call that gives up after a while
  bool long_limits = false;  ///< one of options::slowest or longer
  bool long_reads = false;   ///< a read that was not cut at each length
  bool tcp_info = false;     ///< what TCP_INFO tells, no state holds
};

struct report {
  long schedules = 0;  ///< plays, whole or until a state seen before
  long states = 0;     ///< different ones
  /// True: everything within the bounds on preemptions and shorts was tried.
  bool complete = false;
  play::reason stopped_by;  ///< if not complete: because::so_many_seconds ...
  long drawn = 0;           ///< schedules that were drawn at random
  /// Every cut of every read of up to so many bytes was tried besides.
  int each_length = 0;
  /// The first is what happens if nobody interferes; the others follow by the
  /// deviations of their schedule.
  std::vector<check::outcome> outcomes;
  /// Index of the outcome by which the others are measured: the first, unless
  /// that waits, spins, dies or fails and another one does not.
  std::size_t reference = 0;
  std::vector<check::fault> faults;  ///< as their outcomes
  observed seen;
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

/// Nothing crossed between the programs, under no schedule: nothing is proved.
struct nothing_played : play::explained_error {
  using explained_error::explained_error;
};

/// A process that plays has gone: it was killed, or memory ran out.
struct worker_died : play::explained_error {
  worker_died();
};

/// What is compared of a program's output.
std::string compared(const std::string& text, bool is_stderr, const options&);

/// Searches. Throws stage::stage_error, cannot_explore, nothing_played,
/// worker_died;
/// std::regex_error if `ignore` is malformed. Ends early, with what was found,
/// after stage::interrupt().
report search(const std::vector<stage::program>& cast, const options&,
              const std::function<void(const progress&)>& tell = {});

}  // namespace check
