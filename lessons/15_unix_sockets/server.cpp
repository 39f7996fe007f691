// Shows: the two programs of lesson 11 on a UNIX socket, of either type.
// Ask:   with stream, and with seqpacket: what do the two recv calls return?
// Run:   ./server [name] [type]       then, elsewhere: ./client [name] [type]
// Try:   type stream here and seqpacket there. Predict what connect says.
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

int type_from(std::string_view text) {
  if (text == "stream") return SOCK_STREAM;
  if (text == "seqpacket") return SOCK_SEQPACKET;
  throw std::runtime_error("type: expected stream or seqpacket");
}

int main(int argc, char* argv[]) try {
  const name_of_socket here = called(argc > 1 ? argv[1] : "@sticky");
  const int type = type_from(argc > 2 ? argv[2] : "stream");

  // ---- the lesson ----
  const kit::unique_fd listener(
      kit::check(::socket(AF_UNIX, type, 0), "socket"));
  kit::check(
      ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&here.address),
             here.size),
      "bind");
  kit::check(::listen(listener.get(), 5), "listen");
  const kit::unique_fd connection(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
  for (int n = 1; n <= 2; ++n) {  // two messages, so two calls: right or wrong?
    std::string data(10, '\0');
    const ssize_t size = kit::check(
        ::recv(connection.get(), data.data(), data.size(), 0), "recv");
    data.resize(static_cast<std::size_t>(size));
    std::cout << "recv " << n << " -> " << size << " \"" << kit::escaped(data)
              << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
