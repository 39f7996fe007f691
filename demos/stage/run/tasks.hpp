// The threads and processes of a play's programs: who is there, what the kernel
// tells of them, and how they are all ended.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <vector>

#include "stage/calls/pending.hpp"
#include "stage/descriptor.hpp"
#include "stage/net/sockets.hpp"
#include "stage/tracer/stop.hpp"
#include "stage/tracer/tracee.hpp"

namespace stage {

struct task {
  pid_t tid, tgid;
  std::size_t program;  ///< whose it is: index into the cast
  int number;           ///< 0 is the program's first
  descriptor_view descriptors{tgid, tid};
  enum {
    starting,  ///< the stage's own code, on its way to exec
    running,   ///< outside of any call that the stage knows of
    parked,    ///< stopped at the entry of `pending`
    inside,    ///< let into `pending`, which has not returned
    gone,
  } state = running;
  std::optional<pending_call> pending{};  ///< parked, inside
  std::size_t recorded = 0;  ///< inside: index into play::record::calls
  call_entry last_entry{};   ///< of the last call it came to
  bool interrupted = false;  ///< by a signal, in that call
  /// Let into that call only so that a handler runs, see gate: it is in no
  /// record before it is known what came of it.
  bool hears = false;
  std::optional<play::call> heard{};
  bool starts_again = false;  ///< that call, of which it was not told
  pid_t held_by = 0;          ///< in vfork(), until that child execs or ends
  bool stopped = false;       ///< by SIGSTOP or its like
  int sleeps = 0;  ///< under a schedule: in a row, with nothing between them
  /// Under a schedule, since its last call: how often it had gone to sleep when
  /// it was first seen in a timed wait outside of any call; and that it only
  /// repeats such waits, or that one has not ended for long.
  std::optional<std::int64_t> asleep_before{};
  bool only_ticks = false;
  bool waits_for_time = false;  ///< free run: in a sleep, or a timed wait
  std::int64_t waits = 0;       ///< free run: such, and for several, so far
};

/// References to tasks are good until the next take_news() or forget().
class task_table {
 public:
  using clock = std::chrono::steady_clock;

  /// Throws refused_call.
  task_table();

  task& add(std::size_t program, pid_t tgid, pid_t tid);
  /// Null if it is not there, or gone.
  task* find(pid_t tid);
  const task* find(pid_t tid) const;
  /// All that are not gone, in the order of their births.
  std::vector<task*> living();
  std::vector<const task*> living() const;
  bool nobody_is_left() const;
  /// The program starts anew: its tasks are others' affair now. Returns how
  /// many it has had.
  int forget(std::size_t program);
  /// Its next task has a number that is higher by so many.
  void skip_numbers(std::size_t program, int count);

  /// In vfork(): it does not go on before its child does.
  bool is_held(const task&) const;
  /// A first thread that has ended and left others of its process running.
  bool leaves_others(const task&) const;

  /// Once round: tells of each living task the next thing it did, if it did
  /// any (a parked one can only have been killed). False by `handle` ends the
  /// round. True if anybody did anything. Throws refused_call.
  bool take_news(const std::function<bool(task&, const stop&)>& handle);
  /// Waits until a child does something, `longest` at most.
  void wait(std::chrono::microseconds longest) const noexcept;
  /// When the last news came.
  clock::time_point last_news() const { return last_news_; }
  void begin_to_wait() { last_news_ = clock::now(); }

  /// For every stop but those at calls: keeps the table right, and lets the
  /// task go on. Throws refused_call.
  void follow(task&, const stop&);
  /// By exec: another thread than the first has become the first, and whoever
  /// waited for this process in vfork() goes on.
  void replaced(task&, pid_t former);

  /// Ends and reaps everybody, also whoever was born and has not been told of
  /// yet, unless `all_are_known`; not what is `spared`.
  void end_all(const std::vector<pid_t>& spared, bool all_are_known) noexcept;

 private:
  void born(task& parent, pid_t child);
  std::list<task> all_;             // stays where it is when others come
  std::map<std::size_t, int> had_;  // tasks of each program so far
  descriptor signals_;              // SIGCHLD, as a descriptor
  clock::time_point last_news_ = clock::now();
};

}  // namespace stage
