// What is the processor's own: where a system call's arguments and result are
// kept. Reading needs none of this (PTRACE_GET_SYSCALL_INFO); writing does. A
// new processor is one more file like arch_x86_64.hpp.
//
// A task that was killed meanwhile has no registers: then nothing is done, and
// its end is reported by waitpid. All throw refused_call.
#pragma once

#include <elf.h>
#include <linux/audit.h>
#include <sys/uio.h>
#include <sys/user.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "stage/tracer/ptrace.hpp"

namespace stage::arch {

using registers = user_regs_struct;

inline registers registers_of(pid_t tid) {
  registers all{};
  iovec view{&all, sizeof all};
  trace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &view);
  return all;
}

inline void set_registers(pid_t tid, registers& all) {
  iovec view{&all, sizeof all};
  trace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &view);
}

/// Reads the stopped task's registers, lets `change` alter them, and writes
/// them back.
template <typename Change>
void change_registers(pid_t tid, Change change) {
  registers all{};
  iovec view{&all, sizeof all};
  if (!trace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &view)) return;
  change(all);
  trace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &view);
}

}  // namespace stage::arch

#if defined(__x86_64__)
#include "stage/tracer/arch_x86_64.hpp"
#elif defined(__aarch64__)
#include "stage/tracer/arch_aarch64.hpp"
#else
#error "The stage knows x86-64 and aarch64: add a file like arch_x86_64.hpp"
#endif
