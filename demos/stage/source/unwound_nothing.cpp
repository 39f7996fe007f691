// For a build without elfutils' libdw.
#include "stage/source/unwound_process.hpp"

namespace stage {

struct unwound_process::state {};

bool can_unwind() noexcept {
  return false;
}

unwound_process::unwound_process(pid_t, const mapped_files&) {}
unwound_process::~unwound_process() = default;
unwound_process::unwound_process(unwound_process&&) noexcept = default;
unwound_process& unwound_process::operator=(unwound_process&&) noexcept =
    default;

std::vector<play::source> unwound_process::of(pid_t) {
  return {};
}

}  // namespace stage
