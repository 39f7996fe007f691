// Shows: a server that is told what it lost: MSG_TRUNC and the true size.
// Ask:   recvmsg has room for 4 bytes; can it return 5?
// Run:   ./true_size [host] [port]    then, elsewhere: ./client
// Try:   send it "feng" and "egon!". Predict first which one was cut.
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

#ifdef __linux__
constexpr int tell_the_true_size = MSG_TRUNC;
#else  // elsewhere recvmsg says that it cut, but not how much
constexpr int tell_the_true_size = 0;
#endif

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
  std::cout << "waiting for letters" << std::endl;

  // ---- the lesson ----
  for (int n = 1; n <= 3; ++n) {
    std::string data(4, '\0');
    iovec room{data.data(), data.size()};
    msghdr message{};
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    const ssize_t size = kit::check(
        ::recvmsg(letterbox.get(), &message, tell_the_true_size), "recvmsg");
    const bool cut = (message.msg_flags & MSG_TRUNC) != 0;
    data.resize(std::min(data.size(), static_cast<std::size_t>(size)));
    std::cout << "recvmsg(4) -> " << size << " \"" << kit::escaped(data)
              << (cut ? "\" and the rest is gone" : "\"") << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("true_size: ") + error.what() + '\n';
  return 1;
}
