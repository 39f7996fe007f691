// Shows: one person, many who write. An address is all that tells them apart.
// Ask:   two write before the owner has answered one. Where is the other?
// Run:   ./server [host] [port]       127.0.0.1 is TOM, 127.0.0.2 is JACK
// Try:   a client that leaves and comes back. Predict which guest it is then.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <map>
#include <string>

#include "coloured.hpp"
#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8081");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint here(given.host, given.port);
  const kit::unique_fd letterbox(
      kit::check(::socket(here.family(), SOCK_DGRAM, 0), "socket"));
  const std::string bind_to = "bind to " + kit::to_string(here);
  kit::check(::bind(letterbox.get(), here.address(), here.size()), bind_to);
  std::cout << "waiting for letters" << std::endl;

  // ---- the lesson ----
  std::map<std::string, std::string> guests;  // a name for each address
  while (true) {
    std::string text(1024, '\0');
    kit::endpoint sender;
    const ssize_t n =
        kit::check(::recvfrom(letterbox.get(), text.data(), text.size(), 0,
                              sender.address(), sender.room()),
                   "recvfrom");
    text.resize(static_cast<std::size_t>(n));
    const auto guest = guests.emplace(
        kit::to_string(sender), "guest " + std::to_string(guests.size() + 1));
    std::cout << '[' << coloured(guest.first->second) << "] "
              << kit::escaped(text) << std::endl;

    std::string answer;  // the owner's; meanwhile letters wait in the buffer
    if (!std::getline(std::cin, answer) || answer == "quit") break;
    ::sendto(letterbox.get(), answer.data(), answer.size(), 0, sender.address(),
             sender.size());  // fails for this guest only
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
