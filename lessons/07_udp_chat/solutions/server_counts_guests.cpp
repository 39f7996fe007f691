// Solution: keep every address, not the last one only.
// Run:   ./server_counts_guests [host] [port]       then two of ./client
// 答案：每个地址都要记住，不能只记最后一个。
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <set>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
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

  // ---- the lesson ----
  const std::string_view answer = "thank you";
  std::set<std::string> guests;
  for (int letters = 0; letters < 4; ++letters) {
    std::string text(1024, '\0');
    kit::endpoint sender;
    kit::check(::recvfrom(letterbox.get(), text.data(), text.size(), 0,
                          sender.address(), sender.room()),
               "recvfrom");
    guests.insert(kit::to_string(sender));
    kit::check(::sendto(letterbox.get(), answer.data(), answer.size(), 0,
                        sender.address(), sender.size()),
               "sendto");
  }
  std::cout << "4 letters from " << guests.size() << " guests" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
