// A peer that follows no protocol: it sends and receives what it is told, step
// by step, and leaves. For tests of how the lessons' programs bear it.
//
//   raw_peer listen|connect HOST PORT [STEP ...]
//
// A step is "recv", one recv() of at most 64 KiB, or bytes to send, with \xNN
// for those that cannot be typed.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "play/record.hpp"

int main(int argc, char* argv[]) try {
  if (argc < 4) throw std::runtime_error("listen|connect HOST PORT [STEP ...]");
  const kit::endpoint place(argv[2], argv[3]);
  kit::unique_fd peer;
  if (std::string(argv[1]) == "listen") {
    const kit::unique_fd listener = kit::listen_at(place);
    peer = kit::unique_fd(
        kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
  } else {
    peer = kit::connect_to(place);
  }
  for (const std::string& step :
       std::vector<std::string>(argv + 4, argv + argc)) {
    if (step == "recv") {
      std::vector<char> room(64 * 1024);
      kit::check(::recv(peer.get(), room.data(), room.size(), 0), "recv");
    } else {
      kit::send_all(peer.get(), play::unescaped(step));
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("raw_peer: ") + error.what() + '\n';
  return 1;
}
