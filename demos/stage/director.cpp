#include "stage/director.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "stage/proc.hpp"
#include "stage/refusal.hpp"

namespace stage {
namespace {

using namespace std::chrono_literals;

descriptor child_signals() {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  descriptor signals(::signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC));
  if (!signals) refuse("signalfd");
  return signals;
}

}  // namespace

director::director(house& house, schedule& schedule)
    : house_(house),
      options_(house.settings),
      schedule_(schedule),
      free_(schedule.lets_all_run()),
      journal_(record_, house.capture != nullptr && house.settings.capture),
      signals_(child_signals()) {
  for (const auto& one : house.cast) {
    cast_.push_back(std::make_unique<member>());
    cast_.back()->lasting = one.get();
    play::program program;
    program.name = one->spec.name;
    program.argv = one->spec.argv;
    record_.programs.push_back(std::move(program));
  }
  if (!house.why_no_network.empty())
    record_.notes.push_back(house.why_no_network);
}

director::~director() {
  dismiss();
}

play::record director::run() {
  for (std::size_t i = 0; i < cast_.size() && !stopped(); ++i) {
    // Under a schedule everybody runs to its first call, one after the other.
    // Freely, the server goes first: its clients must find it listening.
    if (!free_) {
      if (start_copy(i)) continue;
      start(i);
      settle();
      keep_as_original(i);
    } else {
      start(i);
      if (i == 0) let_server_come_up();
    }
  }
  if (free_)
    play_freely();
  else
    play_to_schedule();
  dismiss();
  take_packets();
  journal_.name_receivers();
  if (house_.capture && options_.capture)
    if (const unsigned lost = house_.capture->lost(); lost > 0)
      record_.notes.push_back(std::to_string(lost) +
                              " packets came too fast and were not recorded");
  return std::move(record_);
}

void director::start(std::size_t index) {
  member& one = *cast_[index];
  house::member& lasting = *one.lasting;
  if (::lseek(lasting.input.get(), 0, SEEK_SET) == -1) refuse("lseek");
  one.child = start_program(lasting.spec.argv,
                            {lasting.input.get(), lasting.out.program_end(),
                             lasting.err.program_end()},
                            house_.network.get(), !free_);
  add_task(index, one.child.pid, one.child.pid);
}

director::task& director::add_task(std::size_t index, pid_t tgid, pid_t tid) {
  tasks_.push_back(
      std::unique_ptr<task>(new task{.tid = tid,
                                     .tgid = tgid,
                                     .member = index,
                                     .number = cast_[index]->tasks++}));
  return *tasks_.back();
}

// Starts the program as a copy of its original, if there is one.
bool director::start_copy(std::size_t index) {
  house::member& lasting = *cast_[index]->lasting;
  if (!lasting.parked) return false;
  const pid_t copy = lasting.parked->copy();
  if (copy == -1)
    throw stage_error(lasting.spec.name +
                      ": somebody ended the process that it is copied from; "
                      "try again");
  cast_[index]->child.pid = copy;
  add_task(index, copy, copy);
  cast_[index]->tasks += lasting.tasks_before;
  print(index, false, lasting.printed_before);
  print(index, true, lasting.complained_before);
  settle();
  return true;
}

// The program has come to its first call: if it can be copied there, keeps it
// for that and goes on with a copy.
void director::keep_as_original(std::size_t index) {
  house::member& lasting = *cast_[index]->lasting;
  if (lasting.cannot_be_copied || stopped()) return;
  lasting.cannot_be_copied = true;
  const std::string& name = lasting.spec.name;
  const pid_t pid = cast_[index]->child.pid;
  const auto of_it = [index](const auto& one) { return one->member == index; };
  const auto is_other = [&](const auto& one) {
    return of_it(one) && one->state != task::gone &&
           (one->tid != pid || one->state != task::parked);
  };
  const auto is_its = [&name](const play::call& c) {
    return c.program == name;  // a sleep
  };
  if (find(pid) == nullptr || std::ranges::any_of(tasks_, is_other) ||
      std::ranges::any_of(record_.calls, is_its))
    return;
  lasting.parked = original::take(pid);
  if (!lasting.parked) return;

  play::program& so_far = record_.programs[index];
  lasting.printed_before = std::exchange(so_far.out, {});
  lasting.complained_before = std::exchange(so_far.err, {});
  std::erase_if(record_.prints,
                [&name](const play::print& p) { return p.program == name; });
  std::erase_if(tasks_, of_it);
  lasting.tasks_before = std::exchange(cast_[index]->tasks, 0) - 1;
  start_copy(index);
}

