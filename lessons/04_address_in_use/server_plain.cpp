// Shows: the server of the document without the option.
// Ask:   the old server has ended. Who has its address now?
// Run:   ./server_plain [host] [port]       then, elsewhere: ./client
// Try:   start it again right after a call. Predict: what does bind say?
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint here(given.host, given.port);
  const kit::unique_fd phone(
      kit::check(::socket(here.family(), SOCK_STREAM, 0), "socket"));

  // ---- the lesson ----
  kit::check(::bind(phone.get(), here.address(), here.size()),
             "bind to " + kit::to_string(here));
  kit::check(::listen(phone.get(), 5), "listen");
  std::cout << "the address is mine" << std::endl;

  const kit::unique_fd call(
      kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));
  std::string words(1024, '\0');
  const ssize_t heard =
      kit::check(::recv(call.get(), words.data(), words.size(), 0), "recv");
  words.resize(static_cast<std::size_t>(heard));
  std::cout << "recv -> " << heard << " \"" << kit::escaped(words) << '"'
            << std::endl;
  kit::check(::send(call.get(), words.data(), words.size(), MSG_NOSIGNAL),
             "send");
  // Here the call is closed, and then the phone. Is the client still there?
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
