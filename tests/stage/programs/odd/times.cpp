// Programs that live by the clock: limits of time, alarms, timers. What they
// print says that time passed, never how much.
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>

#include "odd.hpp"

namespace {

volatile sig_atomic_t came = 0;

void on_alarm(int flags) {
  struct sigaction action {};
  action.sa_handler = [](int signal) { came = signal; };
  action.sa_flags = flags;
  ::sigaction(SIGALRM, &action, nullptr);
}

void alarm_after(int milliseconds, bool again = false) {
  itimerval when{};
  when.it_value.tv_usec = milliseconds * 1000;
  if (again) when.it_interval = when.it_value;
  ::setitimer(ITIMER_REAL, &when, nullptr);
}

int receive_limit(long) {
  const tcp_pair pair;
  const timeval limit{0, 50'000};
  ::setsockopt(pair.far, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  char byte;
  say_result("recv", ::recv(pair.far, &byte, 1, 0));
  send_all(pair.near, "x");
  say_result("recv", ::recv(pair.far, &byte, 1, 0));
  return 0;
}

int alarm_interrupts(long) {
  const tcp_pair pair;
  on_alarm(0);
  alarm_after(50);
  char byte;
  say_result("recv", ::recv(pair.far, &byte, 1, 0));
  say("came %d\n", came == SIGALRM);
  return 0;
}

int alarm_restarts(long) {
  const tcp_pair pair;
  int ends[2];
  must(::pipe(ends), "pipe");
  child([&] {
    char byte;
    // Sends only after the alarm has come.
    return ::read(ends[0], &byte, 1) == 1 ? send_all(pair.near, "late"), 0 : 1;
  });
  static int tell = ends[1];
  ::signal(SIGALRM, [](int signal) {  // as with SA_RESTART
    came = signal;
    [[maybe_unused]] const ssize_t wrote = ::write(tell, "!", 1);
  });
  alarm_after(50);
  char text[8];
  const ssize_t n = ::recv(pair.far, text, sizeof text, 0);
  say("recv %zd %.*s, came %d\n", n, static_cast<int>(n), text,
      came == SIGALRM);
  ::wait(nullptr);
  return 0;
}

int storm_of_alarms(long) {
  const tcp_pair pair;
  on_alarm(SA_RESTART);
  alarm_after(1, true);
  const pid_t pid = child([&pair] {
    for (int i = 0; i < 100; ++i) send_all(pair.near, "0123456789");
    return 0;
  });
  ::close(pair.near);
  char bytes[50];
  ssize_t n = 0, sum = 0;
  while ((n = ::recv(pair.far, bytes, sizeof bytes, 0)) > 0) sum += n;
  say("sum %zd, then %zd\n", sum, n);
  alarm_after(0);
  say_end_of("sender", pid);
  return 0;
}

int poll_interrupted(long) {
  const tcp_pair pair;
  on_alarm(SA_RESTART);  // which poll does not heed
  alarm_after(50);
  pollfd item{pair.far, POLLIN, 0};
  say_result("poll", ::poll(&item, 1, -1));
  say_result("poll", ::poll(&item, 1, 30));
  return 0;
}

int sleep_interrupted(long) {
  on_alarm(0);
  alarm_after(50);
  const timespec long_time{20, 0};
  timespec left{};
  say_result("nanosleep", ::nanosleep(&long_time, &left));
  say("left %d\n", left.tv_sec >= 1);
  talk();
  return 0;
}

int waits_for_a_signal(long) {
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, SIGALRM);
  ::sigprocmask(SIG_BLOCK, &one, nullptr);
  const timespec at_most{20, 0}, short_time{0, 20'000'000};
  say_result("none", ::sigtimedwait(&one, nullptr, &short_time));
  alarm_after(30);
  say("came %d\n", ::sigtimedwait(&one, nullptr, &at_most) == SIGALRM);
  talk();
  return 0;
}

// A signal that is let in only while it waits.
int masked_wait(long) {
  const tcp_pair pair;
  sigset_t one, none;
  sigemptyset(&none);
  sigemptyset(&one);
  sigaddset(&one, SIGALRM);
  ::sigprocmask(SIG_BLOCK, &one, nullptr);
  on_alarm(0);
  ::raise(SIGALRM);
  pollfd item{pair.far, POLLIN, 0};
  say_result("ppoll", ::ppoll(&item, 1, nullptr, &none));
  say("came %d\n", came == SIGALRM);
  return 0;
}

int bad_times(long) {
  const timespec wrong{0, -1};
  const tcp_pair pair;
  pollfd item{pair.far, POLLIN, 0};
  say_result("ppoll", ::ppoll(&item, 1, &wrong, nullptr));
  return 0;
}

int bad_sleep(long) {
  const timespec wrong{0, -1};
  say_result("negative", ::nanosleep(&wrong, nullptr));
  say_result("nowhere", ::syscall(SYS_nanosleep, 16, nullptr));
  return 0;
}

constexpr behaviour all[] = {
    {"receive_limit", receive_limit},
    {"alarm_interrupts", alarm_interrupts},
    {"alarm_restarts", alarm_restarts},
    {"storm_of_alarms", storm_of_alarms},
    {"poll_interrupted", poll_interrupted},
    {"sleep_interrupted", sleep_interrupted},
    {"waits_for_a_signal", waits_for_a_signal},
    {"masked_wait", masked_wait},
    {"bad_times", bad_times},
    {"bad_sleep", bad_sleep},
};

}  // namespace

const std::span<const behaviour> times = all;