// Runs freely until the first program has an address that clients can find and
// waits there; or waits for something else for a while; or takes too long.
void director::let_server_come_up() {
  constexpr auto a_while = 500ms, too_long = 5000ms;
  const auto deadline = clock::now() + too_long;
  while (!stopped() && clock::now() < deadline && !everyone_has_gone()) {
    if (take_events()) continue;
    const bool sleeps =
        std::any_of(tasks_.begin(), tasks_.end(), [](const auto& one) {
          return one->pending && one->pending->call.kind == kind::sleep;
        });
    const bool long_quiet = clock::now() - last_event_ > a_while;
    if (!sleeps && (long_quiet || !bound_.empty()) && who_moves() == nullptr)
      return;
    wait_for_event(1ms);
  }
}

// True if the play is to end now, whatever its programs do.
bool director::stopped() {
  if (interrupted()) {
    record_.ended = play::ending::killed;
    record_.ended_because = "stopped from outside";
  }
  return over_ || spins_ || interrupted();
}

bool director::everyone_has_gone() const {
  return std::all_of(tasks_.begin(), tasks_.end(),
                     [](const auto& one) { return one->state == task::gone; });
}

void director::play_to_schedule() {
  for (;;) {
    settle();
    if (stopped()) return;
    std::vector<actor> all = actors();
    // Before it is said that nobody can go on, all connections are asked about,
    // also those that were stirred by what is no call (SO_LINGER, TCP_CORK).
    if (std::ranges::none_of(all, &actor::ready)) {
      connections_.all_stirred();
      if (!tcp_at_rest()) {
        settle();
        if (stopped()) return;
        all = actors();
      }
    }
    mark_one_that_gives_up(all);
    journal_.name_receivers();
    const auto next = schedule_.next({all, record_});
    if (!next) return conclude(all);
    let_go(*next, all);
  }
}

// Nobody is ever parked: watches until everybody has gone or nobody can go on.
void director::play_freely() {
  // Long enough for a program between two calls; a task that waits outside of
  // any socket call may wait for time, so give it longer.
  constexpr auto quiet = 100ms, quiet_elsewhere = 3000ms;
  last_event_ = clock::now();
  for (;;) {
    while (take_events() && !over_ && !interrupted()) {
    }
    take_packets();
    if (stopped()) return;
    if (everyone_has_gone()) return conclude({});
    const bool timed =
        std::any_of(tasks_.begin(), tasks_.end(), [](const auto& one) {
          return one->state == task::inside && one->in_time;
        });
    const bool elsewhere = std::any_of(
        tasks_.begin(), tasks_.end(),
        [](const auto& one) { return one->state == task::running; });
    const auto silence = clock::now() - last_event_;
    const std::vector<actor> all = actors();
    const bool idle = is_idle(all);
    if (!timed && silence > (elsewhere && !idle ? quiet_elsewhere : quiet) &&
        who_moves() == nullptr && tcp_at_rest())
      return conclude(all);
    wait_for_event(5ms);
  }
}

void director::let_go(const move& next, const std::vector<actor>& all) {
  const actor& chosen = all.at(next.actor);
  for (const auto& one : tasks_) {
    if (one->state == task::gone || name_of(one->member) != chosen.program)
      continue;
    if (next.kill()) {
      connections_.all_stirred();
      ::kill(one->tgid, SIGKILL);
      // A parked task is not asked for news otherwise.
      one->state = task::running;
    } else if (one->number == chosen.task && one->state == task::parked) {
      gave_up_in_a_row_ =
          would_wait(*one->pending, one->process, diagnosis()).ready
              ? 0
              : gave_up_in_a_row_ + 1;
      release(*one, next);
      return;
    }
  }
}

std::vector<actor> director::actors() {
  std::vector<actor> all;
  for (std::size_t m = 0; m < cast_.size(); ++m) {
    for (const auto& one : tasks_) {
      if (one->member != m || one->state == task::gone) continue;
      actor a;
      a.program = name_of(m);
      a.task = one->number;
      a.where = actor::where::elsewhere;
      if (one->pending) {
        a.where = one->state == task::parked ? actor::where::parked
                                             : actor::where::inside;
        a.call = one->pending->call;
        a.call.program = a.program;
        a.call.task = a.task;
        const readiness now =
            would_wait(*one->pending, one->process, diagnosis());
        a.ready = a.where == actor::where::parked && now.ready;
        a.returns_anyway = now.returns_anyway;
        a.waits_for = now.waits_for;
        a.does_not_block = now.does_not_block;
        a.divisible = now.divisible;
        a.available = now.available;
        if (one->pending->call.kind == kind::epoll)
          a.most_events = static_cast<int>(one->pending->arguments[2]);
        a.finds_nobody = one->pending->call.kind == kind::connect &&
                         one->pending->socket->is_tcp() && diagnosis() != -1 &&
                         !has_listener(diagnosis(), one->pending->call.address);
        const std::string other = journal_.other_end(one->pending->socket);
        if (!now.ready && one->pending->call.receives() && !other.empty())
          a.waits_for += " from " + other;
      } else {
        a.waits_for = "something outside of the play's sockets";
      }
      all.push_back(std::move(a));
    }
  }
  return all;
}

}  // namespace stage
