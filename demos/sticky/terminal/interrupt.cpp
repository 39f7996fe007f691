#include "sticky/terminal/interrupt.hpp"

#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <initializer_list>

#include "sticky/failure.hpp"

namespace sticky {
namespace {

volatile std::sig_atomic_t caught = 0;
volatile std::sig_atomic_t how_many = 0;
volatile std::sig_atomic_t wakeful_ones = 0;
int pipe_ends[2] = {-1, -1};

/// From now on SIGALRM comes ten times a second; 0: no more.
void ring(suseconds_t microseconds) {
  const itimerval again{{0, microseconds}, {0, microseconds}};
  ::setitimer(ITIMER_REAL, &again, nullptr);
}
constexpr suseconds_t often = 100'000;

void on_signal(int signal) {
  const int saved = errno;
  caught = signal;
  how_many = how_many + 1;
  if (wakeful_ones != 0) ring(often);
  // A full pipe is readable already.
  [[maybe_unused]] const ssize_t wrote = ::write(pipe_ends[1], "", 1);
  stage::interrupt();
  errno = saved;
}

}  // namespace

void catch_signals() {
  if (::pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) == -1) {
    throw play::explained_error({play::because::no_free_descriptor, {"pipe2"}});
  }
  struct sigaction action {};
  action.sa_handler = on_signal;
  for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    // Under nohup, and in the background of a script, it stays ignored.
    if (before.sa_handler == SIG_IGN) continue;
    ::sigaction(signal, &action, nullptr);
  }
  // A handler, not SIG_IGN: the programs that we start would inherit that, and
  // would not die of a closed socket as they do when run alone. SIGCONT, after
  // Ctrl-Z, ends a poll() only if it has a handler; SIGALRM is of `wakeful`.
  action.sa_handler = [](int) {};
  for (const int signal : {SIGPIPE, SIGXFSZ, SIGCONT, SIGALRM}) {
    ::sigaction(signal, &action, nullptr);
  }
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  ::sigprocmask(SIG_UNBLOCK, &alarm, nullptr);
}

int caught_signal() {
  return caught;
}

int signals_caught() {
  return how_many;
}

wakeful::wakeful() {
  wakeful_ones = wakeful_ones + 1;
  if (caught != 0) ring(often);
}

wakeful::~wakeful() {
  wakeful_ones = wakeful_ones - 1;
  if (wakeful_ones == 0 && caught != 0) ring(0);
}

int signal_descriptor() {
  return pipe_ends[0];
}

play::record play_out(const std::vector<stage::program>& cast,
                      stage::schedule& schedule,
                      const stage::options& options) {
  if (caught != 0) throw interrupted{caught};
  play::record record = stage::perform(cast, schedule, options);
  if (caught != 0) throw interrupted{caught};
  return record;
}

}  // namespace sticky
