#include "kit/sockets/accept.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

#include "kit/check.hpp"

namespace kit {

accept_failure meaning_of_accept_error(int error) {
  switch (error) {
    case EINTR:
    case ECONNABORTED:
    case EPROTO:
      return accept_failure::caller_gone;
    case EBADF:
    case ENOTSOCK:
    case EINVAL:
    case EFAULT:
      return accept_failure::no_listener;
    default:  // EMFILE, ENFILE, ENOBUFS, ENOMEM, EPERM and whatever else
      return accept_failure::not_now;
  }
}

unique_fd accept_next(int listener) {
  for (bool told = false;;) {
    const int caller = ::accept(listener, nullptr, nullptr);
    if (caller != -1) return unique_fd(caller);
    const int error = errno;
    const accept_failure meaning = meaning_of_accept_error(error);
    if (meaning == accept_failure::no_listener)
      throw_system_error(error, "accept");
    if (meaning == accept_failure::caller_gone) continue;
    // Not by iostreams: what is short may be memory.
    if (!told)
      std::fprintf(stderr, "server: accept: %s: callers have to wait\n",
                   std::strerror(error));
    told = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

}  // namespace kit
