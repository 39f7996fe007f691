// A send() that does not wait fails where there is no room: the reader was
// slow, and a piece is missing from the middle of its stream.
#include <poll.h>

#include "animal.hpp"
#include "small_buffers.hpp"

namespace {

const std::string piece(1000, 'x');

void broken(int fd) {
  constexpr int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
  for (int i = 0; i < 5; ++i)
    ::send(fd, piece.data(), piece.size(), flags);  // to blame
}

void fixed(int fd) {
  for (int i = 0; i < 5; ++i) send_all(fd, piece);
}

}  // namespace

int main(int, char** argv) {
  chosen(argv, broken, fixed)(accept_one(small_listener_at(argv[2])));
}
