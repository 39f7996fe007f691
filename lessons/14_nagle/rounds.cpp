// Shows: what write, write, read costs, and that three cures cost nothing.
// Ask:   why is the first round quick, and the others not?
// Run:   ./rounds                     one program: it talks to itself
// Try:   let the server's end read all nine bytes at once. Predict the numbers.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <iostream>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

#ifndef MSG_MORE
#define MSG_MORE 0
#endif
enum way { two_sends, nodelay, more, one_send };
using rounds = std::array<long, 21>;  // microseconds each

// ---- the lesson ----
// One request of nine bytes and its answer, on both ends in turn.
long round_trip(way how, int client, int server) {
  std::array<std::byte, 5> first{};
  std::array<std::byte, 4> second{};
  std::array<std::byte, 2> answer{};
  const auto start = std::chrono::steady_clock::now();
  if (how != one_send)
    kit::check(::send(client, "hello", 5, how == more ? MSG_MORE : 0), "send");
  kit::send_all(client, how == one_send ? "hellofeng" : "feng");
  kit::recv_exact(server, first);
  kit::recv_exact(server, second);  // here it waits, if it has to
  kit::send_all(server, "ok");
  kit::recv_exact(client, answer);
  return (std::chrono::steady_clock::now() - start) /
         std::chrono::microseconds(1);
}

rounds measure(way how, const kit::endpoint& place) {
  const kit::unique_fd listener = kit::listen_at(place);
  kit::endpoint here;  // the port that the kernel chose
  kit::check(::getsockname(listener.get(), here.address(), here.room()),
             "getsockname");
  const kit::unique_fd client = kit::connect_to(here);
  const kit::unique_fd server(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
  const int on = how == nodelay ? 1 : 0;
  kit::check(
      ::setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on),
      "setsockopt");
  rounds times{};
  for (long& time : times) time = round_trip(how, client.get(), server.get());
  return times;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "0");
  if (given.help) return std::cout << given.usage, 0;
  const char* const names[] = {"two sends", "two sends, TCP_NODELAY",
                               "two sends, MSG_MORE", "one send"};
  long stalled = 0;
  for (const way how : {two_sends, nodelay, more, one_send}) {
    rounds times = measure(how, kit::endpoint(given.host, given.port));
    const long first = times.front();
    std::nth_element(times.begin(), times.begin() + 10, times.end());
    const long median = std::max(times[10], 1L);
    if (how == two_sends) stalled = median;
    std::cout << names[how] << ": first round " << first << " us, median "
              << median << " us, ratio " << stalled / median << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << "rounds: " << error.what() << '\n';
  return 1;
}
