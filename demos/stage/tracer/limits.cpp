#include "stage/tracer/limits.hpp"

#include <sys/resource.h>

#include <optional>

namespace stage {
namespace {

std::optional<rlimit> before;
int raised = 0;  // by how many that are alive

}  // namespace

raised_limit::raised_limit() noexcept {
  rlimit now{};
  if (raised++ > 0 || ::getrlimit(RLIMIT_NOFILE, &now) == -1) return;
  before = now;
  now.rlim_cur = now.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &now);
}

raised_limit::~raised_limit() {
  if (--raised > 0) return;
  give_back_limit();
  before.reset();
}

void give_back_limit() noexcept {
  if (before) ::setrlimit(RLIMIT_NOFILE, &*before);
}

}  // namespace stage
