#include "stage/run/tasks.hpp"

#include <poll.h>
#include <sys/ptrace.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <ctime>
#include <sstream>
#include <utility>

#include "stage/refusal.hpp"
#include "stage/tracer/proc.hpp"
#include "stage/tracer/ptrace.hpp"

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

template <typename Pointer, typename Tasks>
std::vector<Pointer> living_among(Tasks& all) {
  std::vector<Pointer> living;
  for (auto& task : all) {
    if (task.state != task::gone) living.push_back(&task);
  }
  return living;
}

// Ends processes that were born to one that is gone now, so that they are our
// children and our tracees. True if there are any.
bool end_unreported(const std::vector<pid_t>& spared) noexcept try {
  bool any = false;
  std::istringstream children(read_proc("thread-self/children").value_or(""));
  for (pid_t pid = 0; children >> pid;) {
    if (std::ranges::find(spared, pid) != spared.end() ||
        tracer_of(pid) != ::getpid()) {
      continue;
    }
    ::kill(pid, SIGKILL);
    any = true;
  }
  return any;
} catch (const refused_call&) {
  return false;  // they end with us
}

}  // namespace

task_table::task_table() : signals_(child_signals()) {}

task& task_table::add(std::size_t program, pid_t tgid, pid_t tid) {
  return all_.emplace_back(task{
      .tid = tid, .tgid = tgid, .program = program, .number = had_[program]++});
}

task* task_table::find(pid_t tid) {
  return const_cast<task*>(std::as_const(*this).find(tid));
}

const task* task_table::find(pid_t tid) const {
  for (const task& task : all_) {
    if (task.tid == tid && task.state != task::gone) return &task;
  }
  return nullptr;
}

std::vector<task*> task_table::living() {
  return living_among<task*>(all_);
}

std::vector<const task*> task_table::living() const {
  return living_among<const task*>(all_);
}

bool task_table::nobody_is_left() const {
  return std::ranges::all_of(
      all_, [](const task& task) { return task.state == task::gone; });
}

int task_table::forget(std::size_t program) {
  std::erase_if(
      all_, [program](const task& task) { return task.program == program; });
  return std::exchange(had_[program], 0);
}

void task_table::skip_numbers(std::size_t program, int count) {
  had_[program] += count;
}

bool task_table::is_held(const task& task) const {
  return find(task.held_by) != nullptr;
}

bool task_table::leaves_others(const task& first) const {
  return std::ranges::any_of(all_, [&first](const task& task) {
    return task.tgid == first.tgid && &task != &first &&
           task.state != task::gone;
  });
}

bool task_table::take_news(
    const std::function<bool(task&, const stop&)>& handle) {
  bool any = false;
  for (task& task : all_) {
    if (task.state == task::gone) continue;
    const auto news = news_of(task.tid);
    if (!news) continue;
    any = true;
    last_news_ = clock::now();
    if (!handle(task, *news)) return true;
  }
  std::erase_if(all_,
                [](const task& task) { return task.state == task::gone; });
  return any;
}

void task_table::wait(std::chrono::microseconds longest) const noexcept {
  pollfd item{signals_.get(), POLLIN, 0};
  const timespec limit{0, longest.count() * 1000};
  if (::ppoll(&item, 1, &limit, nullptr) == 1) {
    signalfd_siginfo ignored;
    [[maybe_unused]] const ssize_t n =
        ::read(signals_.get(), &ignored, sizeof ignored);
  }
}

void task_table::follow(task& task, const stop& news) {
  using event = stop::event;
  switch (news.what) {
    case event::gone:  // exec has made another thread the first
      task.state = task::gone;
      return;
    case event::signalled:
      resume(task.tid, news.number);
      return;
    case event::group_stop:
      task.stopped = true;
      trace(PTRACE_LISTEN, task.tid, nullptr, nullptr);
      return;
    case event::fork:
    case event::vfork:
    case event::clone:
      if (const auto child = event_message(task.tid)) {
        born(task, static_cast<pid_t>(*child));
        if (news.what == event::vfork) {
          task.held_by = static_cast<pid_t>(*child);
        }
      }
      break;
    case event::vfork_done:
      task.held_by = 0;
      break;
    case event::exec:
      replaced(task, static_cast<pid_t>(event_message(task.tid).value_or(0)));
      break;
    default:
      task.stopped = false;
      break;
  }
  resume(task.tid);
}

void task_table::born(task& parent, pid_t child) {
  const bool is_thread = state_of(parent.tgid, child) != 0;
  add(parent.program, is_thread ? parent.tgid : child, child);
}

void task_table::replaced(task& task, pid_t former) {
  if (auto* const other = find(former); other != nullptr && other != &task) {
    other->state = task::gone;
  }
  for (auto& parent : all_) {
    if (parent.held_by == task.tid) parent.held_by = 0;
  }
  task.state = task::running;
  task.pending.reset();
}

// Whatever ends now is ours, also what nobody has told us of: a task whose
// birth was not reported any more (its process ends only after it), an orphan,
// and a child of ours for its tracer and once more for its parent. Nothing
// here may depend on a call that can be refused.
void task_table::end_all(const std::vector<pid_t>& spared,
                         bool all_are_known) noexcept {
  for (const task& task : all_) {
    if (task.state != task::gone) ::kill(task.tgid, SIGKILL);
  }
  const auto deadline = clock::now() + 10s;
  while (clock::now() < deadline) {
    const auto [pid, news] = news_of_anybody();
    if (pid == -1) return;  // no children
    if (pid == 0) {
      if (nobody_is_left() && (all_are_known || !end_unreported(spared))) {
        return;
      }
      wait(1ms);
    } else if (!news.is_end()) {
      ::kill(pid, SIGKILL);
    } else if (task* known = find(pid)) {
      known->state = task::gone;
    }
  }
}

}  // namespace stage
