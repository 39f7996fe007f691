// Shows: MSG_MORE: "more will follow": two sends leave as one segment.
// Ask:   is one segment one message?
// Run:   ./client_more [host] [port]  with ./server in another terminal
// Try:   MSG_MORE on both. Predict: what does the server wait for, how long?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

#ifndef MSG_MORE  // Linux has it; elsewhere both sends leave as they are
#define MSG_MORE 0
#endif

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8085");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd connection =
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  const std::string_view first = "hello";
  // May send less than asked: lesson 13.
  kit::check(::send(connection.get(), first.data(), first.size(),
                    MSG_MORE | MSG_NOSIGNAL),
             "send");
  kit::send_all(connection.get(), "feng");

  std::string answer;
  const kit::recv_result got = kit::recv_exact(connection.get(), 2, answer);
  std::cout << "answer: " << answer << std::endl;
  return got.how == kit::received::complete ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
