#include "stage/run/stillness.hpp"

#include <algorithm>
#include <set>

#include "stage/tracer/timed.hpp"

namespace stage {
namespace {

using namespace std::chrono_literals;

// An armed timer is among what it waits for (poll, select, epoll).
bool watches_a_timer(const task& task) {
  const auto rings = [&task](int fd) { return is_set_timer(task.tgid, fd); };
  const play::call& call = task.pending->call;
  return std::ranges::any_of(call.watched, rings) ||
         (call.kind == kind::epoll &&
          std::ranges::any_of(watched_by(task.tgid, call.fd), rings));
}

bool waits_for_time_itself(const task& task) {
  if (task.state == task::inside)
    return task.waits_for_time || (task.pending && watches_a_timer(task));
  return task.state == task::running &&
         time_left(task.tgid, task.tid).has_value();
}

// A task that the stage stops at its calls goes to sleep for that as well.
std::int64_t waits_of(const task& task) {
  return task.state == task::inside ? task.waits
                                    : times_asleep(task.tgid, task.tid);
}

std::chrono::nanoseconds computed_by(const task_table& tasks) {
  std::set<pid_t> processes;
  for (const task* task : tasks.living()) processes.insert(task->tgid);
  std::chrono::nanoseconds sum{0};
  for (const pid_t process : processes) sum += processor_time(process);
  return sum;
}

}  // namespace

bool stillness::waits_for_time(const task_table& tasks) {
  return std::ranges::any_of(tasks.living(), [](const task* task) {
    return waits_for_time_itself(*task);
  });
}

void stillness::begin(const task_table& tasks, std::int64_t effects) {
  effects_ = effects;
  since_ = clock::now();
  computed_ = computed_by(tasks);
  waits_.clear();
  for (const task* task : tasks.living())
    waits_[{task->tid, task->state}] = waits_of(*task);
}

bool stillness::all_came_back(const task_table& tasks) {
  constexpr std::int64_t often = 2;
  return std::ranges::all_of(tasks.living(), [this](const task* task) {
    if (!waits_for_time_itself(*task)) return true;
    const std::int64_t now = waits_of(*task);
    // One that was on its way to another wait when this began has it from here.
    const auto then = waits_.try_emplace({task->tid, task->state}, now).first;
    return now - then->second >= often;
  });
}

bool stillness::is_in_vain(const task_table& tasks,
                           const transcript& transcript, bool only_servers) {
  constexpr auto moment = 900ms, a_while = 5000ms, ample = 10000ms;
  if (effects_ != transcript.effects()) begin(tasks, transcript.effects());
  const auto stood = clock::now() - since_;
  if (stood < (only_servers ? moment : ample)) return false;
  const bool long_wait = only_servers && stood > a_while;
  if (!long_wait && !all_came_back(tasks)) return false;
  // Whoever works in short turns is asleep whenever one looks. On a busy
  // machine little is much.
  if ((computed_by(tasks) - computed_) * 20 < stood) return true;
  begin(tasks, transcript.effects());
  return false;
}

}  // namespace stage
