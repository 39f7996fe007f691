#include "check/pool/channel.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <system_error>

namespace check {
namespace {

// False: the other end has gone. Any other error is the machine's.
bool may_come_later(const char* call) {
  if (errno == EAGAIN || errno == EINTR) return true;
  if (errno == ECONNRESET || errno == EPIPE) return false;
  throw std::system_error(errno, std::generic_category(), call);
}

}  // namespace

void channel::send(const std::string& message) {
  const auto size = static_cast<std::uint32_t>(message.size());
  to_send_.append(reinterpret_cast<const char*>(&size), sizeof size);
  to_send_ += message;
}

bool channel::move() {
  // What it said before it went counts.
  const bool sent = send_some();
  return receive_some() && sent;
}

bool channel::send_some() {
  std::size_t sent = 0;
  bool open = true;
  while (open && sent < to_send_.size()) {
    const ssize_t n =
        ::send(socket_.get(), to_send_.data() + sent, to_send_.size() - sent,
               MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n == -1) {
      open = may_come_later("send");
      break;
    }
    sent += static_cast<std::size_t>(n);
  }
  to_send_.erase(0, sent);
  return open;
}

bool channel::receive_some() {
  std::array<char, 65536> some;
  for (;;) {
    const ssize_t n =
        ::recv(socket_.get(), some.data(), some.size(), MSG_DONTWAIT);
    if (n == -1) return may_come_later("recv");
    if (n == 0) return false;
    arrived_.append(some.data(), static_cast<std::size_t>(n));
  }
}

bool channel::has_message() const {
  return arrived_.size() >= sizeof(std::uint32_t) &&
         arrived_.size() - sizeof(std::uint32_t) >= size_of_next();
}

std::string channel::next() {
  const std::size_t size = size_of_next();
  std::string message = arrived_.substr(sizeof(std::uint32_t), size);
  arrived_.erase(0, sizeof(std::uint32_t) + size);
  return message;
}

std::size_t channel::size_of_next() const {
  std::uint32_t size = 0;
  std::memcpy(&size, arrived_.data(), sizeof size);
  return size;
}

}  // namespace check
