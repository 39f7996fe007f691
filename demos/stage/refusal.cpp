#include "stage/refusal.hpp"

#include <cerrno>

#include "stage/stage.hpp"

namespace stage {

void refuse(const char* call) {
  throw refused_call(errno, call);
}

void expect_errno(std::initializer_list<int> answers, const char* call) {
  const int error = errno;
  for (const int answer : answers)
    if (error == answer) return;
  throw refused_call(error, call);
}

std::string remedy_for(const refused_call& error) {
  const std::string call = error.call();
  switch (error.code().value()) {
    case EMFILE:
    case ENFILE:
      return "; raise the limit of open files (ulimit -n)";
    case EAGAIN:
      return "; too many processes: end some, or raise the limit (ulimit -u)";
    case ENOMEM:
    case ENOBUFS:
      return "; there is not enough memory";
    default:
      break;
  }
  if (call == "setns" || call == "unshare")
    return "; play on this machine's network (--host-network), or allow it (in "
           "a container --cap-add=SYS_ADMIN)";
  if (call == "pidfd_getfd" || call == "process_vm_readv" ||
      call == "process_vm_writev")
    return ": the program does not let itself be looked into (it has made "
           "itself undumpable, or gained rights); run sticky as root";
  return ": the stage cannot go on without it";
}

void give_up(const refused_call& error) {
  throw stage_error(error.what() + remedy_for(error));
}

}  // namespace stage
