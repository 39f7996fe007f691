// The search's end of the stream to a process that plays.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "kit/sockets/unique_fd.hpp"

namespace check {

/// Never waits: a process that is stopped, in the middle of a message or not,
/// holds up nobody else. Messages are as send_message() has them.
class channel {
 public:
  explicit channel(kit::unique_fd socket) : socket_(std::move(socket)) {}

  int get() const { return socket_.get(); }
  void close() { socket_.reset(); }

  /// The bytes go when the stream takes them: see move().
  void send(const std::string& message);
  bool has_to_send() const { return !to_send_.empty(); }
  /// Sends and receives what can be at once. False: the other end has gone.
  /// Throws std::system_error.
  bool move();
  /// A whole one has come.
  bool has_message() const;
  /// The first of those that have come; there must be one.
  std::string next();

 private:
  bool send_some();
  bool receive_some();
  std::size_t size_of_next() const;

  kit::unique_fd socket_;
  std::string to_send_, arrived_;
};

}  // namespace check
