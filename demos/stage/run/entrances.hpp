// How a program of the cast comes into a play: started, or copied from one that
// stands before its first socket call.
#pragma once

#include <cstddef>
#include <vector>

#include "stage/run/session_state.hpp"
#include "stage/run/tasks.hpp"
#include "stage/run/transcript.hpp"
#include "stage/tracer/tracee.hpp"

namespace stage {

class entrances {
 public:
  /// All must outlive it.
  entrances(session_state& session, task_table& tasks, transcript& transcript,
            bool free_run)
      : session_(session),
        tasks_(tasks),
        transcript_(transcript),
        free_(free_run),
        children_(session.cast.size()) {}

  /// Throws refused_call.
  void start(std::size_t program);
  /// Starts it as a copy; false: there is nothing that it could be copied from.
  /// Throws stage_error or refused_call.
  bool copy(std::size_t program);
  /// It has come to its first call, and everybody is at rest: if it can be
  /// copied there, keeps it for that, takes it out of the play, and copies it.
  /// False: it goes on itself. Throws as copy() does.
  bool keep_and_copy(std::size_t program);
  /// The program's first task has ended. Throws stage_error if it could not be
  /// run at all.
  void require_exec(std::size_t program) const;

 private:
  bool stands_alone(std::size_t program) const;
  session_state& session_;
  task_table& tasks_;
  transcript& transcript_;
  const bool free_;
  std::vector<started> children_;
};

}  // namespace stage
