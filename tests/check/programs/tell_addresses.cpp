// tell_addresses PLACE: connects and prints where its memory is.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  void* const heap = std::malloc(16);
  std::printf("%p %p %p\n", static_cast<const void*>(&fd), heap,
              static_cast<void*>(argv));
  std::free(heap);
}
