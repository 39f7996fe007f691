#include "stage/filter.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <cstddef>

#include "stage/arch.hpp"
#include "stage/calls.hpp"

namespace stage {

bool install_filter() noexcept {
  // load arch; not ours? stop, foreign. load number; one comparison for each
  // call, all jumping to the same stop at the end.
  sock_filter code[80];
  std::size_t size = 0;
  const auto add = [&](std::uint16_t op, std::uint8_t yes, std::uint8_t no,
                       std::uint32_t k) {
    code[size++] = {op, yes, no, k};
  };
  const auto calls = system_calls();
  const auto count = static_cast<std::uint8_t>(calls.size());

  add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, arch));
  add(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, arch::audit);
  add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_TRACE | stop_foreign);
  add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr));
  // x32 numbers share x86-64's arch; no real number is this large.
  add(BPF_JMP | BPF_JGE | BPF_K, static_cast<std::uint8_t>(count + 2), 0,
      0x40000000);
  for (std::uint8_t i = 0; i < count; ++i)
    add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint8_t>(count - i), 0,
        static_cast<std::uint32_t>(calls[i].number));
  add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
  add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_TRACE | stop_at_call);
  add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_TRACE | stop_foreign);

  const sock_fprog program{static_cast<unsigned short>(size), code};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace stage
