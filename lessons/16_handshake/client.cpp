// Shows: the caller: connect opens, shutdown says "I am done", close ends.
// Ask:   what does it mean that send has returned 5?
// Run:   ./client [host] [port]       with ./server in another terminal
// Try:   no server at all. Predict: which two packets cross?
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
  kit::check(::shutdown(phone.get(), SHUT_WR), "shutdown");  // FIN
  std::string answer, words(1024, '\0');
  while (true) {  // what the program at the other end says, not its kernel
    const ssize_t n =
        kit::check(::recv(phone.get(), words.data(), words.size(), 0), "recv");
    if (n == 0) break;
    answer.append(words, 0, static_cast<std::size_t>(n));
  }
  std::cout << "the server said \"" << kit::escaped(answer) << '"' << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
