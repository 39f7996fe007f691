// Shows: one socket, no listen, no accept; each letter names its sender.
// Ask:   with how many clients can this loop talk at the same time?
// Run:   ./server [host] [port]       then, in other terminals: ./client
// Try:   stop it and start it again between two lines of a client. Predict.
#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(c & 0xff));
  return text;
}

// 1 for the address that wrote first, 2 for the next new one ...
class sender_numbers {
 public:
  std::size_t of(const kit::endpoint& sender) {
    const std::string address = kit::to_string(sender);
    const auto known = std::find(seen_.begin(), seen_.end(), address);
    const std::size_t number =
        static_cast<std::size_t>(known - seen_.begin()) + 1;
    if (known == seen_.end()) seen_.push_back(address);
    return number;
  }

 private:
  std::vector<std::string> seen_;
};

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9000");
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
  sender_numbers senders;
  while (true) {
    std::string text(1024, '\0');
    kit::endpoint sender;
    const ssize_t n =
        kit::check(::recvfrom(letterbox.get(), text.data(), text.size(), 0,
                              sender.address(), sender.room()),
                   "recvfrom");
    text.resize(static_cast<std::size_t>(n));  // 0: an empty letter
    std::cout << "recvfrom -> " << n << " \"" << kit::escaped(text, 40)
              << "\" from sender " << senders.of(sender) << std::endl;
    text = upper(text);
    ::sendto(letterbox.get(), text.data(), text.size(), 0, sender.address(),
             sender.size());  // if it fails: no answer for this one, go on
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
