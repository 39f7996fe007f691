#include "stage/run/quiescence.hpp"

#include <algorithm>
#include <string>

#include "stage/run/ending.hpp"
#include "stage/tracer/proc.hpp"
#include "stage/tracer/timed.hpp"
#include "stage/tracer/tracee.hpp"

namespace stage {
namespace {

using namespace std::chrono_literals;

// In a timed wait outside of any call, which ends soon. One that lasts is for
// when nobody else can go; so is what somebody repeats who does nothing else.
bool waits_a_moment(const task& task) {
  constexpr auto moment = 100ms;
  if (task.only_ticks) return false;
  const auto left = time_left(task.tgid, task.tid);
  return left && *left <= moment;
}

// Has gone to sleep so often since this was asked first.
bool came_back(task& task, std::int64_t often) {
  const std::int64_t asleep = times_asleep(task.tgid, task.tid);
  if (!task.asleep_before) task.asleep_before = asleep;
  return asleep - *task.asleep_before >= often;
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
  return !free_run && waits_a_moment(task);
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
    note_ticking(moving);
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

void quiescence::note_ticking(const task* moving) {
  constexpr int often = 5;
  task* const one = moving == nullptr ? nullptr : tasks_.find(moving->tid);
  if (one != nullptr && one->state == task::running && waits_a_moment(*one))
    one->only_ticks = came_back(*one, often);
}

bool quiescence::time_brings_something(const std::function<bool()>& take_news) {
  const std::size_t calls = transcript_.record.calls.size();
  const auto now = patience::clock::now();
  if (calls != calls_before_time_) {
    calls_before_time_ = calls;
    time_is_up_ = now + options_.patience;
  }
  pauses pause(5ms);
  for (;;) {
    constexpr int often = 2;
    bool anybody = false;
    for (task* const task : tasks_.living()) {
      if (task->state != task::running || task->only_ticks ||
          !time_left(task->tgid, task->tid))
        continue;
      task->only_ticks =
          came_back(*task, often) || patience::clock::now() > time_is_up_;
      anybody = anybody || !task->only_ticks;
    }
    if (take_news()) return true;
    if (!anybody || transcript_.bounds.ends()) return false;
    pause.wait(tasks_);
  }
}

void quiescence::network_to_rest() {
  // A SYN that got no answer is sent again after a second, and that is soon
  // enough.
  const auto deadline = patience::clock::now() + 1500ms;
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
  const auto living = tasks_.living();
  const bool serves = std::ranges::any_of(living, [this](const task* task) {
    return role_of(*task, traffic_).serves;
  });
  const bool sleeps = std::ranges::any_of(living, [](const task* task) {
    return task->pending && task->pending->call.kind == kind::sleep;
  });
  if (sleeps && !serves) return false;
  const bool long_quiet =
      task_table::clock::now() - tasks_.last_news() > a_while;
  return (long_quiet || traffic_.anybody_bound()) &&
         who_moves(tasks_, traffic_, free_) == nullptr;
}

// Long enough for a program between two calls; a task that waits outside of any
// socket call may wait for what nobody sees, so give it longer.
bool quiescence::is_silent(bool only_servers) const {
  constexpr auto quiet = 100ms, quiet_elsewhere = 3000ms;
  const auto silence = task_table::clock::now() - tasks_.last_news();
  const auto living = tasks_.living();
  const bool elsewhere =
      std::ranges::find(living, task::running, &task::state) != living.end();
  return silence > (elsewhere && !only_servers ? quiet_elsewhere : quiet);
}

bool quiescence::nobody_goes_on() {
  constexpr auto quiet = 100ms;
  if (task_table::clock::now() - transcript_.last_effect() <= quiet ||
      who_moves(tasks_, traffic_, free_) != nullptr)
    return false;
  const bool only_servers = only_servers_wait(tasks_, traffic_);
  const bool still =
      stillness_.waits_for_time(tasks_)
          ? stillness_.is_in_vain(tasks_, transcript_, only_servers)
          : is_silent(only_servers);
  return still && traffic_.at_rest();
}

}  // namespace stage
