// Shows: contacts by name; the address on a letter says who wrote it.
// Ask:   you wrote to TOM, and JACK's letter comes first. Which name is shown?
// Run:   ./client [host] [port]       a name, then messages, quit, a name ...
// Try:   NO_COLOR=1 ./client, and ./client | cat. Predict the colours.
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
    std::cout << given.usage << "  host is TOM, 127.0.0.2 is JACK\n";
    return 0;
  }
  const std::map<std::string, kit::endpoint> contacts = {
      {"TOM", kit::endpoint(given.host, given.port)},
      {"JACK", kit::endpoint("127.0.0.2", given.port)},
      {"一棵树", kit::endpoint("127.0.0.3", given.port)},
      {"武大郎", kit::endpoint("127.0.0.4", given.port)}};
  const auto name_of = [&](const kit::endpoint& sender) -> std::string {
    for (const auto& [name, place] : contacts)
      if (kit::to_string(place) == kit::to_string(sender)) return name;
    return "a stranger";
  };
  const kit::unique_fd letters(
      kit::check(::socket(AF_INET, SOCK_DGRAM, 0), "socket"));

  // ---- the lesson ----
  std::string name, text;
  while (std::getline(std::cin, name) && name != "quit") {
    const auto contact = contacts.find(name);
    if (contact == contacts.end()) {
      std::cout << "no contact " << kit::escaped(name, 40) << std::endl;
      continue;
    }
    while (std::getline(std::cin, text) && text != "quit") {
      const kit::endpoint& to = contact->second;
      kit::check(::sendto(letters.get(), text.data(), text.size(), 0,
                          to.address(), to.size()),
                 "sendto");
      std::string answer(1024, '\0');
      kit::endpoint sender;
      const ssize_t n =
          kit::check(::recvfrom(letters.get(), answer.data(), answer.size(), 0,
                                sender.address(), sender.room()),
                     "recvfrom");
      answer.resize(static_cast<std::size_t>(n));
      std::cout << '[' << coloured(name_of(sender)) << "] "
                << kit::escaped(answer) << std::endl;
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
