// ptrace(2), with its two outcomes kept apart: a task that is gone, and a
// kernel that refuses.
#pragma once

#include <sys/ptrace.h>
#include <sys/types.h>

#include <cerrno>
#include <cstdint>
#include <optional>

#include "stage/refusal.hpp"

namespace stage {

/// What the request returned; nothing: the task is gone, killed meanwhile. Its
/// end is reported by waitpid. Throws refused_call.
template <typename Address, typename Data>
std::optional<long> trace(__ptrace_request request, pid_t tid, Address address,
                          Data data) {
  const long result = ::ptrace(request, tid, address, data);
  if (result != -1) return result;
  expect_errno({ESRCH}, "ptrace");
  return {};
}

}  // namespace stage
