// Shows: one message of five bytes, in one send and in one segment.
// Ask:   it crosses whole; does the other side read it whole?
// Run:   ./client [host] [port]       with ./server in another terminal
// Try:   send "he", "ll" and "o" instead. Predict: what will the server print?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8888");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd connection =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  const std::string_view message = "hello";
  // May send less than asked: lesson 13. No SIGPIPE: lesson 05.
  const ssize_t size = kit::check(
      ::send(connection.get(), message.data(), message.size(), MSG_NOSIGNAL),
      "send");
  std::cout << "send -> " << size << " \"" << message << '"' << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
