// The kernel's answers about sockets, from bytes that no kernel has sent.
#include <vector>

#include "input.hpp"
#include "stage/net/diagnosis.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto* const bytes = reinterpret_cast<const std::byte*>(data);
  // Of exactly that size, for the sanitizer.
  const std::vector<std::byte> datagram(bytes, bytes + size);
  const auto message = stage::message_in(datagram);
  if (!message) return 0;
  fuzz::require(message->payload.size() <= datagram.size(), "a part of it");
  const auto socket = stage::socket_in(*message);
  const auto error = stage::error_in(*message);
  fuzz::require(!(socket && error), "one kind of answer");
  if (error) fuzz::require(*error >= 0 && *error < 4096, "an errno");
  return 0;
}
