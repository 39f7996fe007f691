// Shows: the same server with one word more: its threads share a buffer.
// Ask:   whose bytes are in it when the answer is sent?
// Run:   ./server_static [host] [port] [most]     and two or three ./client
//        most: clients at once, 256 if not given
// Try:   diff server.cpp server_static.cpp. Predict: will a test notice?
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <semaphore>
#include <span>
#include <string>
#include <thread>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

// ---- the lesson ----
void converse(int client) {
  static std::array<char, 1024> room{};  // one for all threads: wrong
  while (true) {
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size == 0) return;  // end of stream: the client left
    const std::span heard(room.data(), static_cast<std::size_t>(size));
    for (char& c : heard) c = static_cast<char>(std::toupper(c & 0xff));
    kit::send_all(client, std::as_bytes(heard));
  }
}

// One write, so that the lines of two threads do not mix; and no memory for it,
// which may be what is short.
void hung_up(const std::exception& error) {
  std::fprintf(stderr, "server: hung up: %s\n", error.what());
}

// The whole of a thread. An exception that left it would end the program.
void serve(kit::unique_fd client, std::counting_semaphore<>& places) {
  try {
    kit::give_up_after(client.get(), std::chrono::seconds(60));
    converse(client.get());
  } catch (const std::exception& error) {
    hung_up(error);
  }
  client.reset();  // before its place is free
  places.release();
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8889");
  if (given.help) return std::cout << given.usage << "  then [most]\n", 0;
  std::counting_semaphore<> places(argc > 3 ? std::stoi(argv[3]) : 256);
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port), 128);
  while (true) {
    places.acquire();  // the house is full: the next waits in the backlog
    kit::unique_fd client = kit::accept_next(listener.get());
    // Moved in: from now on the connection is the thread's.
    try {
      std::thread(serve, std::move(client), std::ref(places)).detach();
    } catch (const std::exception& error) {  // no thread is free
      hung_up(error);
      client.reset();
      places.release();
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
