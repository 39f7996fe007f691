#include "stage/run/director.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <utility>
#include <vector>

#include "stage/run/actors.hpp"

namespace stage {

using namespace std::chrono_literals;

director::director(session_state& session, schedule& schedule)
    : session_(session),
      schedule_(schedule),
      free_(schedule.lets_all_run()),
      traffic_(session.diagnosis(), session.connections, free_),
      transcript_(session, free_),
      entrances_(session, tasks_, transcript_, free_),
      gate_(session, tasks_, transcript_, traffic_, free_),
      rest_(tasks_, transcript_, traffic_, session.settings, free_) {}

director::~director() {
  end_all();
}

play::record director::run() {
  for (std::size_t i = 0; i < session_.cast.size(); ++i) {
    if (transcript_.bounds.ends()) break;
    bring_in(i);
  }
  if (free_)
    play_freely();
  else
    play_to_schedule();
  for (const task* task : tasks_.living())
    if (task->number == 0)
      transcript_.record.programs[task->program].dismissed = true;
  end_all();
  return transcript_.finish();
}

// Under a schedule everybody runs to its first call, one after the other.
// Freely, the server goes first: its clients must find it listening.
void director::bring_in(std::size_t program) {
  if (free_) {
    entrances_.start(program);
    if (program == 0) let_server_come_up();
    return;
  }
  const bool copied = entrances_.copy(program);
  if (!copied) entrances_.start(program);
  settle();
  if (copied || transcript_.bounds.ends()) return;
  if (entrances_.keep_and_copy(program)) settle();
}

void director::let_server_come_up() {
  const auto deadline = task_table::clock::now() + 5s;
  while (!transcript_.bounds.ends() && task_table::clock::now() < deadline &&
         !tasks_.nobody_is_left()) {
    if (take_news()) continue;
    if (rest_.server_is_up()) return;
    tasks_.wait(1ms);
  }
}

// Nobody is ever parked: watches until everybody has gone or nobody can go on.
void director::play_freely() {
  tasks_.begin_to_wait();
  transcript_.effect();
  for (;;) {
    while (take_news() && !transcript_.bounds.ends_now()) {
    }
    transcript_.take_packets();
    if (transcript_.bounds.ends() || tasks_.nobody_is_left()) return;
    if (rest_.nobody_goes_on()) break;
    tasks_.wait(5ms);
  }
  conclude(transcript_.record, actors_of(tasks_, transcript_, traffic_),
           only_servers_wait(tasks_, traffic_), time_.in_vain());
}

void director::play_to_schedule() {
  for (;;) {
    settle();
    if (transcript_.bounds.ends()) return;
    std::vector<actor> all = actors_of(tasks_, transcript_, traffic_);
    if (!somebody_goes_on(all)) {
      if (something_comes()) continue;
      all = actors_of(tasks_, transcript_, traffic_);
    }
    if (time_.is_due(all) && !only_servers_wait(tasks_, traffic_))
      time_.pass(all);
    transcript_.journal.name_receivers();
    const auto next = schedule_.next({all, transcript_.record});
    if (!next)
      return conclude(transcript_.record, all,
                      only_servers_wait(tasks_, traffic_), time_.in_vain());
    let_go(*next, all.at(next->actor));
  }
}

// Before it is said that nobody can go on: all connections are asked about,
// also those that were stirred by what is no call (SO_LINGER, TCP_CORK);
// handlers of signals run; and who waits for time outside of any call gets it.
bool director::something_comes() {
  traffic_.anything_changed();
  if (!traffic_.at_rest()) {
    settle();
    if (transcript_.bounds.ends() ||
        somebody_goes_on(actors_of(tasks_, transcript_, traffic_)))
      return true;
  }
  bool hears = false;
  for (task* const task : tasks_.living())
    hears = gate_.let_handler_run(*task) || hears;
  if (hears) return true;
  return !only_servers_wait(tasks_, traffic_) &&
         rest_.time_brings_something([this] { return take_news(); });
}

void director::settle() {
  rest_.settle([this] { return take_news(); });
}

// Handles what has happened to the tasks. True if anything had.
bool director::take_news() {
  const bool any = tasks_.take_news([this](task& task, const stop& news) {
    if (free_) transcript_.take_packets();
    on_stop(task, news);
    return !transcript_.bounds.ends_now();
  });
  if (free_ && !transcript_.bounds.ends_now()) transcript_.take_output();
  return any;
}

void director::on_stop(task& task, const stop& news) {
  switch (news.what) {
    case stop::event::exited:
    case stop::event::killed:
      transcript_.effect();
      return on_end(task, news);
    case stop::event::filtered:
      return gate_.arrive(task);
    case stop::event::call_boundary:
      return gate_.leave(task);
    case stop::event::exec:
      traffic_.anything_changed();  // it closes descriptors
      [[fallthrough]];
    case stop::event::fork:
    case stop::event::vfork:
    case stop::event::clone:
      transcript_.effect();
      [[fallthrough]];
    default:
      return tasks_.follow(task, news);
  }
}

void director::on_end(task& task, const stop& news) {
  const bool killed = news.what == stop::event::killed;
  if (killed) traffic_.anything_changed();
  if (task.pending && task.pending->call.kind == kind::exit)
    transcript_.call_of(task).result = 0;
  task.pending.reset();
  task.state = task::gone;
  if (task.number != 0) return;
  play::program& program = transcript_.record.programs[task.program];
  if (killed) {
    program.signal = signal_name(news.number);
  } else {
    entrances_.require_exec(task.program);
    program.exit = news.number;
  }
}

void director::let_go(const move& next, const actor& chosen) {
  for (task* const task : tasks_.living()) {
    if (transcript_.name_of(task->program) != chosen.program) continue;
    if (next.kill()) {
      traffic_.anything_changed();
      ::kill(task->tgid, SIGKILL);
      // A parked task is not asked for news otherwise.
      task->state = task::running;
    } else if (task->number == chosen.task && task->state == task::parked) {
      const auto now = readiness_of(*task->pending, task->descriptors,
                                    traffic_.diagnosis_socket());
      time_.goes(!now.ready, play::waits_for_several(chosen.call.kind));
      return gate_.let_in(*task, next);
    }
  }
}

// Again when this object goes: then nobody is left, unless the first time was
// not enough, and the record has been given away.
void director::end_all() noexcept {
  std::vector<pid_t> spared;
  for (const auto& member : session_.cast)
    if (member->copied_from) spared.push_back(member->copied_from->pid());
  tasks_.end_all(spared, rest_.is_settled());
}

}  // namespace stage
