// Shows: two loops: one over callers, one over what a caller says.
// Ask:   what does recv return when the caller has hung up?
// Run:   ./server [host] [port]       then, in other terminals: ./client
// Try:   two clients at once. Predict first: what does the second one get?
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
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(c & 0xff));
  return text;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8081");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint here(given.host, given.port);
  const kit::unique_fd phone(
      kit::check(::socket(here.family(), SOCK_STREAM, 0), "socket"));
  const int yes = 1;  // lesson 04
  ::setsockopt(phone.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const std::string bind_to = "bind to " + kit::to_string(here);
  kit::check(::bind(phone.get(), here.address(), here.size()), bind_to);
  kit::check(::listen(phone.get(), 5), "listen");
  std::cout << "waiting for calls" << std::endl;

  // ---- the lesson ----
  for (int n = 1;; ++n) {  // the loop over callers
    const kit::unique_fd call(
        kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));
    std::cout << "call " << n << std::endl;

    while (true) {  // the loop over what this caller says
      std::string words(1024, '\0');
      const ssize_t heard = ::recv(call.get(), words.data(), words.size(), 0);
      if (heard == -1) {  // the line is dead; the phone is not
        std::cout << "recv -> -1 " << std::strerror(errno) << std::endl;
        break;
      }
      words.resize(static_cast<std::size_t>(heard));
      std::cout << "recv -> " << heard << " \"" << kit::escaped(words) << '"'
                << std::endl;
      if (heard == 0) break;  // end of stream: the caller hung up
      words = upper(words);
      // May send less than asked: lesson 13. If the caller left, the next
      // recv says so; MSG_NOSIGNAL: it must not end us (lesson 05).
      ::send(call.get(), words.data(), words.size(), MSG_NOSIGNAL);
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
