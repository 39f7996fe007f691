// Solution: `if` in place of `while`. It now hears one recv of "get", as a rule
// all of it. When that recv brings less, the rest is unread at the close.
// 答案：把 while 换成 if。现在只听一次 recv，通常正好是整个 "get"；这次 recv 要
//       是短了，关闭的时候剩下的就没有读。
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

// How many bytes the client gets: 1 to 100000.
std::size_t size_from(std::string_view text) {
  std::size_t size = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, size);
  if (error != std::errc() || stop != end || size < 1 || size > 100'000)
    throw std::runtime_error("bytes: expected 1 to 100000");
  return size;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8888");
  if (given.help) {
    std::cout << given.usage
              << "  then the bytes to send, 20000 if not given\n";
    return 0;
  }
  const std::size_t size = argc > 3 ? size_from(argv[3]) : 20'000;
  const kit::unique_fd phone =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const kit::unique_fd call(
      kit::check(::accept(phone.get(), nullptr, nullptr), "accept"));
  const int large = 100'000;  // of the send buffer: all of it fits
  kit::check(
      ::setsockopt(call.get(), SOL_SOCKET, SO_SNDBUF, &large, sizeof large),
      "setsockopt");

  // ---- the lesson ----
  kit::send_all(call.get(), std::string(size, 'x'));
  std::cout << "sent " << size << " bytes" << std::endl;
  kit::check(::shutdown(call.get(), SHUT_WR), "shutdown");
  char words[1024];
  if (kit::check(::recv(call.get(), words, sizeof words, 0), "recv") > 0) {
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
