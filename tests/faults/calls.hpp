// What system calls are called, and how they fail.
#pragma once

#include <linux/seccomp.h>

#include <string>
#include <vector>

#include "run.hpp"

namespace faults {

/// "ptrace"; "call 999" for one that is not listed.
std::string name_of(int number);
/// -1 if none of the listed ones is called so.
int number_of(const std::string& name);
/// What a line may call it: "waitpid" is wait4.
std::vector<std::string> names_of(int number);

/// Which use a call that waits for the harness is.
use use_of(const seccomp_notif&);

/// The errors that are tried one at a time, most telling first; none for calls
/// whose failure would be a lie (see the body).
std::vector<int> errors_of(int number);

/// "EPERM"
std::string error_name(int error);
/// 0 if there is none of that name.
int error_called(const std::string& name);

/// Any run of digits becomes N: processes and sockets have other numbers each
/// time.
std::string without_numbers(const std::string& text);

}  // namespace faults
