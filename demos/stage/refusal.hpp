// A call of the stage's own that the kernel refuses is an error, with a remedy,
// and never an answer about a program: "no such socket" may be concluded from
// EBADF, not from EPERM, ENOSYS or EMFILE.
#pragma once

#include <initializer_list>
#include <system_error>

#include "play/reason.hpp"

namespace stage {

/// The kernel refused a call that the stage needs; what() is "CALL: reason".
class refused_call : public std::system_error {
 public:
  /// `call` is a literal.
  refused_call(int error, const char* call)
      : std::system_error(error, std::generic_category(), call), call_(call) {}

  const char* call() const noexcept { return call_; }

 private:
  const char* call_;
};

/// Throws refused_call with errno.
[[noreturn]] void refuse(const char* call);

/// For a call that failed: returns if errno is one of those that answer the
/// question (the task is gone, say); otherwise throws refused_call.
void expect_errno(std::initializer_list<int> answers, const char* call);

/// What was refused, and what to do about it.
play::reason reason_for(const refused_call&);
/// The same, with that remedy.
play::reason reason_for(const refused_call&, play::because remedy);

/// Throws stage_error for that reason.
[[noreturn]] void give_up(const refused_call&);

}  // namespace stage
