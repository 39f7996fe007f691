// What is written down of a play while it goes on: calls, prints, packets; and
// when it has gone on for too long.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "play/record.hpp"
#include "stage/record/journal.hpp"
#include "stage/record/order.hpp"
#include "stage/run/ending.hpp"
#include "stage/run/session_state.hpp"
#include "stage/run/tasks.hpp"

namespace stage {

class transcript {
 public:
  /// The session must outlive it.
  transcript(session_state&, bool free_run);
  transcript(const transcript&) = delete;
  transcript& operator=(const transcript&) = delete;

  const std::string& name_of(std::size_t program) const;

  /// Adds the task's pending call, which it is about to be let into. The
  /// reference is good until the next one.
  play::call& add_call(task&);
  /// A call of that task that a signal has ended.
  void add_interrupted(task&, const play::call&);
  /// The call added last, by the task that is in it.
  play::call& call_of(const task&);
  /// It has returned, and what came of it stands in it.
  void returned(const task&);
  /// What a program printed, now that the last call has been made.
  void add_print(std::size_t program, bool error, const std::string& text);
  /// Its prints are no part of this play: removes them, and returns what went
  /// to stdout, and to stderr.
  std::pair<std::string, std::string> take_back_prints(std::size_t program);
  /// What the programs printed by other calls than write(). Throws
  /// refused_call.
  void take_output();
  /// The packets that crossed since the last time, in the wake of the last
  /// call. Throws refused_call.
  void take_packets();
  /// Somebody did something else than wait for what there is.
  void effect() { ++effects_, last_effect_ = task_table::clock::now(); }
  std::int64_t effects() const { return effects_; }
  task_table::clock::time_point last_effect() const { return last_effect_; }
  /// Nothing comes any more: the whole record.
  play::record finish();

  play::record record;
  stage::journal journal;
  stage::bounds bounds;

 private:
  play::call& add(task&, play::call);
  int last_call() const;
  session_state& session_;
  const bool free_;
  call_order order_;  // free run
  std::int64_t effects_ = 0;
  task_table::clock::time_point last_effect_ = task_table::clock::now();
};

}  // namespace stage
