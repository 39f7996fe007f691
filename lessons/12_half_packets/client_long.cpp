// Shows: one send of 5000 bytes crosses in four segments where the MTU is 1500.
// Ask:   how long is each of them, and does the server see them?
// Run:   ./client_long [host] [port]  with ./server [host] [port] 5000
// Try:   the sizes 2000 2000 1000. Predict: which offsets will be printed?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

// "0000,0005,0010," ... "4995,": every five bytes say where they stand, so that
// whoever reads a part knows which part it is.
std::string numbered(std::size_t size) {
  std::string text;
  while (text.size() < size) {
    const std::string offset = std::to_string(text.size());
    text += std::string(4 - offset.size(), '0') + offset + ',';
  }
  return text;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8888");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd connection =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  const std::string message = numbered(5000);
  // May send less than asked: lesson 13. No SIGPIPE: lesson 05.
  const ssize_t size = kit::check(
      ::send(connection.get(), message.data(), message.size(), MSG_NOSIGNAL),
      "send");
  std::cout << "send -> " << size << " of " << message.size() << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
