// The calls that a record can hold: the one list of what each of them is. Which
// call sends and which receives is said here and nowhere else.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace play {

/// What a call does, as far as a schedule or a reader has to know.
enum class kind : std::uint8_t {
  none,      ///< not in the list
  make,      ///< a new socket
  bind,      ///< gives a socket its address
  listen,    ///< lets a socket be connected to
  accept,    ///< waits for a connection
  connect,   ///< waits for the other end's handshake
  transfer,  ///< moves bytes: waits for room, or for data
  shutdown,  ///< ends one direction
  close,     ///< gives a descriptor up
  dup,       ///< a further descriptor of a socket
  dup2,      ///< the same, and gives up what had that number
  poll,      ///< waits for one of several: poll, ppoll
  select,    ///< the same: select, pselect
  epoll,     ///< the same: epoll_wait, epoll_pwait, epoll_pwait2
  sleep,     ///< waits for time
  query,     ///< asks the kernel about a socket, and never waits
  exit,      ///< ends a process, and closes what it alone holds
  io_uring,  ///< hands calls over for later: cannot be followed, so it is in
             ///< no record
};

/// Which way a call moves bytes, seen from its program.
enum class direction : std::uint8_t {
  none,
  out,     ///< it sends
  in,      ///< it receives
  either,  ///< in the list only: that depends on its descriptors
};

/// The cue that means this call as well as those of its like.
enum class family : std::uint8_t { none, send, recv };
std::string_view to_string(family);  // "send"; "" for none

struct call_type {
  std::string_view name;  ///< as in C, without "4", "p" and "6"
  play::kind kind = kind::none;
  play::direction direction = direction::none;
  play::family family = family::none;
  bool several = false;  ///< it moves several messages at a time
};

inline constexpr std::array call_types = {
    call_type{"socket", kind::make},
    call_type{"bind", kind::bind},
    call_type{"listen", kind::listen},
    call_type{"accept", kind::accept},
    call_type{"connect", kind::connect},
    call_type{"shutdown", kind::shutdown},
    call_type{"close", kind::close},
    call_type{"close_range", kind::close},
    call_type{"dup", kind::dup},
    call_type{"dup2", kind::dup2},
    call_type{"send", kind::transfer, direction::out, family::send},
    call_type{"sendto", kind::transfer, direction::out, family::send},
    call_type{"sendmsg", kind::transfer, direction::out, family::send},
    call_type{"sendmmsg", kind::transfer, direction::out, family::send, true},
    call_type{"write", kind::transfer, direction::out, family::send},
    call_type{"writev", kind::transfer, direction::out, family::send},
    call_type{"pwritev2", kind::transfer, direction::out, family::send},
    call_type{"sendfile", kind::transfer, direction::out, family::send},
    call_type{"splice", kind::transfer, direction::either},
    call_type{"recv", kind::transfer, direction::in, family::recv},
    call_type{"recvfrom", kind::transfer, direction::in, family::recv},
    call_type{"recvmsg", kind::transfer, direction::in, family::recv},
    call_type{"recvmmsg", kind::transfer, direction::in, family::recv, true},
    call_type{"read", kind::transfer, direction::in, family::recv},
    call_type{"readv", kind::transfer, direction::in, family::recv},
    call_type{"preadv2", kind::transfer, direction::in, family::recv},
    call_type{"ioctl", kind::query},
    call_type{"getsockopt", kind::query},
    call_type{"poll", kind::poll},
    call_type{"select", kind::select},
    call_type{"epoll_wait", kind::epoll},
    call_type{"nanosleep", kind::sleep},
    call_type{"exit", kind::exit},
    call_type{"io_uring", kind::io_uring},
    call_type{"io_submit", kind::io_uring},
};

/// Null if there is no such name in the list.
constexpr const call_type* find_call_type(std::string_view name) {
  for (const call_type& type : call_types)
    if (type.name == name) return &type;
  return nullptr;
}

/// The same of a name in the source: one that is not listed does not compile.
consteval const call_type& call_type_of(std::string_view name) {
  return *find_call_type(name);
}

/// True for poll, select and epoll.
constexpr bool waits_for_several(kind what) {
  return what == kind::poll || what == kind::select || what == kind::epoll;
}

/// True if `wanted`, as a cue has it, means a call named `name`: "send" and
/// "recv" stand for their families, every other name for itself.
bool cue_means(std::string_view wanted, std::string_view name);

/// The shortest cue that means a call of that name: "recv" for recvfrom.
std::string_view cue_for(std::string_view name);

}  // namespace play
