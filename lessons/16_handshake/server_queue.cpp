// Shows: the queue of callers who are through, and wait to be picked up.
// Ask:   listen(phone, 1): how many connect while nobody calls accept?
// Run:   ./server_queue [host] [port]     then, elsewhere: ./client_three
// Try:   listen(phone, 0), and then 2. Predict: who must wait?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8090");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }

  // ---- the lesson ----
  const kit::unique_fd phone =
      kit::listen_at(kit::endpoint(given.host, given.port), 1);
  for (int n = 1; n <= 3; ++n) {
    const kit::unique_fd call(  // takes one out: there is room for another
        kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));
    std::cout << "picked up call " << n << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
