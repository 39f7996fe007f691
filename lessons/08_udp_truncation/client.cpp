// Shows: each sendto is one datagram, however small, even an empty one.
// Ask:   does anything tell this program that nobody receives?
// Run:   ./client [host] [port] [text ...]    with ./server in another terminal
// Try:   ./client 127.0.0.1 9003 "" egon. Predict first what the server prints.
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "9003");
  if (given.help) {
    std::cout << given.usage
              << "  then the texts to send, hello world egon if not given\n";
    return 0;
  }
  std::vector<std::string> texts(argv + std::min(argc, 3), argv + argc);
  if (texts.empty()) texts = {"hello", "world", "egon"};
  const kit::endpoint server(given.host, given.port);
  const kit::unique_fd letters(
      kit::check(::socket(server.family(), SOCK_DGRAM, 0), "socket"));

  // ---- the lesson ----
  for (const std::string& text : texts) {
    const ssize_t size =
        kit::check(::sendto(letters.get(), text.data(), text.size(), 0,
                            server.address(), server.size()),
                   "sendto");  // all of it, or an error: never a part
    std::cout << "sendto -> " << size << " \"" << kit::escaped(text, 20) << '"'
              << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
