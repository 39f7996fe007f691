// Solution: look at the next message's size first, then make room for it.
// Run:   ./server_any_size [name] seqpacket    then: ./client [name] seqpacket
// 答案：先看下一条消息有多长，再给它准备地方。
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/unique_fd.hpp"

struct name_of_socket {
  sockaddr_un address{};
  socklen_t size = 0;
};

// A path in the file system, or, with an @ in front, Linux's "abstract" name:
// it leaves no file behind. The kernel writes that @ as a NUL.
name_of_socket called(std::string_view name) {
  name_of_socket made;
  if (name.empty() || name.size() >= sizeof made.address.sun_path)
    throw std::runtime_error("name: expected 1 to 107 bytes");
  made.address.sun_family = AF_UNIX;
  name.copy(made.address.sun_path, name.size());
  if (name[0] == '@') made.address.sun_path[0] = '\0';
  made.size =
      static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  return made;
}

int main(int argc, char* argv[]) try {
  const name_of_socket here = called(argc > 1 ? argv[1] : "@sticky");
  const kit::unique_fd listener(
      kit::check(::socket(AF_UNIX, SOCK_SEQPACKET, 0), "socket"));
  kit::check(
      ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&here.address),
             here.size),
      "bind");
  kit::check(::listen(listener.get(), 5), "listen");
  const kit::unique_fd connection(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));

  // ---- the lesson ----
  for (int n = 1; n <= 2; ++n) {
    const ssize_t waiting = kit::check(
        ::recv(connection.get(), nullptr, 0, MSG_PEEK | MSG_TRUNC), "recv");
    std::string data(static_cast<std::size_t>(waiting), '\0');
    const ssize_t size = kit::check(
        ::recv(connection.get(), data.data(), data.size(), 0), "recv");
    data.resize(static_cast<std::size_t>(size));
    std::cout << size << " \"" << kit::escaped(data) << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
