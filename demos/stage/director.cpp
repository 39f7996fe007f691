#include "stage/director.hpp"

#include <linux/netlink.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace stage {
namespace {

using namespace std::chrono_literals;

std::atomic<bool> was_interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// While a play runs, SIGCHLD arrives through a descriptor, and processes whose
// parent has died become ours, to be reaped. Under a schedule all of the play
// shares one processor: its packets then pass one queue in order, which
// capture::take_until_still relies on, and handing over is quick.
class play_surroundings {
 public:
  explicit play_surroundings(bool one_processor) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, &mask_);
    ::prctl(PR_GET_CHILD_SUBREAPER, &reaper_);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (!one_processor || ::sched_getaffinity(0, sizeof cpus_, &cpus_) == -1)
      return;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<unsigned>(::sched_getcpu()), &one);
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

descriptor child_signals() {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  return descriptor(::signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC));
}

std::string remedy(const std::string& why) {
  return "no network of its own here (" + why +
         "): plays use the host's, and no segments are recorded; allow user "
         "namespaces (sysctl user.max_user_namespaces, "
         "kernel.unprivileged_userns_clone or "
         "kernel.apparmor_restrict_unprivileged_userns) or run as root";
}

std::unique_ptr<own_network> network_for(const options& options,
                                         std::string& why) {
  if (options.network == network::host) {
    why = "on the host's network as asked: no segments are recorded";
    return nullptr;
  }
  std::string step;
  auto network = own_network::make(step);
  if (!network) why = remedy(step);
  return network;
}

}  // namespace

void interrupt() noexcept {
  was_interrupted = true;
}

bool director::interrupted() const noexcept {
  return was_interrupted;
}

const std::string& no_own_network() {
  static const std::string why = [] {
    std::string step;
    return own_network::make(step) ? std::string() : remedy(step);
  }();
  return why;
}

play::record perform(const std::vector<program>& cast, schedule& schedule,
                     const options& options) {
  const play_surroundings surroundings(!schedule.lets_all_run());
  try {
    return director(cast, schedule, options).run();
  } catch (const std::system_error& error) {
    const bool forbidden = error.code().value() == EPERM;
    throw stage_error(
        std::string(error.what()) +
        (forbidden ? ": tracing is not allowed here; allow ptrace (sysctl "
                     "kernel.yama.ptrace_scope=1, or in a container "
                     "--cap-add=SYS_PTRACE)"
                   : ": the stage cannot go on"));
  }
}

director::director(const std::vector<program>& cast, schedule& schedule,
                   const options& options)
    : options_(options),
      schedule_(schedule),
      free_(schedule.lets_all_run()),
      network_(network_for(options, why_no_network_)),
      journal_(record_, network_ != nullptr) {
  if (cast.empty()) throw stage_error("nothing to play: name a program");
  for (const program& one : cast) {
    const std::string why =
        why_not_runnable(one.argv.empty() ? "" : one.argv.front());
    if (!why.empty()) throw stage_error(why);
    cast_.push_back(std::make_unique<member>());
    cast_.back()->spec = &one;
    play::program program;
    program.name = one.name;
    program.argv = one.argv;
    record_.programs.push_back(std::move(program));
  }
  if (network_)
    capture_ = std::make_unique<capture>(*network_);
  else
    host_diagnosis_ = descriptor(
        ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  if (!why_no_network_.empty()) record_.notes.push_back(why_no_network_);
  signals_ = child_signals();
}

director::~director() {
  was_interrupted = false;  // it was meant for this play, from its first moment
  dismiss();
  for (const auto& one : cast_) forget_exec_error(one->child);
}

play::record director::run() {
  for (std::size_t i = 0; i < cast_.size(); ++i) {
    start(i);
    // Under a schedule everybody runs to its first call, one after the other.
    // Freely, the server goes first: its clients must find it listening.
    if (!free_)
      settle();
    else if (i == 0)
      let_server_come_up();
  }
  if (free_)
    play_freely();
  else
    play_to_schedule();
  dismiss();
  take_packets();
  journal_.name_receivers();
  if (capture_)
    if (const unsigned lost = capture_->lost(); lost > 0)
      record_.notes.push_back(std::to_string(lost) +
                              " packets came too fast and were not recorded");
  return std::move(record_);
}

void director::start(std::size_t index) {
  member& one = *cast_[index];
  const descriptor input = input_file(one.spec->input);
  one.child =
      start_program(one.spec->argv,
                    {input.get(), one.out.program_end(), one.err.program_end()},
                    network_.get());
  auto first = std::make_unique<task>();
  first->tid = first->tgid = one.child.pid;
  first->member = index;
  first->number = one.tasks++;
  first->process = std::make_unique<descriptor_view>(first->tgid, first->tid);
  tasks_.push_back(std::move(first));
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
          return one->pending && one->pending->kind == kind::sleep;
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
    if (one->state == task::gone ||
        cast_[one->member]->spec->name != chosen.program)
      continue;
    if (next.kill) {
      ::kill(one->tgid, SIGKILL);
      // A parked task is not asked for news otherwise.
      one->state = task::running;
    } else if (one->number == chosen.task && one->state == task::parked) {
      gave_up_in_a_row_ =
          would_wait(*one->pending, *one->process, diagnosis()).ready
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
      a.program = cast_[m]->spec->name;
      a.task = one->number;
      a.where = actor::where::elsewhere;
      if (one->pending) {
        a.where = one->state == task::parked ? actor::where::parked
                                             : actor::where::inside;
        a.call = one->pending->call;
        a.call.program = a.program;
        a.call.task = a.task;
        const readiness now =
            would_wait(*one->pending, *one->process, diagnosis());
        a.ready = a.where == actor::where::parked && now.ready;
        a.returns_anyway = now.returns_anyway;
        a.waits_for = now.waits_for;
        a.does_not_block = now.does_not_block;
        a.divisible = now.divisible;
        a.available = now.available;
        const std::string other = journal_.other_end(one->pending->socket);
        if (one->pending->kind == kind::receive && !other.empty())
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
