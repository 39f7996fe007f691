// Descriptors out of control messages, from bytes that no kernel has sent.
#include <vector>

#include "input.hpp"
#include "stage/net/passed.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint8_t> control(data, data + size);
  msghdr message{};
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const auto found = stage::passed_descriptors(message);
  fuzz::require(found.size() * sizeof(int) <= size, "no more than came");
  return 0;
}
