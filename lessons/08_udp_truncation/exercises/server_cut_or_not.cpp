// Exercise: this server has room for four bytes and must keep it so. It takes
// what came for the whole letter.
// To do: print "..." behind a letter that was cut, and only behind such a one:
//        egon is whole.
// Run:   ./server_cut_or_not [host] [port]       then, elsewhere: ./client
// 练习：这个服务端只有四个字节的地方，这一点不许改。它收到多少，就当成整封信。
// 要做：信被截断了，就在后面打印 "..."；只有被截断的才打印：egon 是完整的。
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
    const ssize_t taken =
        kit::check(::recvfrom(letterbox.get(), data.data(), data.size(), 0,
                              nullptr, nullptr),
                   "recvfrom");
    data.resize(static_cast<std::size_t>(taken));
    std::cout << "letter " << n << ": " << kit::escaped(data) << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
