// hold WHAT FILE PLACE: adds a letter to FILE, and opens or does WHAT, before
// its first socket call; then connects, uses it, and sends what came of that:
//   nothing
//   reader    its own executable: what follows the first byte
//   pipe      what it wrote to a pipe before
//   file      a file opened for writing: how far its second letter is
//   shared    memory shared with children: how often it was counted up
//   thread    a second thread, which sends
//   input     the second half of its standard input
//   sleep     nothing; it has slept
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>

#include <string>

#include "loopback.hpp"

namespace {

void add_letter(const char* file) {
  const int fd =
      stop_if_failed(::open(file, O_WRONLY | O_APPEND | O_CREAT, 0600), "open");
  if (::write(fd, "x", 1) != 1) std::exit(1);
  ::close(fd);
}

std::string read_some(int fd, std::size_t size) {
  std::string bytes(size, '\0');
  const ssize_t n = ::read(fd, bytes.data(), size);
  bytes.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
  return bytes;
}

pthread_mutex_t not_yet = PTHREAD_MUTEX_INITIALIZER;

void* send_when_connected(void* connection) {
  ::pthread_mutex_lock(&not_yet);
  ::send(*static_cast<int*>(connection), "sent", 4, MSG_NOSIGNAL);
  return nullptr;
}

}  // namespace

int main(int, char** argv) {
  const std::string what = argv[1];
  add_letter(argv[2]);
  int fds[2] = {-1, -1}, connection = -1;
  int* counter = nullptr;
  pthread_t thread;
  if (what == "reader") {
    fds[0] = ::open(argv[0], O_RDONLY | O_CLOEXEC);
    read_some(fds[0], 1);
  }
  if (what == "pipe" && (::pipe(fds) != 0 || ::write(fds[1], "held", 4) != 4))
    return 1;
  if (what == "file") {
    fds[0] = ::open("/tmp", O_TMPFILE | O_RDWR, 0600);
    if (::write(fds[0], "a", 1) != 1) return 1;
  }
  if (what == "shared") {
    void* const page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    counter = static_cast<int*>(page);
  }
  if (what == "thread") {
    ::pthread_mutex_lock(&not_yet);
    ::pthread_create(&thread, nullptr, send_when_connected, &connection);
  }
  if (what == "input") read_some(STDIN_FILENO, 4);
  if (what == "sleep") ::usleep(1000);

  connection = connected(argv[3]);
  std::string came = "sent";
  if (what == "reader") came = read_some(fds[0], 3);
  if (what == "pipe") came = read_some(fds[0], 16);
  if (what == "file") {
    if (::write(fds[0], "b", 1) != 1) return 1;
    came = std::to_string(::lseek(fds[0], 0, SEEK_CUR));
  }
  if (what == "shared") came = std::to_string(++*counter);
  if (what == "input") came = read_some(STDIN_FILENO, 16);
  if (what == "thread") {
    ::pthread_mutex_unlock(&not_yet);
    ::pthread_join(thread, nullptr);
  } else {
    ::send(connection, came.data(), came.size(), MSG_NOSIGNAL);
  }
}
