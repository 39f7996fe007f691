// Many of something: children, threads, connections.
#include <pthread.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

#include "odd.hpp"

namespace {

// Ten at a time; a process for each is not much, a descriptor for each would
// be.
int children(long many) {
  int sum = 0;
  for (long i = 0; i < many; ++i) {
    child([] { return 1; });
    if (i % 10 != 9) continue;
    for (int status = 0; ::wait(&status) > 0;) sum += WEXITSTATUS(status);
  }
  say("sum %d\n", sum);
  talk();
  return 0;
}

int open_gate = 0;
pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

// All at a time: none ends before the last has begun.
int threads(long many) {
  ::pthread_mutex_lock(&gate);
  pthread_attr_t small;
  ::pthread_attr_init(&small);
  ::pthread_attr_setstacksize(&small, 64 * 1024);
  std::vector<pthread_t> all(static_cast<std::size_t>(many));
  for (pthread_t& one : all)
    if (::pthread_create(
            &one, &small,
            [](void*) -> void* {
              ::pthread_mutex_lock(&gate);
              ++open_gate;
              ::pthread_mutex_unlock(&gate);
              return nullptr;
            },
            nullptr) != 0)
      return say("no thread\n"), 1;
  talk();
  ::pthread_mutex_unlock(&gate);
  for (const pthread_t one : all) ::pthread_join(one, nullptr);
  say("threads %d\n", open_gate);
  return 0;
}

int connections(long many) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  const int desk = listener(static_cast<int>(many));
  const pid_t pid = child([desk, many] {
    std::vector<int> all;
    for (long i = 0; i < many; ++i) all.push_back(dial(desk));
    for (const int fd : all) send_all(fd, "k");
    return 0;
  });
  std::vector<int> all;
  for (long i = 0; i < many; ++i)
    all.push_back(must(::accept(desk, nullptr, nullptr), "accept"));
  int served = 0;
  char byte;
  for (const int fd : all)
    if (::recv(fd, &byte, 1, 0) == 1) ++served;
  say("served %d\n", served);
  say_end_of("clients", pid);
  return 0;
}

// Asks `many` times, one connection each.
int ask(int desk, long many) {
  for (long i = 0; i < many; ++i) {
    char byte;
    const int fd = dial(desk);
    if (::recv(fd, &byte, 1, 0) != 1) return 1;
    ::close(fd);
  }
  return 0;
}

int fork_for_each(long many) {
  const int desk = listener(50);
  const pid_t pid = child([desk, many] { return ask(desk, many); });
  for (long i = 0; i < many; ++i) {
    const int fd = must(::accept(desk, nullptr, nullptr), "accept");
    child([fd] { return send_all(fd, "y"), 0; });
    ::close(fd);
  }
  say_end_of("clients", pid);
  int served = 0;
  while (::wait(nullptr) > 0) ++served;
  say("served %d\n", served);
  return 0;
}

int thread_for_each(long many) {
  const int desk = listener(50);
  const pid_t pid = child([desk, many] { return ask(desk, many); });
  for (long i = 0; i < many; ++i) {
    const long fd = must(::accept(desk, nullptr, nullptr), "accept");
    pthread_t thread;
    const int failed = ::pthread_create(
        &thread, nullptr,
        [](void* argument) -> void* {
          const auto own = static_cast<int>(reinterpret_cast<long>(argument));
          send_all(own, "y");
          ::close(own);
          return nullptr;
        },
        reinterpret_cast<void*>(fd));
    if (failed != 0) return say("no thread\n"), 1;
    ::pthread_detach(thread);
  }
  say_end_of("clients", pid);
  return 0;
}

constexpr behaviour all[] = {
    {"children", children},
    {"threads", threads},
    {"connections", connections},
    {"fork_for_each", fork_for_each},
    {"thread_for_each", thread_for_each},
};

}  // namespace

const std::span<const behaviour> crowds = all;
