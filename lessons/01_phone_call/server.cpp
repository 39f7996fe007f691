// Shows: one phone call: wait for it, listen, answer in upper case, hang up.
// Ask:   in which call does the server wait while nobody rings?
// Run:   ./server [host] [port]       then, in a second terminal: ./client
// Try:   call it with `nc 127.0.0.1 8080` and type two lines. Predict first.
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
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
  const int yes = 1;

  // ---- the lesson ----
  const int phone = ::socket(number.family(), SOCK_STREAM, 0);  // buy one
  kit::check(phone, "socket");
  ::setsockopt(phone, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);  // lesson 04
  kit::check(::bind(phone, number.address(), number.size()),  // the SIM card
             "bind to " + to_string(number));
  kit::check(::listen(phone, 5), "listen");  // switch it on
  std::cout << "waiting for a call" << std::endl;

  const int call = ::accept(phone, nullptr, nullptr);  // pick up
  kit::check(call, "accept");
  std::string words(1024, '\0');
  const ssize_t heard = ::recv(call, words.data(), words.size(), 0);
  words.resize(static_cast<size_t>(kit::check(heard, "recv")));
  std::cout << "recv 1 -> " << heard << " \"" << kit::escaped(words) << '"'
            << std::endl;  // 0: hung up without a word

  for (char& c : words) c = static_cast<char>(std::toupper(c & 0xff));
  const ssize_t said = ::send(call, words.data(), words.size(), 0);
  kit::check(said, "send");  // may send less than asked: lesson 13
  std::cout << "send 1 -> " << said << " \"" << kit::escaped(words) << '"'
            << std::endl;

  ::close(call);   // hang up
  ::close(phone);  // switch it off
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
