#include "stage/run/entrances.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "stage/calls/table.hpp"
#include "stage/refusal.hpp"

namespace stage {

void entrances::start(std::size_t program) {
  session_state::member& member = *session_.cast[program];
  if (::lseek(member.input.get(), 0, SEEK_SET) == -1) refuse("lseek");
  surroundings around{.streams = {member.input.get(), member.out.program_end(),
                                  member.err.program_end()},
                      .stops_at = watched_calls(),
                      .same_each_time = !free_};
  if (session_.network)
    around.enter = [this]() noexcept { return session_.network->enter(); };
  started& child = children_[program];
  child = start_program(member.spec.argv, around);
  tasks_.add(program, child.pid, child.pid).state = task::starting;
}

bool entrances::copy(std::size_t program) {
  session_state::member& member = *session_.cast[program];
  if (!member.copied_from) return false;
  const pid_t copy = member.copied_from->copy();
  if (copy == -1)
    throw stage_error({play::because::original_was_ended, {member.spec.name}});
  children_[program].pid = copy;
  tasks_.add(program, copy, copy);
  tasks_.skip_numbers(program, member.tasks_before);
  transcript_.add_print(program, false, member.printed_before);
  transcript_.add_print(program, true, member.complained_before);
  return true;
}

// Nothing of it is in the play but its first task, parked, and what it printed.
bool entrances::stands_alone(std::size_t program) const {
  const pid_t pid = children_[program].pid;
  const auto is_other = [&](const task* task) {
    return task->program == program &&
           (task->tid != pid || task->state != task::parked);
  };
  const std::string& name = transcript_.name_of(program);
  const auto is_its = [&name](const play::call& call) {
    return call.program == name;  // a sleep
  };
  return tasks_.find(pid) != nullptr &&
         std::ranges::none_of(std::as_const(tasks_).living(), is_other) &&
         std::ranges::none_of(transcript_.record.calls, is_its);
}

bool entrances::keep_and_copy(std::size_t program) {
  session_state::member& member = *session_.cast[program];
  if (std::exchange(member.cannot_be_copied, true) || !stands_alone(program))
    return false;
  member.copied_from = fork_server::take(children_[program].pid);
  if (!member.copied_from) return false;
  std::tie(member.printed_before, member.complained_before) =
      transcript_.take_back_prints(program);
  member.tasks_before = tasks_.forget(program) - 1;
  return copy(program);
}

void entrances::require_exec(std::size_t program) const {
  if (const int error = exec_error(children_[program]); error != 0)
    throw stage_error(
        {play::because::cannot_be_run,
         {session_.cast[program]->spec.argv[0], std::strerror(error)}});
}

}  // namespace stage
