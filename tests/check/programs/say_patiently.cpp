// say_patiently PLACE WORD: connects and sends WORD, whatever interrupts it.
#include "loopback.hpp"

namespace {
template <typename Call>
ssize_t again(Call call) {
  ssize_t result = -1;
  do result = call();
  while (result == -1 && (errno == EINTR || errno == EAGAIN));
  return result;
}
}  // namespace

int main(int, char** argv) {
  place there(argv[1]);
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  again([&] { return ::connect(fd, there.pointer(), there.size); });
  const char* word = argv[2];
  std::size_t left = std::strlen(word);
  while (left > 0) {
    const ssize_t n =
        again([&] { return ::send(fd, word, left, MSG_NOSIGNAL); });
    if (n == -1) stop_if_failed(-1, "send");
    word += n;
    left -= static_cast<std::size_t>(n);
  }
}
