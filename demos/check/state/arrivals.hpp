// What has come to the programs that use epoll_wait, in its order. The kernel
// reports events in the order in which they happened, or in which it was told
// of sockets that were ready by then; and epoll_ctl, which tells it, is no call
// that the stage sees. So it also counts before which of its own calls a
// program got what it got. Once an epoll_wait took fewer events than it might
// have, it has taken them all: what follows depends on these, in their order,
// and no longer on how they came.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "play/record.hpp"

namespace check {

/// Which programs are known to use epoll_wait: bit i is the cast's program i.
/// Of programs beyond these bits it is taken for granted.
struct epoll_users {
  std::uint32_t all = 0;
  std::uint32_t of_several = 0;  ///< those that wait on several descriptors

  bool has(std::size_t program) const {
    return program >= 32 || (all >> program & 1) != 0;
  }
  bool has_of_several(std::size_t program) const {
    return program >= 32 || (of_several >> program & 1) != 0;
  }
  /// `several`: it waits on more than one descriptor.
  void add(std::size_t program, bool several);
  epoll_users& operator|=(const epoll_users& other);
  bool operator==(const epoll_users&) const = default;
};

class arrivals {
 public:
  explicit arrivals(epoll_users known) : users_(known) {}

  /// Those known at first, and those seen since.
  const epoll_users& users() const { return users_; }

  /// A task stands before an epoll_wait that takes so many events at most.
  void has_room(std::size_t program, int task, std::int64_t events);
  /// Something that an epoll could report has come to the program.
  void comes(std::size_t program, std::uint64_t what);
  /// A task has begun an epoll_wait.
  void waits(std::size_t program, const play::call&);
  /// A call has returned, of a program that is or was `several_tasks`.
  void returned(std::size_t program, const play::call&, bool several_tasks);

  /// One number for what has come, in its order, and may still show.
  std::uint64_t order(std::size_t program) const;

 private:
  bool took_all(std::size_t program, const play::call&) const;

  epoll_users users_;
  std::map<std::size_t, std::uint64_t> orders_;  // by program
  std::map<std::size_t, std::set<int>> epolls_;  // that it has waited on
  std::map<std::pair<std::size_t, int>, std::int64_t> rooms_;  // by task
};

}  // namespace check
