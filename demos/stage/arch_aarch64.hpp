// aarch64: see syscall(2), "Architecture calling conventions". The call's
// number is a register set of its own.
#pragma once

namespace stage::arch {

inline constexpr std::uint32_t audit = AUDIT_ARCH_AARCH64;
inline constexpr int elf_machine = EM_AARCH64;

/// Argument `index` (0 to 5) of the call the task stands before. Whoever
/// changes one restores it at the call's exit (x0 holds the result by then).
inline void set_argument(pid_t tid, int index, std::uint64_t value) {
  user_regs_struct r = registers_of(tid);
  r.regs[index] = value;
  set_registers(tid, r);
}

/// Makes the kernel skip the call that the task stands before; the program sees
/// `result`, -errno for an error.
inline void skip_call(pid_t tid, std::int64_t result) {
  user_regs_struct r = registers_of(tid);
  r.regs[0] = static_cast<std::uint64_t>(result);
  set_registers(tid, r);
  int number = -1;
  iovec view{&number, sizeof number};
  if (::ptrace(PTRACE_SETREGSET, tid, NT_ARM_SYSTEM_CALL, &view) == -1)
    throw std::system_error(errno, std::generic_category(), "ptrace");
}

}  // namespace stage::arch
