// Shows: all questions first, then as many answers, in the order they come.
// Ask:   which answer belongs to which question?
// Run:   ./udp_client [host] [port] [text ...]     hello world if not given
// Try:   make it so that you can tell: put a number in front of each text.
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8888");
  if (given.help) return std::cout << given.usage << "  then texts\n", 0;
  std::vector<std::string> texts(argv + std::min(argc, 3), argv + argc);
  if (texts.empty()) texts = {"hello", "world"};
  const kit::endpoint there(given.host, given.port);
  const kit::unique_fd letterbox(
      kit::check(::socket(there.family(), SOCK_DGRAM, 0), "socket"));
  // Connected: from here only (lesson 06). And a datagram may be lost.
  kit::check(::connect(letterbox.get(), there.address(), there.size()),
             "connect");
  kit::give_up_after(letterbox.get(), std::chrono::seconds(5));

  // ---- the lesson ----
  for (const std::string& text : texts)
    kit::check(::send(letterbox.get(), text.data(), text.size(), 0), "send");
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::string answer(65535, '\0');
    const ssize_t size = kit::check(
        ::recv(letterbox.get(), answer.data(), answer.size(), 0), "recv");
    answer.resize(static_cast<std::size_t>(size));
    std::cout << kit::escaped(answer) << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
