// Shows: one message comes out of as many recv calls as the reader makes of it.
// Ask:   "hello" was sent at once; what do recv(2), recv(2), recv(1) return?
// Run:   ./server [host] [port] [size ...]    then, elsewhere: ./client
// Try:   size 5 with ./client, size 5000 with ./client_long. Predict: always?
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
#include "kit/sockets/tcp.hpp"

std::size_t size_from(std::string_view text) {
  std::size_t size = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, size);
  if (error != std::errc() || stop != end || size < 1 || size > 65535)
    throw std::runtime_error("size " + kit::escaped(text, 20) +
                             ": expected 1 to 65535");
  return size;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8888");
  if (given.help) {
    std::cout << given.usage
              << "  then the sizes of the recv calls, 2 2 1 if not given\n";
    return 0;
  }
  std::vector<std::size_t> sizes;
  for (int i = 3; i < argc; ++i) sizes.push_back(size_from(argv[i]));
  if (sizes.empty()) sizes = {2, 2, 1};

  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const kit::unique_fd connection(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));

  // ---- the lesson ----
  for (const std::size_t size : sizes) {  // as if recv(n) meant n bytes: wrong
    std::string data(size, '\0');
    const ssize_t taken =
        kit::check(::recv(connection.get(), data.data(), size, 0), "recv");
    data.resize(static_cast<std::size_t>(taken));  // 0: end of stream
    std::cout << "recv(" << size << ") -> " << taken << " \""
              << kit::escaped(data, 20) << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
