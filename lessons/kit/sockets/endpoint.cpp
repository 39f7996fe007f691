#include "kit/sockets/endpoint.hpp"

#include <netdb.h>
#include <netinet/in.h>

#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "kit/escaped.hpp"

namespace kit {
namespace {

void check_port(const std::string& port) {
  std::uint16_t number = 0;
  const char* const end = port.data() + port.size();
  const auto [stop, error] = std::from_chars(port.data(), end, number);
  if (port.empty() || error != std::errc() || stop != end)
    throw std::runtime_error("port \"" + escaped(port, 40) +
                             "\": expected a number from 0 to 65535");
}

}  // namespace

endpoint::endpoint(const std::string& host, const std::string& port) {
  check_port(port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;  // one result per address, not one per type
  addrinfo* found = nullptr;
  // First as a number only: that opens no socket to ask anybody.
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  int error = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
  if (error == EAI_NONAME) {
    hints.ai_flags = AI_NUMERICSERV;
    error = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
  }
  if (error != 0)
    throw std::runtime_error("host \"" + escaped(host, 80) +
                             "\": " + ::gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(
      found, &::freeaddrinfo);
  std::memcpy(&storage_, found->ai_addr, found->ai_addrlen);
  size_ = found->ai_addrlen;
}

std::string to_string(const endpoint& place) {
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  if (::getnameinfo(place.address(), place.size(), host.data(), host.size(),
                    port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return "(no address)";
  const std::string name(host.data());
  return (place.family() == AF_INET6 ? "[" + name + "]" : name) + ":" +
         port.data();
}

}  // namespace kit
