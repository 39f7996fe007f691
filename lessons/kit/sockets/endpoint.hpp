// A socket address from what people write, and back. Introduced in lesson 01.
#pragma once

#include <sys/socket.h>

#include <string>

namespace kit {

/// An IPv4 or IPv6 address with its port, in the form that the kernel wants.
class endpoint {
 public:
  /// No address yet: for accept, recvfrom and getsockname to fill in.
  endpoint() = default;

  /// `host` is a name or a number ("127.0.0.1", "::1", "localhost"), `port` a
  /// number from 0 to 65535 (0 lets the kernel choose). Of several addresses
  /// the first is taken. A numeric host never asks a name service.
  /// Throws std::runtime_error, one line, naming the host or the port.
  endpoint(const std::string& host, const std::string& port);

  /// AF_INET or AF_INET6, for socket(); AF_UNSPEC while there is no address.
  int family() const noexcept { return storage_.ss_family; }

  /// For bind, connect, sendto.
  const sockaddr* address() const noexcept {
    return reinterpret_cast<const sockaddr*>(&storage_);
  }
  socklen_t size() const noexcept { return size_; }

  /// For accept, recvfrom, getsockname:
  ///   ::recvfrom(fd, data, n, 0, from.address(), from.room())
  sockaddr* address() noexcept {
    return reinterpret_cast<sockaddr*>(&storage_);
  }
  /// The length argument of those calls: all the room there is, until the
  /// kernel writes the true size into it.
  socklen_t* room() noexcept {
    size_ = sizeof storage_;
    return &size_;
  }

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

/// "127.0.0.1:8080", "[::1]:8080"; "(no address)" while there is none.
std::string to_string(const endpoint&);

}  // namespace kit
