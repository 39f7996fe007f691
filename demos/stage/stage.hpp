// The stage runs unmodified programs under ptrace, stops each before its socket
// calls, and asks a schedule who goes next. It makes a play::record.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "play/cue.hpp"
#include "play/record.hpp"

namespace stage {

/// One program of the cast, as it is to be started.
struct program {
  std::string name;               ///< "server"
  std::vector<std::string> argv;  ///< argv[0] is looked up in PATH
  std::string input;              ///< all of its standard input
};

/// What a play runs on.
enum class network {
  own,   ///< a fresh user and network namespace; the host's where forbidden
  host,  ///< the host's network, no capture of segments
};

struct options {
  stage::network network = stage::network::own;
  int most_calls = 100'000;      ///< then the play ends: ending::bound
  int most_ends_of_stream = 10;  ///< in a row by one program: spinning
  /// Bytes sent, received and printed in all, since a record keeps them.
  std::int64_t most_bytes = std::int64_t{64} << 20;
  /// Whether segments and packets are recorded; the network is the same.
  bool capture = true;
  /// Whether a session may start a program by copying one that stands before
  /// its first socket call (see session).
  bool copies = true;
  /// Each call carries the line of its program that made it; costs an unwinding
  /// of the stack per call.
  bool where = false;
  /// Told of each call as soon as it has returned; not yet of what it received.
  std::function<void(const play::call&)> returned;
  /// Longest time in which a program may compute without a socket call, under
  /// a schedule; a free run has no such limit.
  std::chrono::milliseconds patience{10'000};
};

/// A thread or process of the cast, as a schedule sees it between two moves.
struct actor {
  std::string program;
  int task = 0;  ///< 0: the program's first thread; then in order of birth
  enum class where {
    parked,     ///< stopped before `call`
    inside,     ///< let into `call`, which has not returned yet
    elsewhere,  ///< waits outside of any socket call: wait(), a lock, a pipe
  } where = where::parked;
  play::call call;     ///< the call it stands before, or is in; no result yet
  bool ready = false;  ///< parked, and its call would not wait
  /// Parked, and if it were let go now it would give up (EAGAIN, time is up).
  bool returns_anyway = false;
  /// It would give up at once, because its socket does not block or its limit
  /// is 0; not because time would pass.
  bool does_not_block = false;
  /// It moves bytes of a stream, and the kernel may take or give fewer than
  /// asked (not with MSG_WAITALL): a limit is what a network could do as well.
  bool divisible = false;
  /// It gives up if nothing comes: because its socket does not block, or at a
  /// time limit.
  bool may_give_up = false;
  /// After so long; 0: at once, or never.
  std::chrono::milliseconds time_limit{};
  /// Divisible, and receives, or asks how much there is to receive: bytes that
  /// are there now, at most what it asks for. `call.stream` and `call.offset`
  /// say where they lie in the record, if it has them.
  std::int64_t available = 0;
  /// Something is available, and nothing more will come.
  bool end_is_there = false;
  /// It is an epoll_wait: how many events it takes at most.
  std::int64_t most_events = 0;
  /// It is a TCP connect to an address at which nobody listens now.
  bool finds_nobody = false;
  play::reason waits_for;  ///< what would have to come; empty if ready
  /// Ready only because nobody else is: it would wait, and gives up now.
  bool time_is_up = false;
};

/// All living tasks, program by program in the order of the cast.
struct situation {
  const std::vector<actor>& actors;
  const play::record& so_far;
};

/// What a schedule decides: who goes, and what is done to its call.
struct move {
  std::size_t actor = 0;  ///< index into situation::actors; parked
  play::interference what = {};

  using way = play::interference::way;
  /// Its length is made at most this, > 0.
  std::optional<std::int64_t> limit() const {
    return what.how == way::cut ? std::optional(what.value) : std::nullopt;
  }
  /// Not 0: the call fails with this errno.
  int error() const {
    return what.how == way::fail ? static_cast<int>(what.value) : 0;
  }
  /// The whole program is ended there.
  bool kill() const { return what.how == way::kill; }
};

/// Decides who goes next. One object serves one play.
class schedule {
 public:
  virtual ~schedule() = default;
  /// Called whenever every task is parked or waits. Nothing means: I have no
  /// move; the stage then ends the play. May throw: all programs are ended and
  /// the exception passes through perform().
  virtual std::optional<move> next(const situation&) = 0;
  /// True: nobody is ever parked, sleeps last, next() is never called.
  virtual bool lets_all_run() const { return false; }
};

/// No control: what happens, happens.
class free_run : public schedule {
 public:
  std::optional<move> next(const situation&) override { return {}; }
  bool lets_all_run() const override { return true; }
};

/// Always the first ready task, in the order of the cast.
class in_order : public schedule {
 public:
  std::optional<move> next(const situation&) override;
};

/// A line of cues (see play/cue.hpp), met one by one. After the last it goes on
/// as in_order does.
class cues : public schedule {
 public:
  /// Throws cue_error, naming the column, if the line is not a schedule.
  explicit cues(const std::string& line) : cues(play::parse_cues(line)) {}
  explicit cues(std::vector<play::written_cue> all) : cues_(std::move(all)) {}
  /// Throws cue_error, naming the cue and who waits for what, if the next cue
  /// cannot be met.
  std::optional<move> next(const situation&) override;
  /// No cue is left: the last next() went on as in_order does.
  bool all_met() const { return at_ == cues_.size(); }

 private:
  std::optional<move> next_for(const play::written_cue&, const situation&);
  std::optional<move> lead(const play::written_cue&, const situation&,
                           const std::vector<std::size_t>& living);

  std::vector<play::written_cue> cues_;
  std::size_t at_ = 0;
  int done_ = 0;         // completions of the current cue
  bool went_ = false;    // the last move was for this cue
  int for_nothing_ = 0;  // calls in a row for this cue that came to nothing
};

using play::cue_error;

/// A program that cannot be run or followed, or a machine that does not allow
/// it. One line: what, where, what to do about it.
struct stage_error : play::explained_error {
  using explained_error::explained_error;
};

/// Runs the cast to its end and returns the record. Every process that it
/// started is gone when it returns or throws; to that end it reaps whatever
/// child of the calling process ends meanwhile. Programs run in the current
/// directory. Ctrl-C (see `interrupt`) ends the play as ending::killed.
/// Throws stage_error, or what the schedule throws.
play::record perform(const std::vector<program>& cast, schedule&,
                     const options& = {});

/// The same cast, played again and again. All plays use one network, which is
/// swept clean between them, and a program is started by copying (fork) one
/// that was parked before its first socket call, where that is possible: it
/// must have one task and no open descriptors but its standard streams and
/// regular files that it only reads.
class session {
 public:
  session(std::vector<program> cast, const options& = {});
  ~session();
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  /// As stage::perform().
  play::record perform(schedule&);

 private:
  std::unique_ptr<class session_state> session_;
};

/// Makes the running perform() end soon, and those of a session that is
/// playing as soon as they begin. Safe in a signal handler.
void interrupt() noexcept;
/// True from then on until the session is gone, or it is forgotten.
bool interrupted() noexcept;
void forget_interrupt() noexcept;

/// True where calls can carry their lines: if this was built with elfutils'
/// libdw.
bool tells_where() noexcept;

/// Why plays have no network of their own here, with the remedy; empty if they
/// have. Throws stage_error.
const play::reason& no_own_network();

}  // namespace stage
