#include "stage/refusal.hpp"

#include <cerrno>
#include <string_view>

#include "stage/stage.hpp"

namespace stage {
namespace {

using play::because;

because remedy_for(const refused_call& error) {
  const std::string_view call = error.call();
  switch (error.code().value()) {
    case EMFILE:
    case ENFILE:
      return because::raise_open_files;
    case EAGAIN:
      return because::too_many_processes;
    case ENOMEM:
    case ENOBUFS:
      return because::not_enough_memory;
    default:
      break;
  }
  if (call == "setns" || call == "unshare") return because::use_hosts_network;
  if (call == "pidfd_getfd" || call == "process_vm_readv" ||
      call == "process_vm_writev")
    return because::cannot_be_looked_into;
  return because::stage_cannot_go_on;
}

}  // namespace

void refuse(const char* call) {
  throw refused_call(errno, call);
}

void expect_errno(std::initializer_list<int> answers, const char* call) {
  const int error = errno;
  for (const int answer : answers)
    if (error == answer) return;
  throw refused_call(error, call);
}

play::reason reason_for(const refused_call& error) {
  return reason_for(error, remedy_for(error));
}

play::reason reason_for(const refused_call& error, because remedy) {
  return {because::call_refused,
          {error.call(), error.code().message()},
          {{remedy}}};
}

void give_up(const refused_call& error) {
  throw stage_error(reason_for(error));
}

}  // namespace stage
