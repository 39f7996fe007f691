#include "check/state/listeners.hpp"

#include <algorithm>

#include "play/address.hpp"

namespace check {

void listeners::add(const std::string& address, bool datagrams) {
  if (address.empty() || address.ends_with(":0")) anywhere_ = true;
  (datagrams ? datagrams_ : streams_).insert(address);
}

bool listeners::has(const std::string& address, bool datagrams) const {
  return anywhere_ || std::ranges::any_of(datagrams ? datagrams_ : streams_,
                                          [&](const std::string& heard) {
                                            return play::meet(heard, address);
                                          });
}

}  // namespace check
