// Both ends send all they have before they read: more than the buffers hold, so
// each waits for the other to read.
#include "animal.hpp"
#include "small_buffers.hpp"

namespace {

constexpr std::size_t size = 6000;

void broken(int fd) {
  send_all(fd, std::string(size, 'x'));  // to blame
  print(std::to_string(recv_whole(fd, size).size()));
}

void fixed(int fd) {
  print(std::to_string(recv_whole(fd, size).size()));
  send_all(fd, std::string(size, 'x'));
}

}  // namespace

int main(int, char** argv) {
  chosen(argv, broken, fixed)(small_connected(argv[2]));
}
