// Loaded into the command before its main(): from there on, the system calls
// that are listed in STICKY_FAULTS wait for the harness, which lets them go or
// has them fail (seccomp's user notification).
//
// Only calls made by this process's C library are meant. The programs that the
// stage starts inherit the filter, but their C library lies elsewhere, so they
// are not touched; what a child of the stage does before exec is.
#include <dlfcn.h>
#include <link.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t processor = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t processor = AUDIT_ARCH_AARCH64;
#endif

// The filter asks the harness about all calls of the C library: what hands the
// harness the right to be asked must be another call.
long own_call(long number, long a, long b, long c) {
#if defined(__x86_64__)
  long result = number;
  asm volatile("syscall"
               : "+a"(result)
               : "D"(a), "S"(b), "d"(c)
               : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long x8 asm("x8") = number;
  register long x0 asm("x0") = a;
  register long x1 asm("x1") = b;
  register long x2 asm("x2") = c;
  asm volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
#endif
}

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "faults: %s\n", why);
  ::_exit(125);
}

struct range {
  std::uint64_t base = 0, from = 0, to = 0;
};

int look_at(dl_phdr_info* object, std::size_t, void* data) {
  auto& code = *static_cast<range*>(data);
  if (object->dlpi_addr != code.base) return 0;
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const auto& part = object->dlpi_phdr[i];
    if (part.p_type != PT_LOAD || (part.p_flags & PF_X) == 0) continue;
    code.from = object->dlpi_addr + part.p_vaddr;
    code.to = code.from + part.p_memsz;
  }
  return 1;
}

// Where the C library's instructions are.
range c_library() {
  Dl_info facts{};
  range code;
  // A function that no sanitizer takes the place of.
  void* inside = ::dlsym(RTLD_NEXT, "gnu_get_libc_version");
  if (inside == nullptr || ::dladdr(inside, &facts) == 0) return code;
  code.base = reinterpret_cast<std::uint64_t>(facts.dli_fbase);
  ::dl_iterate_phdr(look_at, &code);
  return code;
}

// Asks about the listed calls, and always about the end: that is when the
// harness looks what is still open. "all": about every call.
int install(const range& code, const char* list) {
  sock_filter program[160];
  std::size_t size = 0;
  const auto add = [&](unsigned op, std::uint8_t yes, std::uint8_t no,
                       std::uint32_t k) {
    program[size++] = {static_cast<std::uint16_t>(op), yes, no, k};
  };
  const auto allow_unless = [&](unsigned op, std::uint32_t k) {
    add(BPF_JMP | op | BPF_K, 1, 0, k);
    add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
  };
  const auto load = [&](std::size_t offset) {
    add(BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(offset));
  };
  const auto allow_if = [&](unsigned op, std::uint32_t k) {
    add(BPF_JMP | op | BPF_K, 0, 1, k);
    add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
  };
  const auto ask_if = [&](std::uint32_t number) {
    add(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, number);
    add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_USER_NOTIF);
  };
  constexpr std::size_t where = offsetof(seccomp_data, instruction_pointer);
  load(offsetof(seccomp_data, arch));
  allow_unless(BPF_JEQ, processor);
  load(where + 4);  // the upper half, where bytes are little-endian
  allow_unless(BPF_JEQ, static_cast<std::uint32_t>(code.from >> 32));
  load(where);
  allow_unless(BPF_JGE, static_cast<std::uint32_t>(code.from));
  allow_if(BPF_JGT, static_cast<std::uint32_t>(code.to));
  load(offsetof(seccomp_data, nr));
  // Not about a child that could not become a program: while it waits for the
  // harness it would seem asleep, and the stage looks at that.
  add(BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_exit_group);
  load(offsetof(seccomp_data, args));
  allow_if(BPF_JEQ, 127);
  add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_USER_NOTIF);
  if (std::strcmp(list, "all") == 0) {
    allow_if(BPF_JEQ, SYS_rt_sigreturn);
    // At this call the stage's probe has a child stop, by its own filter: what
    // the harness is asked about does not come to that.
    allow_if(BPF_JEQ, SYS_listen);
    add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_USER_NOTIF);
  }
  for (char* end = nullptr; size < 150; list = end) {
    const unsigned long number = std::strtoul(list, &end, 10);
    if (end == list) break;
    ask_if(static_cast<std::uint32_t>(number));
  }
  add(BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);

  const sock_fprog filter{static_cast<unsigned short>(size), program};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  return static_cast<int>(own_call(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                   SECCOMP_FILTER_FLAG_NEW_LISTENER,
                                   reinterpret_cast<long>(&filter)));
}

void hand_over(int channel, int listener) {
  char byte = 0;
  iovec bytes{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof listener)] = {};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof listener);
  std::memcpy(CMSG_DATA(header), &listener, sizeof listener);
  if (own_call(SYS_sendmsg, channel, reinterpret_cast<long>(&message), 0) < 0)
    own_call(SYS_exit_group, 125, 0, 0);
  own_call(SYS_close, listener, 0, 0);
  own_call(SYS_close, channel, 0, 0);
}

// By hand: a command may have functions of its own for its environment, as
// bash has.
const char* find(char** environment, const char* name) {
  const std::size_t size = std::strlen(name);
  for (; *environment != nullptr; ++environment)
    if (std::strncmp(*environment, name, size) == 0) return *environment + size;
  return nullptr;
}

void forget(char** environment, const char* name) {
  char** to = environment;
  for (char** from = environment; *from != nullptr; ++from)
    if (std::strncmp(*from, name, std::strlen(name)) != 0) *to++ = *from;
  *to = nullptr;
}

void ask_the_harness(char** argv, char** environment) {
  const char* asked = find(environment, "STICKY_FAULTS=");
  if (asked == nullptr) return;
  char list[512];
  std::snprintf(list, sizeof list, "%s", asked);
  const range code = c_library();
  if (code.from == 0) give_up("the C library is not found");
  // The filter compares one upper half only; another start, another place.
  if (code.from >> 32 != code.to >> 32) {
    ::execv("/proc/self/exe", argv);
    give_up("cannot be started again");
  }
  forget(environment, "STICKY_FAULTS=");
  forget(environment, "LD_PRELOAD=");
  char* rest = nullptr;
  const int channel = static_cast<int>(std::strtol(list, &rest, 10));
  const int listener = install(code, rest + 1);
  if (listener < 0) give_up("seccomp's user notification is refused");
  hand_over(channel, listener);
}

using main_function = int (*)(int, char**, char**);
main_function real_main = nullptr;

int hooked_main(int argc, char** argv, char** environment) {
  ask_the_harness(argv, environment);
  return real_main(argc, argv, environment);
}

}  // namespace

// After all constructors of libraries, a sanitizer's too: right before main().
extern "C" int __libc_start_main(main_function main, int argc, char** argv,
                                 void (*init)(), void (*fini)(),
                                 void (*rtld_fini)(), void* stack_end) {
  real_main = main;
  const auto next = reinterpret_cast<decltype(&__libc_start_main)>(
      ::dlsym(RTLD_NEXT, "__libc_start_main"));
  return next(hooked_main, argc, argv, init, fini, rtld_fini, stack_end);
}
