// One task's call, from the stop at its entry to what it did: let in, cut, made
// to fail, skipped.
#pragma once

#include <cstddef>
#include <map>

#include "stage/run/session_state.hpp"
#include "stage/run/tasks.hpp"
#include "stage/run/traffic.hpp"
#include "stage/run/transcript.hpp"
#include "stage/source/sources.hpp"
#include "stage/stage.hpp"

namespace stage {

class gate {
 public:
  /// All must outlive it. In a free run everybody is let in at once.
  gate(session_state& session, const task_table& tasks, transcript& transcript,
       traffic& traffic, bool free_run)
      : session_(session),
        tasks_(tasks),
        transcript_(transcript),
        traffic_(traffic),
        free_(free_run) {}

  /// At the entry of a call: parks the task, or lets it go on where there is
  /// nothing to decide. Throws stage_error if it cannot be followed there.
  void arrive(task&);
  /// Lets a parked task into its call.
  void let_in(task&, const move& how);
  /// The task is parked before a call that would wait, and a SIGCHLD waits for
  /// it: its handler runs, and the task comes back to the call. False: nothing
  /// of that. Throws refused_call.
  bool let_handler_run(task&);
  /// At the call's exit: what it did is written down.
  void leave(task&);

 private:
  void pass(task&);
  bool closes_sockets(const task&) const;
  bool take_print(task&, const call_entry&);
  void skip_sleep(task&);
  void let_fail(task&, play::call&, play::forced why, int error);
  void give_port(const task&);

  session_state& session_;
  const task_table& tasks_;
  transcript& transcript_;
  traffic& traffic_;
  const bool free_;
  std::map<std::size_t, int> ports_given_;  // to each program's sockets
  sources sources_;
};

}  // namespace stage
