// The right other end of an animal: does what it is told, step by step.
//
//   peer accept|connect|ask|answer PORT [STEP ...]
//
// accept and connect take or make a connection, with `_small` behind them one
// with the smallest buffers; ask is a datagram socket connected to PORT, answer
// one bound to it that talks to whoever wrote first, whatever that was. Steps:
//
//   send:BYTES  sends them; \r, \n, \xNN for what cannot be typed
//   fill:N      sends N bytes
//   recv:N      receives exactly N bytes, or a datagram of at most N
//   all         receives to the end of the stream
//   end         shutdown(SHUT_WR)
#include <vector>

#include "animal.hpp"
#include "small_buffers.hpp"

namespace {

int answering(const char* port) {
  const int fd = bound_socket(port, SOCK_DGRAM);
  sockaddr_in from{};
  socklen_t size = sizeof from;
  auto* address = reinterpret_cast<sockaddr*>(&from);
  char request[64];
  ::recvfrom(fd, request, sizeof request, 0, address, &size);
  stop_if_failed(::connect(fd, address, size), "connect");
  return fd;
}

int opened(const std::string& how, const char* port) {
  if (how == "accept") return accept_one(listener_at(port));
  if (how == "accept_small") return accept_one(small_listener_at(port));
  if (how == "connect_small") return small_connected(port);
  if (how == "ask") return connected(port, SOCK_DGRAM);
  if (how == "answer") return answering(port);
  place there(port);
  const int fd = stop_if_failed(::socket(AF_INET, SOCK_STREAM, 0), "socket");
  stop_if_failed(
      again([&] { return ::connect(fd, there.pointer(), there.size); }),
      "connect");
  return fd;
}

void tell(const std::string& bytes) {
  if (bytes.size() < 100)
    print(bytes);
  else
    std::printf("%zu bytes\n", bytes.size());
}

void take_step(int fd, const std::string& step) {
  const std::size_t colon = step.find(':');
  const std::string what =
      colon == std::string::npos ? "" : step.substr(colon + 1);
  if (step.starts_with("send:")) send_all(fd, play::unescaped(what));
  if (step.starts_with("fill:"))
    send_all(fd, std::string(std::stoul(what), 'x'));
  if (step.starts_with("recv:")) tell(recv_whole(fd, std::stoul(what)));
  if (step == "end") ::shutdown(fd, SHUT_WR);
  if (step == "all") {
    std::string bytes;
    for (std::string more; !(more = recv_whole(fd, 4096)).empty();)
      bytes += more;
    tell(bytes);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int fd = opened(argv[1], argv[2]);
  for (const std::string& step :
       std::vector<std::string>(argv + 3, argv + argc))
    take_step(fd, step);
}
