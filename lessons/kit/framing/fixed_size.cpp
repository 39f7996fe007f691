#include "kit/framing/fixed_size.hpp"

namespace kit {

bool append_frame(const fixed_size_format& format,
                  std::span<const std::byte> payload,
                  std::vector<std::byte>& out) {
  assert(format.size > 0);
  if (payload.size() > format.size) return false;
  if (!payload.empty() && payload.back() == format.pad) return false;
  out.insert(out.end(), payload.begin(), payload.end());
  out.insert(out.end(), format.size - payload.size(), format.pad);
  return true;
}

std::string fixed_size_decoder::explain() const {
  if (buffer_.unread().empty()) return "";
  return "expected " + std::to_string(format_.size) +
         " bytes, the peer left after " +
         std::to_string(buffer_.unread().size());
}

}  // namespace kit
