#include <sched.h>
#include <sys/prctl.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "stage/director.hpp"
#include "stage/house.hpp"

namespace stage {
namespace {

std::atomic<bool> was_interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// While a play runs, SIGCHLD arrives through a descriptor, and processes whose
// parent has died become ours, to be reaped. Under a schedule all of the play
// shares one processor: its packets then pass one queue in order, which
// capture::take_until_still relies on, and handing over is quick.
class play_surroundings {
 public:
  explicit play_surroundings(house& house, bool one_processor) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, &mask_);
    ::prctl(PR_GET_CHILD_SUBREAPER, &reaper_);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (!one_processor || ::sched_getaffinity(0, sizeof cpus_, &cpus_) == -1)
      return;
    if (!house.processor)
      house.processor = static_cast<unsigned>(::sched_getcpu());
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(*house.processor, &one);
    pinned_ = ::sched_setaffinity(0, sizeof one, &one) == 0;
  }
  ~play_surroundings() {
    if (pinned_) ::sched_setaffinity(0, sizeof cpus_, &cpus_);
    ::prctl(PR_SET_CHILD_SUBREAPER, reaper_);
    ::sigprocmask(SIG_SETMASK, &mask_, nullptr);
  }
  play_surroundings(const play_surroundings&) = delete;
  play_surroundings& operator=(const play_surroundings&) = delete;

 private:
  sigset_t mask_{};
  int reaper_ = 0;
  cpu_set_t cpus_{};
  bool pinned_ = false;
};

[[noreturn]] void refuse(const std::system_error& error) {
  const bool forbidden = error.code().value() == EPERM;
  throw stage_error(
      std::string(error.what()) +
      (forbidden ? ": tracing is not allowed here; allow ptrace (sysctl "
                   "kernel.yama.ptrace_scope=1, or in a container "
                   "--cap-add=SYS_PTRACE)"
                 : ": the stage cannot go on"));
}

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

company::company(std::vector<program> cast, const options& options) try
    : house_(std::make_unique<house>(std::move(cast), options)) {
} catch (const std::system_error& error) {
  refuse(error);
}

// An interrupt was meant for this company, from its first moment.
company::~company() {
  forget_interrupt();
}

play::record company::perform(schedule& schedule) {
  const play_surroundings surroundings(*house_, !schedule.lets_all_run());
  try {
    house_->make_ready(schedule.lets_all_run());
    return director(*house_, schedule).run();
  } catch (const std::system_error& error) {
    refuse(error);
  }
}

play::record perform(const std::vector<program>& cast, schedule& schedule,
                     const options& options) {
  stage::options once = options;
  once.copies = false;
  return company(cast, once).perform(schedule);
}

}  // namespace stage
