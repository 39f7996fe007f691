// Shows: how large a socket's two buffers are, and what you get if you ask.
// Ask:   the document says 8 K each; what does your kernel say?
// Run:   ./sizes                      one program: it talks to nobody
// Try:   ask for 1 byte, and for a gigabyte. Predict what you are given.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/unique_fd.hpp"

int size_of(int fd, int option) {
  int size = 0;
  socklen_t room = sizeof size;
  kit::check(::getsockopt(fd, SOL_SOCKET, option, &size, &room), "getsockopt");
  return size;
}

int ask_for(int fd, int option, int size) {
  kit::check(::setsockopt(fd, SOL_SOCKET, option, &size, sizeof size),
             "setsockopt");
  return size_of(fd, option);
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "0");
  if (given.help) {
    std::cout << "usage: sizes\n";
    return 0;
  }
  const kit::unique_fd fresh(
      kit::check(::socket(AF_INET, SOCK_STREAM, 0), "socket"));

  // ---- the lesson ----
  std::cout << "send buffer, as it comes: " << size_of(fresh.get(), SO_SNDBUF)
            << "\nreceive buffer, as it comes: "
            << size_of(fresh.get(), SO_RCVBUF) << '\n';
  for (const int size : {1, 8192, 16384}) {
    std::cout << "asked for " << size << ": send "
              << ask_for(fresh.get(), SO_SNDBUF, size) << ", receive "
              << ask_for(fresh.get(), SO_RCVBUF, size) << '\n';
  }
} catch (const std::exception& error) {
  std::cerr << std::string("sizes: ") + error.what() + '\n';
  return 1;
}
