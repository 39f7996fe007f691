// The calls that lessons 01 and 02 show in full, for the lessons after them.
#pragma once

#include <chrono>

#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

namespace kit {

/// socket, SO_REUSEADDR (lesson 04), bind, listen. Throws std::system_error
/// naming the call and the place: "bind to 127.0.0.1:8080: Address already
/// ...".
unique_fd listen_at(const endpoint& place, int backlog = 5);

/// socket, connect. Throws std::system_error, likewise.
unique_fd connect_to(const endpoint& place);

/// From now on a recv or send on this socket fails with EAGAIN when nothing
/// moved for that long, so that a silent peer costs only its own connection.
/// Throws std::system_error.
void give_up_after(int fd, std::chrono::milliseconds limit);

}  // namespace kit
