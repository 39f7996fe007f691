#include <sched.h>
#include <sys/prctl.h>

#include <atomic>
#include <csignal>
#include <optional>
#include <string>
#include <utility>

#include "stage/refusal.hpp"
#include "stage/run/director.hpp"
#include "stage/run/session_state.hpp"
#include "stage/tracer/limits.hpp"

namespace stage {
namespace {

std::atomic<bool> was_interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// SIGCHLD arrives through a descriptor.
class blocked_child_signal {
 public:
  blocked_child_signal() {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    if (::sigprocmask(SIG_BLOCK, &child, &before_) == -1) refuse("sigprocmask");
  }
  ~blocked_child_signal() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  blocked_child_signal(const blocked_child_signal&) = delete;
  blocked_child_signal& operator=(const blocked_child_signal&) = delete;

 private:
  sigset_t before_{};
};

// Processes whose parent has died become ours, to be reaped.
class reaper_of_orphans {
 public:
  reaper_of_orphans() {
    if (::prctl(PR_GET_CHILD_SUBREAPER, &before_) == -1 ||
        ::prctl(PR_SET_CHILD_SUBREAPER, 1) == -1)
      refuse("prctl");
  }
  ~reaper_of_orphans() { ::prctl(PR_SET_CHILD_SUBREAPER, before_); }
  reaper_of_orphans(const reaper_of_orphans&) = delete;
  reaper_of_orphans& operator=(const reaper_of_orphans&) = delete;

 private:
  int before_ = 0;
};

// Under a schedule all of the play shares one processor: its packets then pass
// one queue in order, which capture::take_until_still relies on, and handing
// over is quick.
class one_processor {
 public:
  explicit one_processor(session_state& session) {
    if (::sched_getaffinity(0, sizeof before_, &before_) == -1)
      refuse("sched_getaffinity");
    if (!session.processor) {
      const int current = ::sched_getcpu();
      if (current == -1) refuse("getcpu");
      session.processor = static_cast<unsigned>(current);
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(*session.processor, &one);
    if (::sched_setaffinity(0, sizeof one, &one) == -1)
      refuse("sched_setaffinity");
  }
  ~one_processor() { ::sched_setaffinity(0, sizeof before_, &before_); }
  one_processor(const one_processor&) = delete;
  one_processor& operator=(const one_processor&) = delete;

 private:
  cpu_set_t before_{};
};

}  // namespace

void interrupt() noexcept {
  was_interrupted = true;
}

bool interrupted() noexcept {
  return was_interrupted;
}

void forget_interrupt() noexcept {
  was_interrupted = false;
}

session::session(std::vector<program> cast, const options& options) try
    : session_(std::make_unique<session_state>(std::move(cast), options)) {
} catch (const refused_call& error) {
  give_up(error);
}

// An interrupt was meant for this session, from its first moment.
session::~session() {
  forget_interrupt();
}

play::record session::perform(schedule& schedule) try {
  const raised_limit limit;
  const blocked_child_signal signals;
  const reaper_of_orphans orphans;
  std::optional<one_processor> processor;
  if (!schedule.lets_all_run()) processor.emplace(*session_);
  session_->make_ready(schedule.lets_all_run());
  return director(*session_, schedule).run();
} catch (const refused_call& error) {
  give_up(error);
}

play::record perform(const std::vector<program>& cast, schedule& schedule,
                     const options& options) {
  stage::options once = options;
  once.copies = false;
  return session(cast, once).perform(schedule);
}

}  // namespace stage
