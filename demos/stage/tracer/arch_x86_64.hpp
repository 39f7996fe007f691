// x86-64: see syscall(2), "Architecture calling conventions".
#pragma once

namespace stage::arch {

inline constexpr std::uint32_t audit = AUDIT_ARCH_X86_64;
inline constexpr int elf_machine = EM_X86_64;

/// Argument `index` (0 to 5) of the call the task stands before. The kernel
/// gives the registers back as they are, so whoever changes one restores it at
/// the call's exit.
inline void set_argument(pid_t tid, int index, std::uint64_t value) {
  change_registers(tid, [&](user_regs_struct& r) {
    unsigned long long* const slots[] = {&r.rdi, &r.rsi, &r.rdx,
                                         &r.r10, &r.r8,  &r.r9};
    *slots[index] = value;
  });
}

/// Makes the kernel skip the call that the task stands before; the program sees
/// `result`, -errno for an error.
inline void skip_call(pid_t tid, std::int64_t result) {
  change_registers(tid, [&](user_regs_struct& r) {
    r.orig_rax = ~0ULL;
    r.rax = static_cast<unsigned long long>(result);
  });
}

/// Of a task that stood at a call's entry: makes it enter that call again.
inline void repeat_call(registers& r) noexcept {
  r.rip -= 2;  // the length of the instruction `syscall`
  r.rax = r.orig_rax;
  r.orig_rax = ~0ULL;  // it is in no call now
}

/// The same, but it enters a call of ours.
inline void make_call(registers& r, long number, std::uint64_t first) noexcept {
  repeat_call(r);
  r.rax = static_cast<unsigned long long>(number);
  r.rdi = first;
  r.rsi = r.rdx = r.r10 = r.r8 = r.r9 = 0;
}

/// By the numbers that DWARF gives them (x86-64 psABI, figure 3.36).
inline std::array<std::uint64_t, 17> dwarf_registers(
    const registers& r) noexcept {
  return {r.rax, r.rdx, r.rcx, r.rbx, r.rsi, r.rdi, r.rbp, r.rsp, r.r8,
          r.r9,  r.r10, r.r11, r.r12, r.r13, r.r14, r.r15, r.rip};
}

/// Where it goes on.
inline std::uint64_t counter_of(const registers& r) noexcept {
  return r.rip;
}

}  // namespace stage::arch
