#include "check/state/arrivals.hpp"

#include <utility>

#include "check/state/mix.hpp"

namespace check {
namespace {

// What counts as come when a call of the program's own returns.
constexpr std::uint64_t own_call = 1;

}  // namespace

void epoll_users::add(std::size_t program, bool several) {
  if (program >= 32) return;
  all |= std::uint32_t{1} << program;
  if (several) of_several |= std::uint32_t{1} << program;
}

epoll_users& epoll_users::operator|=(const epoll_users& other) {
  all |= other.all;
  of_several |= other.of_several;
  return *this;
}

void arrivals::has_room(std::size_t program, int task, std::int64_t events) {
  rooms_[{program, task}] = events;
}

void arrivals::comes(std::size_t program, std::uint64_t what) {
  std::uint64_t& order = orders_[program];
  order = mix(order, what);
}

void arrivals::waits(std::size_t program, const play::call& call) {
  std::set<int>& mine = epolls_[program];
  mine.insert(call.fd);
  users_.add(program, mine.size() > 1);
}

void arrivals::returned(std::size_t program, const play::call& call,
                        bool several_tasks) {
  if (!several_tasks && took_all(program, call))
    orders_.erase(program);
  else
    comes(program, own_call);
}

std::uint64_t arrivals::order(std::size_t program) const {
  const auto known = orders_.find(program);
  return known == orders_.end() ? 0 : known->second;
}

// Whether no event is left but those that the program was told of. Of several
// epolls, one would have. Where two sockets have the same name, nobody was told
// which of them came first.
bool arrivals::took_all(std::size_t program, const play::call& call) const {
  if (call.kind != play::kind::epoll || call.result < 0 ||
      users_.has_of_several(program))
    return false;
  const auto room = rooms_.find({program, call.task});
  if (room == rooms_.end() || call.result >= room->second) return false;
  std::set<std::uint64_t> names;
  for (const play::event& event : call.events) names.insert(event.name);
  return std::cmp_equal(names.size(), *call.result);
}

}  // namespace check
