// Shows: three calls to one server; connect does not wait for the handshake.
// Ask:   which of the three are through, before anybody picks up?
// Run:   ./client_three [host] [port]     with ./server_queue
// Try:   close the first call at once. Predict: is its place free again?
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

// A socket becomes writable when its handshake is over.
bool is_through(int fd, int milliseconds) {
  pollfd item{fd, POLLOUT, 0};
  return kit::check(::poll(&item, 1, milliseconds), "poll") == 1;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8090");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint there(given.host, given.port);

  // ---- the lesson ----
  std::array<kit::unique_fd, 3> calls;
  for (kit::unique_fd& call : calls) {
    const int type = SOCK_STREAM | SOCK_NONBLOCK;  // lesson 24
    call =
        kit::unique_fd(kit::check(::socket(there.family(), type, 0), "socket"));
    if (::connect(call.get(), there.address(), there.size()) == -1 &&
        errno != EINPROGRESS)
      kit::check(-1, "connect to " + kit::to_string(there));
    std::cout << (is_through(call.get(), 0) ? "through" : "no answer")
              << std::endl;
  }
  is_through(calls.back().get(), -1);  // waits until the last one is
  std::cout << "the last one is through" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
