// finish_later HOW PLACE: takes one client after the other, and has a thread
// that says "finished" some time after the first has gone: it sleeps once, or
// computes in short turns, or waits once on a condition that never comes.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "loopback.hpp"

namespace {

using namespace std::chrono_literals;

void compute_in_turns() {
  const auto end = std::chrono::steady_clock::now() + 1500ms;
  while (std::chrono::steady_clock::now() < end) {
    const auto turn = std::chrono::steady_clock::now() + 4ms;
    while (std::chrono::steady_clock::now() < turn) continue;
    ::usleep(1000);
  }
}

void finish(const std::string& how) {
  if (how == "sleep") ::usleep(1'500'000);
  if (how == "turns") compute_in_turns();
  if (how == "futex") {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, 1500ms);
  }
  std::puts("finished");
}

}  // namespace

int main(int, char** argv) {
  const int listener = listener_at(argv[2]);
  std::thread worker;
  for (;;) {
    const int fd = accepted(listener);
    char bytes[64];
    while (::recv(fd, bytes, sizeof bytes, 0) > 0) continue;
    ::close(fd);
    if (!worker.joinable()) worker = std::thread(finish, argv[1]);
  }
}
