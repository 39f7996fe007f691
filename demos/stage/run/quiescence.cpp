#include "stage/run/quiescence.hpp"

#include <algorithm>
#include <ctime>
#include <string>

#include "stage/run/ending.hpp"
#include "stage/tracer/proc.hpp"
#include "stage/tracer/tracee.hpp"

namespace stage {
namespace {

using namespace std::chrono_literals;

std::chrono::nanoseconds processor_time(pid_t pid) {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(pid, &clock) != 0 ||
      ::clock_gettime(clock, &time) == -1)
    return std::chrono::nanoseconds::max();
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::nanoseconds(time.tv_nsec);
}

bool moves(const task& task, const task_table& tasks, const traffic& traffic,
           bool free_run) {
  if (task.state == task::parked || tasks.is_held(task)) return false;
  // Whatever it sleeps in, it is not what the program waits for.
  if (task.state == task::starting) return true;
  const char state = state_of(task.tgid, task.tid);
  if (task.stopped && (state == 't' || state == 'T')) return false;
  if (state == 'Z' && task.tid == task.tgid) return !tasks.leaves_others(task);
  if (state != 'S') return true;
  // Asleep, but about to be woken?
  if (task.state == task::inside)
    return task.pending && !task.waits_for_time &&
           readiness_of(*task.pending, task.descriptors,
                        traffic.diagnosis_socket())
               .ready;
  return !free_run && waits_for_time(task.tgid, task.tid);
}

// Waits that get longer as long as nothing happens.
class pauses {
 public:
  explicit pauses(std::chrono::microseconds longest) : longest_(longest) {}
  void wait(const task_table& tasks) {
    tasks.wait(next_);
    next_ = std::min(next_ * 2, longest_);
  }
  void start_again() { next_ = shortest; }

 private:
  static constexpr std::chrono::microseconds shortest = 20us;
  std::chrono::microseconds next_ = shortest, longest_;
};

}  // namespace

const task* who_moves(const task_table& tasks, const traffic& traffic,
                      bool free_run) {
  for (const task* task : tasks.living())
    if (moves(*task, tasks, traffic, free_run)) return task;
  return nullptr;
}

// Of a task that is on its way to its end ptrace answers no question any more.
// (/proc would tell as well, at the price of three calls and a text.)
bool one_was_killed(const task_table& tasks) {
  return std::ranges::any_of(tasks.living(), [](const task* task) {
    return task->state == task::parked && !event_message(task->tid);
  });
}

bool patience::has_ended_for(const task& moving) {
  if (!is_late()) return false;
  const auto now = processor_time(moving.tgid);
  if (!computed_) computed_ = now;
  return state_of(moving.tgid, moving.tid) == 'S' || now - *computed_ > 1s;
}

void quiescence::settle(const std::function<bool()>& take_news) {
  settled_ = false;
  patience patience(options_.patience);
  pauses pause(5ms);
  for (;;) {
    const bool news = take_news();
    if (transcript_.bounds.ends_now()) return;
    if (news && !patience.is_late()) {
      pause.start_again();
      continue;
    }
    const task* moving = who_moves(tasks_, traffic_, free_);
    if (moving != nullptr && patience.has_ended_for(*moving))
      return transcript_.bounds.end(
          {play::because::no_call_for_long,
           {std::to_string(options_.patience.count() / 1000),
            transcript_.name_of(moving->program)}},
          true);
    if (moving == nullptr) {
      network_to_rest();
      settled_ = !take_news() &&
                 who_moves(tasks_, traffic_, free_) == nullptr &&
                 !one_was_killed(tasks_);
      if (settled_) return;
      if (!patience.is_late()) continue;
    }
    pause.wait(tasks_);
  }
}

void quiescence::network_to_rest() {
  const auto deadline = patience::clock::now() + 1s;
  pauses pause(2ms);
  transcript_.take_output();
  for (;;) {
    // Asked first: an answer that lets bytes go (Nagle) may come at any time,
    // and what it let go belongs to this call.
    const bool still = traffic_.at_rest();
    transcript_.take_packets();
    if (still || patience::clock::now() > deadline) return;
    pause.wait(tasks_);
  }
}

bool quiescence::server_is_up() const {
  constexpr auto a_while = 500ms;
  for (const task* task : tasks_.living())
    if (task->pending && task->pending->call.kind == kind::sleep) return false;
  const bool long_quiet =
      task_table::clock::now() - tasks_.last_news() > a_while;
  return (long_quiet || traffic_.anybody_bound()) &&
         who_moves(tasks_, traffic_, free_) == nullptr;
}

bool quiescence::nobody_goes_on() {
  // Long enough for a program between two calls; a task that waits outside of
  // any socket call may wait for time, so give it longer.
  constexpr auto quiet = 100ms, quiet_elsewhere = 3000ms;
  const auto silence = task_table::clock::now() - tasks_.last_news();
  if (silence <= quiet) return false;
  const auto living = tasks_.living();
  if (std::ranges::any_of(living, [](const task* task) {
        return task->state == task::inside && task->waits_for_time;
      }))
    return false;
  const bool elsewhere =
      std::ranges::find(living, task::running, &task::state) != living.end();
  if (elsewhere && silence <= quiet_elsewhere &&
      !only_servers_wait(tasks_, traffic_))
    return false;
  return who_moves(tasks_, traffic_, free_) == nullptr && traffic_.at_rest();
}

}  // namespace stage
