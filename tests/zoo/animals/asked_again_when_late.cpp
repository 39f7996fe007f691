// asked_again_when_late broken|fixed PORT server|client: a client asks again
// when no answer comes in time. Of a late answer the request is then there
// twice, and the server adds twice: a request needs a number, by which a second
// copy is known.
#include <poll.h>

#include "animal.hpp"

namespace {

void serve(const char* port, bool knows_copies) {
  const int fd = bound_socket(port, SOCK_DGRAM);
  std::string last;
  for (int total = 0;;) {
    std::string request(64, '\0');
    sockaddr_in from{};
    socklen_t room = sizeof from;
    auto* const client = reinterpret_cast<sockaddr*>(&from);
    const ssize_t n = again([&] {
      return ::recvfrom(fd, request.data(), request.size(), 0, client, &room);
    });
    request.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    if (request == "end") return print("total " + std::to_string(total));
    if (!knows_copies || request != last) ++total;
    last = request;
    ::sendto(fd, "done", 4, 0, client, room);
  }
}

void ask(const char* port) {
  const int fd = connected(port, SOCK_DGRAM);
  send_all(fd, "add 1");
  pollfd answer{fd, POLLIN, 0};
  if (again([&] { return ::poll(&answer, 1, 200); }) == 0)  // to blame
    send_all(fd, "add 1");
  print(recv_some(fd, 64));
  send_all(fd, "end");
}

}  // namespace

int main(int, char** argv) {
  const bool is_client = std::string_view(argv[3]) == "client";
  if (is_client)
    ask(argv[2]);
  else
    serve(argv[2], std::string_view(argv[1]) == "fixed");
}
