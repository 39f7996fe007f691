// Shows: a client that hangs up and leaves the greeting unread.
// Ask:   why is that an error for the other side?
// Run:   ./client_unread [host] [port]     with ./server in another terminal
// Try:   run it with ./server_sends_on. Predict what each send returns.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8888");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd phone =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  kit::check(::send(phone.get(), "hello", 5, MSG_NOSIGNAL), "send");
  std::cout << "send -> 5 \"hello\"" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
