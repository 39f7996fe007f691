// Starts a command from which some system calls are refused, as a container
// refuses them: refuse ERROR CALL[,CALL] COMMAND ARGS, such as
//   refuse EPERM pidfd_getfd,unshare,setns ./sticky show 11
// Linked statically: what is loaded into the command is not for this program.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

#include "calls.hpp"

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "refuse: refuse ERROR CALL[,CALL] COMMAND ARGS\n");
    return 125;
  }
  const int error = faults::error_called(argv[1]);
  std::vector<sock_filter> code{
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)}};
  std::istringstream names(argv[2]);
  for (std::string name; std::getline(names, name, ',');) {
    const int number = faults::number_of(name);
    if (error == 0 || number == -1) {
      std::fprintf(stderr, "refuse: no error %s, or no call %s\n", argv[1],
                   name.c_str());
      return 125;
    }
    code.push_back(
        {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, static_cast<__u32>(number)});
    code.push_back(
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | static_cast<__u32>(error)});
  }
  code.push_back({BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW});
  const sock_fprog filter{static_cast<unsigned short>(code.size()),
                          code.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 ||
      ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == -1) {
    std::perror("refuse: seccomp");
    return 125;
  }
  ::execv(argv[3], argv + 3);
  std::perror(argv[3]);
  return 126;
}
