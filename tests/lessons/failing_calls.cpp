// A library for LD_PRELOAD: calls that fail as they do when something is short
// or a file system is poor. Which, says $FAILING, in words:
//
//   threads     the first two pthread_create() fail: EAGAIN
//   watches     the second EPOLL_CTL_ADD fails: ENOSPC
//   O_TMPFILE   no file without a name: EOPNOTSUPP
//   linkat      no links: EPERM
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>

namespace {

bool fails(const char* word) {
  const char* const words = std::getenv("FAILING");
  return words != nullptr && std::strstr(words, word) != nullptr;
}

template <class Function>
Function* real(Function*, const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int pthread_create(pthread_t* thread, const pthread_attr_t* how,
                   void* (*run)(void*), void* with) {
  static std::atomic<int> times = 0;
  if (fails("threads") && times++ < 2) return EAGAIN;
  return real(&pthread_create, "pthread_create")(thread, how, run, with);
}

int epoll_ctl(int epoll, int what, int fd, epoll_event* event) {
  static std::atomic<int> times = 0;
  if (fails("watches") && what == EPOLL_CTL_ADD && ++times == 2) {
    errno = ENOSPC;
    return -1;
  }
  return real(&epoll_ctl, "epoll_ctl")(epoll, what, fd, event);
}

int openat(int folder, const char* path, int flags, ...) {
  if (fails("O_TMPFILE") && (flags & O_TMPFILE) == O_TMPFILE) {
    errno = EOPNOTSUPP;
    return -1;
  }
  va_list more;
  va_start(more, flags);
  const mode_t mode =
      (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return real(&openat, "openat")(folder, path, flags, mode);
}

int linkat(int from, const char* old_path, int to, const char* new_path,
           int flags) noexcept {
  if (fails("linkat")) {
    errno = EPERM;
    return -1;
  }
  return real(&linkat, "linkat")(from, old_path, to, new_path, flags);
}

}  // extern "C"
