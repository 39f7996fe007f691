// Exercise: this server answers four letters and counts who wrote them. A guest
// after whom somebody else has written is a new one to it.
// To do: count each address once, in whatever order the letters come.
// Run:   ./server_counts_guests [host] [port]       then two of ./client
// 练习：这个服务端回四封信，同时数有几个人来过信。只要中间有别人写过信，它就把
//       老客人当成新来的。
// 要做：不管信按什么次序来，每个地址只数一次。
#include <sys/socket.h>

#include <exception>
#include <iostream>
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
  std::string last;
  int guests = 0;
  for (int letters = 0; letters < 4; ++letters) {
    std::string text(1024, '\0');
    kit::endpoint sender;
    kit::check(::recvfrom(letterbox.get(), text.data(), text.size(), 0,
                          sender.address(), sender.room()),
               "recvfrom");
    if (kit::to_string(sender) != last) ++guests;
    last = kit::to_string(sender);
    kit::check(::sendto(letterbox.get(), answer.data(), answer.size(), 0,
                        sender.address(), sender.size()),
               "sendto");
  }
  std::cout << "4 letters from " << guests << " guests" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
