// Shows: one phone call: ring, say hello, hear the answer, hang up.
// Ask:   what happens in connect if nobody is at home?
// Run:   ./client [host] [port]       with ./server in another terminal
// Try:   run it twice against one server. Predict first: who answers?
#include <sys/socket.h>
#include <unistd.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint number(given.host, given.port);

  // ---- the lesson ----
  const int phone = ::socket(number.family(), SOCK_STREAM, 0);  // buy one
  kit::check(phone, "socket");
  kit::check(::connect(phone, number.address(), number.size()),  // dial
             "connect to " + to_string(number) + " (start the server first)");

  const std::string words = "hello";
  const ssize_t said = ::send(phone, words.data(), words.size(), 0);
  kit::check(said, "send");  // may send less than asked: lesson 13
  std::cout << "send 1 -> " << said << " \"" << words << '"' << std::endl;

  std::string answer(1024, '\0');
  const ssize_t heard = ::recv(phone, answer.data(), answer.size(), 0);
  answer.resize(static_cast<size_t>(kit::check(heard, "recv")));
  std::cout << "recv 1 -> " << heard << " \"" << kit::escaped(answer) << '"'
            << std::endl;  // 0: hung up without a word

  ::close(phone);  // hang up
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
