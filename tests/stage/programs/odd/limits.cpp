// Programs that take rights and means from themselves, or ask for more.
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <random>

#include "odd.hpp"

namespace {

int not_dumpable(long) {
  say_result("prctl", ::prctl(PR_SET_DUMPABLE, 0));
  talk();
  return 3;
}

int no_new_privileges(long) {
  say_result("prctl", ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
  talk();
  return 0;
}

// From then on socket() ends so.
void forbid_sockets(std::uint32_t how) {
  sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, how),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog program{4, code};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  must(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), "seccomp");
}

int filter_fails(long) {
  talk();
  forbid_sockets(SECCOMP_RET_ERRNO | EPERM);
  say_result("socket", ::socket(AF_INET, SOCK_STREAM, 0));
  return 0;
}

int filter_kills(long) {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  talk();
  forbid_sockets(SECCOMP_RET_KILL_PROCESS);
  ::socket(AF_INET, SOCK_STREAM, 0);
  return 0;
}

volatile sig_atomic_t trapped = 0;

int filter_traps(long) {
  talk();
  ::signal(SIGSYS, [](int) { trapped = 1; });
  forbid_sockets(SECCOMP_RET_TRAP);
  ::socket(AF_INET, SOCK_STREAM, 0);
  say("trapped %d\n", static_cast<int>(trapped));
  return 0;
}

int filter_without_tracer(long) {
  talk();
  forbid_sockets(SECCOMP_RET_LOG);
  talk();
  return 0;
}

// A process with a filter, and the stage's is one, cannot have this.
int strict_filter(long) {
  talk();
  say_result("strict", ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT));
  ::syscall(SYS_exit, 0);
  return 0;
}

int no_descriptor_left(long) {
  const rlimit none{3, 3};
  ::setrlimit(RLIMIT_NOFILE, &none);
  say_result("socket", ::socket(AF_INET, SOCK_STREAM, 0));
  say_result("dup", ::dup(0));
  say_result("open", ::open("/dev/null", O_RDONLY));
  return 0;
}

int own_limits(long) {
  rlimit files{}, core{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  ::getrlimit(RLIMIT_CORE, &core);
  say("files %lu %lu core %lu %lu\n", files.rlim_cur, files.rlim_max,
      core.rlim_cur, core.rlim_max);
  say("open %d %d %d %d\n", ::fcntl(0, F_GETFD), ::fcntl(1, F_GETFD),
      ::fcntl(2, F_GETFD), ::fcntl(3, F_GETFD));
  return 0;
}

int own_signals(long) {
  sigset_t mask;
  ::sigprocmask(SIG_SETMASK, nullptr, &mask);
  for (int signal = 1; signal < 32; ++signal) {
    struct sigaction action {};
    ::sigaction(signal, nullptr, &action);
    if (sigismember(&mask, signal) == 1 || action.sa_handler != SIG_DFL)
      say("signal %d is not as usual\n", signal);
  }
  return 0;
}

int no_address_space(long) {
  talk();
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_AS, &none);
  talk();
  void* const pages =
      ::mmap(nullptr, 1 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  say_result("mmap", pages == MAP_FAILED ? -1 : 0);
  return 0;
}

int lowest_priority(long) {
  const sched_param none{};
  say_result("idle", ::sched_setscheduler(0, SCHED_IDLE, &none));
  talk();
  return 0;
}

// Frames of chance, where that is allowed: who captures packets has to bear
// them.
int raw_frames(long seed) {
  const int fd = ::socket(AF_PACKET, SOCK_RAW, htons(0x0003));
  std::minstd_rand chance(static_cast<unsigned>(seed));
  unsigned char frame[1500];
  sockaddr_ll lo{};
  lo.sll_family = AF_PACKET;
  lo.sll_ifindex = 1;
  lo.sll_halen = 6;
  for (int i = 0; fd != -1 && i < 1000; ++i) {
    for (unsigned char& byte : frame)
      byte = static_cast<unsigned char>(chance());
    const bool four = (i & 1) != 0;
    frame[12] = four ? 0x08 : 0x86;
    frame[13] = four ? 0x00 : 0xdd;
    if (four) frame[14] = static_cast<unsigned char>(0x40 | chance() % 16);
    if (four) frame[23] = (i & 2) != 0 ? IPPROTO_TCP : IPPROTO_UDP;
    const std::size_t size = 14 + chance() % (sizeof frame - 14);
    ::sendto(fd, frame, size, 0, reinterpret_cast<sockaddr*>(&lo), sizeof lo);
  }
  say("sent\n");
  talk();
  return 0;
}

constexpr behaviour all[] = {
    {"not_dumpable", not_dumpable},
    {"no_new_privileges", no_new_privileges},
    {"filter_fails", filter_fails},
    {"filter_kills", filter_kills},
    {"filter_traps", filter_traps},
    {"filter_without_tracer", filter_without_tracer},
    {"strict_filter", strict_filter},
    {"no_descriptor_left", no_descriptor_left},
    {"own_limits", own_limits},
    {"own_signals", own_signals},
    {"no_address_space", no_address_space},
    {"lowest_priority", lowest_priority},
    {"raw_frames", raw_frames},
};

}  // namespace

const std::span<const behaviour> limits = all;
