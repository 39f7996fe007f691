// A failed system call becomes an exception that names the call.
// Introduced in lesson 01.
#pragma once

#include <cerrno>
#include <concepts>
#include <string>
#include <string_view>
#include <system_error>

namespace kit {

/// Throws the std::system_error for this errno: "bind: Address already in use".
/// EAGAIN gets words of its own, because its text ("temporarily unavailable")
/// does not say that a timeout ran out: "recv waited in vain: ...".
[[noreturn]] inline void throw_system_error(int error, std::string_view call) {
  std::string what(call);
  if (error == EAGAIN) what += " waited in vain";
  throw std::system_error(error, std::generic_category(), what);
}

/// Returns `result`, or throws std::system_error naming `call` if it is -1:
///   kit::check(::bind(fd, address, size), "bind");
/// Call it around the system call itself, so that nothing changes errno
/// between.
template <std::signed_integral T>
T check(T result, std::string_view call) {
  const int saved = errno;
  if (result == -1) throw_system_error(saved, call);
  return result;
}

}  // namespace kit
