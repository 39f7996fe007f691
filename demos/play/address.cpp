#include "play/address.hpp"

#include <charconv>

namespace play {

std::string_view port_part(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  return colon == address.npos ? address : address.substr(colon);
}

int port_of(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  int port = 0;
  if (colon != address.npos)
    std::from_chars(address.data() + colon + 1, address.data() + address.size(),
                    port);
  return port;
}

bool is_any(std::string_view address) {
  return address.starts_with("0.0.0.0:") || address.starts_with("[::]:");
}

bool meet(std::string_view one, std::string_view other) {
  if (one == other) return true;
  const std::size_t colon = one.rfind(':'), same = other.rfind(':');
  if (colon == one.npos || same == other.npos ||
      one.substr(colon) != other.substr(same))
    return false;
  const auto covers = [](std::string_view any, std::string_view address) {
    return any.starts_with("[::]:") ||
           (any.starts_with("0.0.0.0:") && !address.starts_with('['));
  };
  return covers(one, other) || covers(other, one);
}

bool is_path(std::string_view address) {
  return !address.starts_with('@') && address.find(':') == address.npos;
}

}  // namespace play
