#include "stage/tracer/filter.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstddef>

#include "stage/tracer/arch.hpp"

namespace stage {

namespace {

// A filter under construction. A jump is relative and forward only, so what is
// jumped to is placed after all that jump there.
struct code {
  static constexpr std::size_t other_lines = 15;
  static constexpr std::size_t most_lines_of_one = 5;
  sock_filter lines[most_filtered * most_lines_of_one + other_lines];
  std::size_t size = 0;

  void add(int operation, std::uint32_t value, std::size_t if_true = 0,
           std::size_t if_false = 0) {
    lines[size++] = {static_cast<std::uint16_t>(operation),
                     static_cast<std::uint8_t>(if_true),
                     static_cast<std::uint8_t>(if_false), value};
  }
  void load(std::size_t offset) {
    add(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
  }
};

}  // namespace

bool install_filter(std::span<const watched_call> calls) noexcept {
  constexpr int equal = BPF_JMP | BPF_JEQ | BPF_K;
  constexpr int has_bit = BPF_JMP | BPF_JSET | BPF_K;
  constexpr int back = BPF_RET | BPF_K;
  constexpr std::size_t low_half =
      std::endian::native == std::endian::little ? 0 : 4;
  code filter;
  if (calls.size() > most_filtered) {
    errno = E2BIG;
    return false;
  }

  filter.load(offsetof(seccomp_data, arch));
  filter.add(equal, arch::audit, 1, 0);
  filter.add(back, SECCOMP_RET_TRACE | stop_foreign);
  filter.load(offsetof(seccomp_data, nr));
  // x32 numbers share x86-64's arch; no real number is this large.
  filter.add(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
  filter.add(back, SECCOMP_RET_TRACE | stop_foreign);
  filter.add(equal, SYS_clone3, 0, 1);
  filter.add(back, SECCOMP_RET_TRACE | stop_at_birth);
  filter.add(equal, SYS_clone, 0, 4);
  filter.load(offsetof(seccomp_data, args) + low_half);
  filter.add(has_bit, CLONE_UNTRACED, 0, 1);
  filter.add(back, SECCOMP_RET_TRACE | stop_at_birth);
  filter.add(back, SECCOMP_RET_ALLOW);
  const auto argument = [](int index) {
    return offsetof(seccomp_data, args) + low_half +
           static_cast<std::size_t>(index) * sizeof(std::uint64_t);
  };
  for (const watched_call& one : calls) {
    if (one.argument == -1) continue;
    filter.add(equal, static_cast<std::uint32_t>(one.number), 0, 4);
    filter.load(argument(one.argument));
    filter.add(equal, one.value, 0, 1);
    filter.add(back, SECCOMP_RET_TRACE | stop_at_call);
    filter.load(offsetof(seccomp_data, nr));
  }
  auto left = static_cast<std::size_t>(
      std::ranges::count(calls, -1, &watched_call::argument));
  for (const watched_call& one : calls)
    if (one.argument == -1)
      filter.add(equal, static_cast<std::uint32_t>(one.number), left--);
  filter.add(back, SECCOMP_RET_ALLOW);
  filter.add(back, SECCOMP_RET_TRACE | stop_at_call);

  const sock_fprog program{static_cast<unsigned short>(filter.size),
                           filter.lines};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace stage
