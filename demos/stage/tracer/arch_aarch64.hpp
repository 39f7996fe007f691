// aarch64: see syscall(2), "Architecture calling conventions". The call's
// number is a register set of its own.
#pragma once

namespace stage::arch {

inline constexpr std::uint32_t audit = AUDIT_ARCH_AARCH64;
inline constexpr int elf_machine = EM_AARCH64;

/// Argument `index` (0 to 5) of the call the task stands before. Whoever
/// changes one restores it at the call's exit (x0 holds the result by then, so
/// argument 0 is never changed).
inline void set_argument(pid_t tid, int index, std::uint64_t value) {
  change_registers(tid, [&](user_regs_struct& r) { r.regs[index] = value; });
}

/// Makes the kernel skip the call that the task stands before; the program sees
/// `result`, -errno for an error.
inline void skip_call(pid_t tid, std::int64_t result) {
  change_registers(tid, [&](user_regs_struct& r) {
    r.regs[0] = static_cast<std::uint64_t>(result);
  });
  int number = -1;
  iovec view{&number, sizeof number};
  trace(PTRACE_SETREGSET, tid, NT_ARM_SYSTEM_CALL, &view);
}

/// Of a task that stood at a call's entry: makes it enter that call again.
inline void repeat_call(registers& r) noexcept {
  r.pc -= 4;  // the length of the instruction `svc #0`
}

/// The same, but it enters a call of ours.
inline void make_call(registers& r, long number, std::uint64_t first) noexcept {
  repeat_call(r);
  r.regs[8] = static_cast<std::uint64_t>(number);
  r.regs[0] = first;
  for (int i = 1; i < 6; ++i) r.regs[i] = 0;
}

/// By the numbers that DWARF gives them (AADWARF64): x0 to x30, sp.
inline std::array<std::uint64_t, 32> dwarf_registers(
    const registers& r) noexcept {
  std::array<std::uint64_t, 32> all{};
  for (std::size_t i = 0; i < 31; ++i) all[i] = r.regs[i];
  all[31] = r.sp;
  return all;
}

/// Where it goes on.
inline std::uint64_t counter_of(const registers& r) noexcept {
  return r.pc;
}

}  // namespace stage::arch
