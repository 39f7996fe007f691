// A long way between two programs on one machine. The kernel's own (netem) asks
// for root and is not in every kernel.
#pragma once

#include <chrono>

#include "kit/sockets/endpoint.hpp"

namespace bench {

/// Takes one connection from `listener`, makes one to `server`, and hands on
/// what comes from either end `one_way` after it came, in order; an end of
/// stream likewise. Returns when both directions have ended. Throws
/// std::system_error. Run it in a process of its own.
///
///   client ---> | t+0: "ab"  t+2: "c" | ---> server     each waits its time
///   client <--- | t+1: "x"            | <--- server
///
/// It is two TCP connections: what happens inside one of them (Nagle's
/// algorithm, acknowledgements) does not have the delay, only bytes have.
void relay(int listener, const kit::endpoint& server,
           std::chrono::nanoseconds one_way);

}  // namespace bench
