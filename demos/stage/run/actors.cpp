#include "stage/run/actors.hpp"

#include <algorithm>
#include <tuple>

#include "stage/calls/pending.hpp"

namespace stage {
namespace {

using play::because;

// What the kernel says of the call it stands before, or is in.
void describe_call(actor& actor, const task& task, const transcript& transcript,
                   const traffic& traffic) {
  const pending_call& pending = *task.pending;
  const int diagnosis = traffic.diagnosis_socket();
  actor.call = pending.call;
  actor.call.program = actor.program;
  actor.call.task = actor.task;
  const readiness now = readiness_of(pending, task.descriptors, diagnosis);
  actor.ready = actor.where == actor::where::parked && now.ready;
  actor.returns_anyway = now.returns_anyway;
  actor.waits_for = now.waits_for;
  actor.does_not_block = now.does_not_block;
  actor.divisible = now.divisible;
  actor.may_give_up = now.may_give_up;
  actor.time_limit = now.time_limit;
  actor.available = now.available;
  actor.end_is_there = now.end_is_there;
  if (actor.available > 0)
    std::tie(actor.call.stream, actor.call.offset) =
        transcript.journal.next_byte(pending.socket);
  if (pending.call.kind == kind::epoll)
    actor.most_events = static_cast<int>(pending.arguments[2]);
  actor.finds_nobody = pending.call.kind == kind::connect &&
                       pending.socket->is_tcp() && diagnosis != -1 &&
                       !has_listener(diagnosis, pending.call.address);
  const std::string other = transcript.journal.other_end(pending.socket);
  if (now.waits_for.code == because::data && !other.empty())
    actor.waits_for = {because::data_from, {other}};
}

}  // namespace

std::vector<actor> actors_of(const task_table& tasks,
                             const transcript& transcript,
                             const traffic& traffic) {
  auto living = tasks.living();
  std::ranges::stable_sort(living, {}, &task::program);
  std::vector<actor> all;
  for (const task* task : living) {
    actor actor;
    actor.program = transcript.name_of(task->program);
    actor.task = task->number;
    if (!task->pending) {
      actor.where = actor::where::elsewhere;
      actor.waits_for = {because::something_outside};
    } else {
      actor.where = task->state == task::parked ? actor::where::parked
                                                : actor::where::inside;
      describe_call(actor, *task, transcript, traffic);
    }
    all.push_back(std::move(actor));
  }
  return all;
}

}  // namespace stage
