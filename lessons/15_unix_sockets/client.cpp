// Shows: the client of lesson 11 on a UNIX socket: nothing else is changed.
// Ask:   there is no network here at all; can anything stick?
// Run:   ./client [name] [type]       with ./server in another terminal
// Try:   send "hell" and "ofeng" instead. Predict for both types.
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kit/check.hpp"
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
  const name_of_socket there = called(argc > 1 ? argv[1] : "@sticky");
  const int type = type_from(argc > 2 ? argv[2] : "stream");

  // ---- the lesson ----
  const kit::unique_fd connection(
      kit::check(::socket(AF_UNIX, type, 0), "socket"));
  kit::check(
      ::connect(connection.get(),
                reinterpret_cast<const sockaddr*>(&there.address), there.size),
      "connect");
  for (const std::string_view message : {"hello", "feng"}) {
    const ssize_t size = kit::check(
        ::send(connection.get(), message.data(), message.size(), MSG_NOSIGNAL),
        "send");
    std::cout << "send -> " << size << " \"" << message << '"' << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
