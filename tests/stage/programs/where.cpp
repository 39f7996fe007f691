// where WAY PLACE [LIBRARY|PROGRAM]: serves one client, and makes its calls in
// a way that the test can tell by the comments at their lines' ends.
#include <dlfcn.h>
#include <sys/wait.h>

#include <string_view>
#include <thread>

#include "loopback.hpp"
#include "where_library.hpp"

namespace desk {

struct clerk {
  int fd;
  template <typename Size>
  ssize_t take(Size size) const {
    char bytes[16];
    const ssize_t n = ::recv(fd, bytes, size, 0);  // member
    return n + 1;  // or it were no frame, when optimized
  }
};

}  // namespace desk

namespace {

ssize_t hear(int fd) {
  char byte = 0;
  const ssize_t n = ::recv(fd, &byte, 1, 0);  // function
  return n + byte;
}

void hear_in_thread(int fd) {
  std::thread listener([fd] {
    hear(fd);  // in thread
    std::puts("heard");
  });
  listener.join();
}

// One after the other, each until its end.
void hear_in_children(int fd, int count) {
  for (int i = 0; i < count; ++i) {
    if (::fork() == 0) {
      hear(fd);  // in child
      ::_exit(0);
    }
    ::wait(nullptr);
  }
}

void hear_by_the_c_library(int fd) {
  std::FILE* const file = ::fdopen(fd, "r");
  char bytes[2];
  [[maybe_unused]] const auto n = std::fread(bytes, 1, 2, file);  // fread
  ::dprintf(fd, "thanks");                                        // dprintf
}

void load(const char* library, int fd) {
  hear(fd);
  void* const loaded = ::dlopen(library, RTLD_NOW);
  const auto answer =
      reinterpret_cast<void (*)(int)>(::dlsym(loaded, "answer_from_loaded"));
  answer(fd);  // loaded
}

}  // namespace

int main(int, char** argv) {
  const std::string_view way = argv[1];
  const int listener = listener_at(argv[2]);
  const int fd = way == "wait" ? -1 : accepted(listener);
  if (way == "wait") ::accept(listener, nullptr, nullptr);  // wait
  if (way == "function") hear(fd);                          // in main
  if (way == "member") desk::clerk{fd}.take(3);             // of clerk
  if (way == "thread") hear_in_thread(fd);
  if (way == "child") hear_in_children(fd, 1);  // of children
  if (way == "children") hear_in_children(fd, 30);
  if (way == "library") answer_from_library(fd);      // from library
  if (way == "c_library") hear_by_the_c_library(fd);  // for C
  if (way == "load") load(argv[3], fd);               // loads
  if (way == "exec") {
    hear(fd);
    ::execl(argv[3], "other", "function", "8081", nullptr);
  }
  return 0;
}
