// Solution: recvmsg is the call that has a place to say it. (Room for one byte
// more than you want to keep does it too: if the fifth comes, it was cut.)
// Run:   ./server_cut_or_not [host] [port]       then, elsewhere: ./client
// 答案：recvmsg 有地方告诉你这件事。（多留一个字节也行：第五个字节来了，就是截
//       断了。）
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
  const kit::arguments given(argc, argv, "9003");
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
  for (int n = 1; n <= 3; ++n) {
    std::string data(4, '\0');
    iovec room{data.data(), data.size()};
    msghdr message{};
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    const ssize_t taken =
        kit::check(::recvmsg(letterbox.get(), &message, 0), "recvmsg");
    data.resize(static_cast<std::size_t>(taken));
    const bool cut = (message.msg_flags & MSG_TRUNC) != 0;
    std::cout << "letter " << n << ": " << kit::escaped(data)
              << (cut ? "..." : "") << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
