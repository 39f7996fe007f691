// Solution: what TCP acknowledges is that the bytes are in the other machine.
// The program there answers when it does: wait for it, until its stream ends.
// Run:   ./client_has_it [host] [port]       with ./server
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8090");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd phone =  // connect: SYN, SYN-ACK, ACK
      kit::connect_to(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  kit::check(::send(phone.get(), "hello", 5, MSG_NOSIGNAL), "send");
  kit::check(::shutdown(phone.get(), SHUT_WR), "shutdown");
  std::string answer, words(1024, '\0');
  while (true) {
    const ssize_t heard =
        kit::check(::recv(phone.get(), words.data(), words.size(), 0), "recv");
    if (heard == 0) break;
    answer.append(words, 0, static_cast<std::size_t>(heard));
  }
  std::cout << "the server said \"" << kit::escaped(answer) << '"' << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
