// Shows: the server of lesson 02: nothing tells it that "" was sent.
// Ask:   what is the difference between an empty message and a recv of 0?
// Run:   ./server [host] [port]       then, elsewhere: ./client_sends_empty
// Try:   press Enter there, then Ctrl-C. Predict: which recv returns, and what?
#include <sys/socket.h>

#include <cctype>
#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(c & 0xff));
  return text;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd phone =
      kit::listen_at(kit::endpoint(given.host, given.port));

  // ---- the lesson ----
  while (true) {
    const kit::unique_fd call(
        kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));
    while (true) {
      std::string words(1024, '\0');
      // Waits for at least one byte, or for the end of the stream. An empty
      // message is neither.
      const ssize_t heard = ::recv(call.get(), words.data(), words.size(), 0);
      if (heard == -1) {  // the line is dead; the phone is not
        std::cout << "recv -> -1 " << std::strerror(errno) << std::endl;
        break;
      }
      words.resize(static_cast<std::size_t>(heard));
      std::cout << "recv -> " << heard << " \"" << kit::escaped(words) << '"'
                << std::endl;
      if (heard == 0) break;  // the client hung up; it did not say ""
      words = upper(words);
      // May send less than asked: lesson 13.
      ::send(call.get(), words.data(), words.size(), MSG_NOSIGNAL);
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
