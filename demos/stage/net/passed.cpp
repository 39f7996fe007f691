#include "stage/net/passed.hpp"

#include <cstddef>
#include <cstring>

namespace stage {

// By hand, for CMSG_NXTHDR and its like differ in what they check.
std::vector<int> passed_descriptors(const msghdr& message) {
  std::vector<int> found;
  const auto* const control = static_cast<const char*>(message.msg_control);
  const std::size_t size = control == nullptr ? 0 : message.msg_controllen;
  for (std::size_t at = 0; at < size && size - at >= sizeof(cmsghdr);) {
    cmsghdr header;
    std::memcpy(&header, control + at, sizeof header);
    if (header.cmsg_len < CMSG_LEN(0) || header.cmsg_len > size - at) break;
    if (header.cmsg_level == SOL_SOCKET && header.cmsg_type == SCM_RIGHTS) {
      const std::size_t count = (header.cmsg_len - CMSG_LEN(0)) / sizeof(int);
      const std::size_t before = found.size();
      found.resize(before + count);
      if (count > 0)
        std::memcpy(found.data() + before, control + at + CMSG_LEN(0),
                    count * sizeof(int));
    }
    const std::size_t step = CMSG_ALIGN(header.cmsg_len);
    if (step > size - at) break;
    at += step;
  }
  return found;
}

}  // namespace stage
