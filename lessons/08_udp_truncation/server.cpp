// Shows: each recvfrom takes one datagram; what does not fit in it is gone.
// Ask:   hello, world, egon arrive; what do three recvfrom of 1 byte return?
// Run:   ./server [host] [port] [size ...]    then, elsewhere: ./client
// Try:   sizes 2 3, then 100 100 100. Predict first.
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

std::size_t size_from(std::string_view text) {
  std::size_t size = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, size);
  if (error != std::errc() || stop != end || size > 65535)
    throw std::runtime_error("size " + kit::escaped(text, 20) +
                             ": expected 0 to 65535");
  return size;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "9003");
  if (given.help) {
    std::cout << given.usage
              << "  then the sizes of the recvfrom calls, 1 1 1 if not given\n";
    return 0;
  }
  std::vector<std::size_t> sizes;
  for (int i = 3; i < argc; ++i) sizes.push_back(size_from(argv[i]));
  if (sizes.empty()) sizes = {1, 1, 1};

  const kit::endpoint here(given.host, given.port);
  const kit::unique_fd letterbox(
      kit::check(::socket(here.family(), SOCK_DGRAM, 0), "socket"));
  const std::string bind_to = "bind to " + kit::to_string(here);
  kit::check(::bind(letterbox.get(), here.address(), here.size()), bind_to);
  std::cout << "waiting for letters" << std::endl;

  // ---- the lesson ----
  for (const std::size_t size : sizes) {
    std::string data(size, '\0');
    kit::endpoint sender;  // each letter brings its own
    const ssize_t taken =
        kit::check(::recvfrom(letterbox.get(), data.data(), size, 0,
                              sender.address(), sender.room()),
                   "recvfrom");
    data.resize(static_cast<std::size_t>(taken));  // 0: a letter, but empty
    std::cout << "recvfrom(" << size << ") -> " << taken << " \""
              << kit::escaped(data, 20) << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
