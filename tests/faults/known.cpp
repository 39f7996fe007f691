#include "known.hpp"

#include <algorithm>
#include <string>

#include "calls.hpp"

namespace faults {
namespace {

struct known {
  const char* call;
  const char* what;  ///< how it is used; "": whatever it is asked
  const char* why;
};

// The stage takes a refusal for an answer about the program, or does not look.
constexpr known all[] = {
    {"ptrace", "", "hangs: a task is stopped and nobody lets it go"},
    {"wait4", "", "hangs, or a program is taken to have ended"},
    {"process_vm_readv", "", "a false play: no address, no bytes"},
    {"pidfd_getfd", "", "a false play: no socket"},
    {"getsockopt", "", "a false play: no socket"},
    {"getsockname", "", "a false play: \"outside\""},
    {"getpeername", "", "a false play: bytes that nobody reads"},
    {"poll", "", "a call that would wait, or would not"},
    {"sendto", "", "a false play: no segments"},
    {"recvfrom", "", "a false play: no segments"},
    {"read", "pipe:[N]", "a program that is not started: \"ended with 127\""},
    {"ioctl", "", "bytes to read are not counted: a smaller search, unsaid"},
    {"lseek", "", "the input is not rewound: \"sent other bytes\""},
    {"access", "", "\"no such program\" for one that may not be run"},
};

}  // namespace

bool is_known(const fault& f) {
  const std::string name = name_of(f.call.number);
  return std::ranges::any_of(all, [&](const known& one) {
    return name == one.call && (*one.what == 0 || f.call.what == one.what);
  });
}

}  // namespace faults
