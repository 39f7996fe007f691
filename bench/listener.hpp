// A listening socket for a benchmark: 127.0.0.1, any port that is free.
#pragma once

#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

namespace bench {

struct listener {
  kit::unique_fd fd = kit::listen_at(kit::endpoint("127.0.0.1", "0"));
  kit::endpoint at = name_of(fd.get());  ///< for connect_to

  static kit::endpoint name_of(int fd) {
    kit::endpoint name;
    kit::check(::getsockname(fd, name.address(), name.room()), "getsockname");
    return name;
  }
};

}  // namespace bench
