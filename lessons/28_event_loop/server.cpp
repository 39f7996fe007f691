// Shows: one thread, thousands of connections: whoever is ready has a turn.
// Ask:   where does this server wait? In how many places?
// Run:   ./server [host] [port] [seconds]   then: ./client, or ./crowd
// Try:   ulimit -n 20, then ./server and ./crowd. Predict: what does each say?
#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "28_event_loop/deadlines.hpp"
#include "28_event_loop/event_loop.hpp"
#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

// A connection is a descriptor: take as many as we are allowed.
void raise_the_limit() {
  rlimit files{};
  kit::check(::getrlimit(RLIMIT_NOFILE, &files), "getrlimit");
  files.rlim_cur = files.rlim_max;
  kit::check(::setrlimit(RLIMIT_NOFILE, &files), "setrlimit");
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "9000");
  if (given.help) return std::cout << given.usage << "  then [seconds]\n", 0;
  const std::chrono::seconds patience(argc > 3 ? std::stoi(argv[3]) : 10);
  raise_the_limit();
  kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port), 4096);
  // A caller may be gone again between epoll_wait and accept: do not wait then.
  kit::check(::fcntl(listener.get(), F_SETFL, O_NONBLOCK), "fcntl");

  // ---- the lesson ----
  event_loop loop(std::move(listener), deadlines(patience));
  while (true) loop.turn();
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
