// When a play has come to rest: nobody and nothing moves but by the next move.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

#include "stage/run/stillness.hpp"
#include "stage/run/tasks.hpp"
#include "stage/run/traffic.hpp"
#include "stage/run/transcript.hpp"

namespace stage {

/// A task that goes on by itself; null if all are parked, or sleep in the
/// kernel. Throws refused_call.
const task* who_moves(const task_table&, const traffic&, bool free_run);

/// A parked task is on its way to its end, because somebody has killed it.
/// Throws refused_call.
bool one_was_killed(const task_table&);

/// How long a program may go without a socket call. On a machine that is very
/// busy, one that wants to compute for a moment may not come to it for long: it
/// gets a second of its own.
class patience {
 public:
  using clock = std::chrono::steady_clock;
  explicit patience(std::chrono::milliseconds limit)
      : deadline_(clock::now() + limit) {}

  bool is_late() const { return clock::now() > deadline_; }
  /// Late, and this task has had its chance. Throws refused_call.
  bool has_ended_for(const task& moving);

 private:
  clock::time_point deadline_;
  std::optional<std::chrono::nanoseconds> computed_;  // when it became late
};

class quiescence {
 public:
  /// All must outlive it.
  quiescence(task_table& tasks, transcript& transcript, traffic& traffic,
             const options& options, bool free_run)
      : tasks_(tasks),
        transcript_(transcript),
        traffic_(traffic),
        options_(options),
        free_(free_run) {}

  /// Runs until every task is parked, waits, or is gone, and the network has
  /// come to rest; or until the play ends, also because a program does not come
  /// to rest. `take_news`: see task_table. Throws what that throws.
  void settle(const std::function<bool()>& take_news);
  /// That was reached: nobody is being born.
  bool is_settled() const { return settled_; }

  /// Nobody can go: true if one who waits for time, outside of any call, does
  /// something else than to wait once more, and that before patience ends.
  /// Throws what `take_news` throws.
  bool time_brings_something(const std::function<bool()>& take_news);

  /// Free run: the first program has an address that clients can find, and
  /// waits there; or has waited for something else for a while.
  bool server_is_up() const;
  /// Free run: it has been quiet for so long that nothing will come any more;
  /// or all that still happens is that time goes by.
  bool nobody_goes_on();

 private:
  void network_to_rest();
  void note_ticking(const task* moving);
  bool is_silent(bool only_servers) const;
  task_table& tasks_;
  transcript& transcript_;
  traffic& traffic_;
  const options& options_;
  const bool free_;
  bool settled_ = false;
  stillness stillness_;
  std::optional<std::size_t> calls_before_time_;
  patience::clock::time_point time_is_up_;
};

}  // namespace stage
