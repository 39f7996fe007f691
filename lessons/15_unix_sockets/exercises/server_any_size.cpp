// Exercise: SOCK_SEQPACKET keeps the ends of messages, but this server has room
// for four bytes only: the fifth of "hello" is cut off and lost.
// To do: print both messages whole, however long they are, without a guess at
//        their size: recv(fd, nullptr, 0, MSG_PEEK | MSG_TRUNC) tells it.
// Run:   ./server_any_size [name] seqpacket    then: ./client [name] seqpacket
// 练习：SOCK_SEQPACKET 保留消息的边界，可是这个服务端只有四个字节的地方：
//       "hello" 的第五个字节被截掉，丢了。
// 要做：不管两条消息有多长，都完整打印出来；长度不许猜：recv(fd, nullptr, 0,
//       MSG_PEEK | MSG_TRUNC) 会告诉你。
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
    std::string data(4, '\0');
    const ssize_t size = kit::check(
        ::recv(connection.get(), data.data(), data.size(), 0), "recv");
    data.resize(static_cast<std::size_t>(size));
    std::cout << size << " \"" << kit::escaped(data) << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
