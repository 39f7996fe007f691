// What is the processor's own: where a system call's arguments and result are
// kept. Reading needs none of this (PTRACE_GET_SYSCALL_INFO); writing does. A
// new processor is one more file like arch_x86_64.hpp.
#pragma once

#include <elf.h>
#include <linux/audit.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/user.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace stage::arch {

inline user_regs_struct registers_of(pid_t tid) {
  user_regs_struct registers{};
  iovec view{&registers, sizeof registers};
  if (::ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &view) == -1)
    throw std::system_error(errno, std::generic_category(), "ptrace");
  return registers;
}

inline void set_registers(pid_t tid, user_regs_struct registers) {
  iovec view{&registers, sizeof registers};
  if (::ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &view) == -1)
    throw std::system_error(errno, std::generic_category(), "ptrace");
}

}  // namespace stage::arch

#if defined(__x86_64__)
#include "stage/arch_x86_64.hpp"
#elif defined(__aarch64__)
#include "stage/arch_aarch64.hpp"
#else
#error "The stage knows x86-64 and aarch64: add a file like arch_x86_64.hpp"
#endif
