// Descriptors that another process hands over (SCM_RIGHTS).
#pragma once

#include <sys/socket.h>

#include <vector>

namespace stage {

/// The descriptors that came with a message, as recvmsg() has filled it in:
/// from now on they are the caller's to close. Those that lie beyond the
/// control bytes that came are none.
std::vector<int> passed_descriptors(const msghdr&);

}  // namespace stage
