#include "check/state/history.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <climits>
#include <string_view>

#include "check/state/mix.hpp"
#include "play/address.hpp"

namespace check {
namespace {

using play::kind;

// Fewer bytes than that always fit: the smallest buffer that setsockopt can
// choose has more room (SOCK_MIN_SNDBUF).
constexpr std::int64_t surely_fits = 4096;

// What a chain's link is about.
enum link : std::uint64_t {
  begun_link = 1,
  returned_link,
  all_link,
  closed_link,
  stream_link,
  born_link,
  gone_link,
};

// "127.0.0.1:8080" and "0.0.0.0:8080" meet each other: their port stands for
// both, where too much is kept apart rather than too little. A UNIX socket's
// path stands for itself.
std::string place(std::string_view address) {
  return std::string(play::port_part(address));
}

// What a call was given, but for its address, which accepts are told.
std::uint64_t arguments(const play::call& call) {
  std::uint64_t all = static_cast<std::uint64_t>(call.socket_type);
  all = mix(all, static_cast<std::uint64_t>(call.flags));
  all = mix(all, call.argument ? std::uint64_t{1} : 0);
  all = mix(all, static_cast<std::uint64_t>(call.argument.value_or(0)));
  all = mix(all, call.watched.size());
  for (const int fd : call.watched) all = mix(all, static_cast<unsigned>(fd));
  return all;
}

}  // namespace

std::size_t index_of(const play::record& record, const std::string& program) {
  std::size_t i = 0;
  while (i < record.programs.size() && record.programs[i].name != program) ++i;
  return i;
}

void history::follow(const stage::situation& now) {
  const play::record& record = now.so_far;
  programs_.resize(record.programs.size());
  follow_streams(record);
  std::erase_if(inside_, [&](std::size_t i) {
    if (!record.calls[i].result) return false;
    returned(record.calls[i], record);
    return true;
  });
  for (; begun_ < record.calls.size(); ++begun_) {
    began(record.calls[begun_], record);
    if (record.calls[begun_].result)
      returned(record.calls[begun_], record);
    else
      inside_.push_back(begun_);
  }
  follow_tasks(now);
  for (const stage::actor& one : now.actors) {
    if (one.call.kind == kind::connect && !one.finds_nobody)
      listened_.insert(one.call.address);
    else if (one.call.kind == kind::epoll)
      arrivals_.has_room(index_of(record, one.program), one.task,
                         one.most_events);
  }
}

void history::follow_streams(const play::record& record) {
  for (std::size_t i = flows_.size(); i < record.streams.size(); ++i) {
    const play::stream& stream = record.streams[i];
    flow& here = flows_.emplace_back();
    here.from = named(stream.from, stream.from_address);
    here.to = named(stream.to, place(stream.to_address));
  }
}

// An address of a program, the same for the same schedule. A port of chance is
// the program's first, second ...
std::uint64_t history::named(const std::string& program,
                             const std::string& address) {
  if (address.empty()) return mix(0, program);  // a UNIX socket without a name
  if (addresses_repeat_) return mix(0, address);
  return names_.try_emplace(address, mix(names_.size(), program)).first->second;
}

// Who was born, and who has ended: a task's end closes what it alone held.
void history::follow_tasks(const stage::situation& now) {
  std::vector<std::set<int>> living(programs_.size());
  for (const stage::actor& one : now.actors)
    living[index_of(now.so_far, one.program)].insert(one.task);
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    program_history& mine = programs_[i];
    if (living[i] == mine.tasks) continue;
    for (const int task : living[i])
      if (!mine.tasks.contains(task))
        mine.chain =
            mix(mix(mine.chain, born_link), static_cast<unsigned>(task));
    for (const int task : mine.tasks) {
      if (living[i].contains(task)) continue;
      mine.chain = mix(mix(mine.chain, gone_link), static_cast<unsigned>(task));
      closes(i, nullptr, now.so_far);
    }
    mine.tasks = living[i];
    if (!mine.tasks.empty() && *mine.tasks.rbegin() > 0)
      mine.several_tasks = true;
  }
}

void history::began(const play::call& call, const play::record& record) {
  const std::size_t program = index_of(record, call.program);
  program_history& mine = programs_[program];
  std::uint64_t link = mix(begun_link, call.name);
  link = mix(link, static_cast<std::uint64_t>(call.task));
  link = mix(link, static_cast<std::uint64_t>(call.fd));
  link = mix(link, static_cast<std::uint64_t>(call.asked));
  link = mix(link, arguments(call));
  // An accept's address comes with its return.
  if (call.kind != kind::accept) link = mix(link, call.address);
  mine.chain = mix(mine.chain, link);
  everything_ = mix(mix(everything_, program), link);
  gave_up_.erase({program, call.task});
  if (call.kind == kind::epoll) arrivals_.waits(program, call);
  if (call.kind == kind::connect && call.fd != -1) {
    const std::string address = place(call.address);
    std::uint64_t& queue = connects_[address];
    queue = mix(queue, program);
    for (std::size_t i = 0; i < programs_.size(); ++i)
      if (programs_[i].listens_at.contains(address))
        arrives(record.programs[i].name, record, mix(program, queue));
  }
}

void history::returned(const play::call& call, const play::record& record) {
  const std::size_t program = index_of(record, call.program);
  program_history& mine = programs_[program];
  std::uint64_t link = mix(returned_link, call.events.size());
  for (const play::event& event : call.events)
    link = mix(mix(link, event.name), event.what);
  link = mix(link, static_cast<std::uint64_t>(call.task));
  link = mix(link, static_cast<std::uint64_t>(*call.result));
  link = mix(link, static_cast<std::uint64_t>(call.error));
  // The kernel has not seen it, so its connection is not what a true failure
  // would have left.
  link = mix(link, call.forced == play::forced::failed);
  const bool accepts = call.kind == kind::accept;
  if (accepts && addresses_repeat_) link = mix(link, call.address);
  mine.chain = mix(mine.chain, link);
  everything_ = mix(mix(everything_, program), link);
  // Whose connection was taken cannot be told where ports are the kernel's.
  if (accepts && !addresses_repeat_)
    mine.chain = mix(mix(mine.chain, all_link), everything_);
  told_of_ends(call, program);
  if (play::came_to_nothing(call)) gave_up_.insert({program, call.task});
  arrivals_.returned(program, call, mine.several_tasks);

  if (call.kind == kind::transfer)
    returned_transfer(call, program, record);
  else
    returned_plain(call, program, record);
}

// An epoll reports the number that a descriptor was registered with: mostly the
// descriptor, or else a pointer.
void history::told_of_ends(const play::call& call, std::size_t program) {
  for (const play::event& event : call.events) {
    if ((event.what & (POLLRDHUP | POLLHUP)) == 0) continue;
    const auto known = ends_.find({program, static_cast<int>(event.name)});
    if (event.name <= INT_MAX && known != ends_.end())
      known->second.told_of_end = true;
    else
      programs_[program].told_of_some_end = true;
  }
}

bool history::was_told_of_end(std::size_t program, int fd) const {
  const auto known = ends_.find({program, fd});
  return programs_[program].told_of_some_end ||
         (known != ends_.end() && known->second.told_of_end);
}

void history::returned_plain(const play::call& call, std::size_t program,
                             const play::record& record) {
  const bool done = call.result >= 0;
  switch (call.kind) {
    case kind::make:
      if (done)
        end_of(program, static_cast<int>(*call.result)) = {
            .datagrams = call.socket_type == play::socket_type::datagram};
      break;
    case kind::bind:
      if (done) was_bound(call, program, record);
      break;
    case kind::listen:
      if (done) listens(program, end_of(program, call.fd));
      break;
    case kind::connect: {
      end& mine = end_of(program, call.fd);
      mine.peer = call.address;
      // From now on it hears that address only.
      if (mine.datagrams) closes(program, nullptr, record);
      break;
    }
    case kind::accept:
      if (done)
        end_of(program, static_cast<int>(*call.result)) = {
            .bound = end_of(program, call.fd).bound, .peer = call.address};
      break;
    case kind::dup:
    case kind::dup2:
      if (!done) break;
      if (call.kind == kind::dup2) closes(program, nullptr, record);
      end_of(program, static_cast<int>(*call.result)) =
          end_of(program, call.fd);
      break;
    case kind::close:
    case kind::shutdown: {
      // A descriptor of several processes may be another socket in each.
      const end mine = end_of(program, call.fd);
      closes(program, programs_[program].several_tasks ? nullptr : &mine,
             record);
      if (call.kind == kind::close) ends_.erase({program, call.fd});
      break;
    }
    default:
      break;
  }
}

void history::was_bound(const play::call& call, std::size_t program,
                        const play::record& record) {
  end& mine = end_of(program, call.fd);
  mine.bound = call.address;
  if (!mine.datagrams) return;
  closes(program, nullptr, record);
  listeners_.add(mine.bound, true);
}

void history::listens(std::size_t program, end& mine) {
  mine.listens = true;
  listeners_.add(mine.bound, false);
  programs_[program].listens_at.insert(place(mine.bound));
}

void history::returned_transfer(const play::call& call, std::size_t program,
                                const play::record& record) {
  program_history& mine = programs_[program];
  const bool receives = call.receives();
  if (call.stream == -1 || (receives && call.several)) {
    // What it received is not in the record, or not in one piece.
    if (receives && call.result > 0)
      mine.chain = mix(mix(mine.chain, all_link), everything_);
    return;
  }
  const auto index = static_cast<std::size_t>(call.stream);
  const play::stream& stream = record.streams[index];
  const bool datagrams = play::keeps_boundaries(stream.kind);
  flow& here = flows_[index];
  const std::int64_t size = std::max<std::int64_t>(*call.result, 0);
  if (receives) {
    const auto begin = static_cast<std::size_t>(call.offset);
    if (begin <= stream.bytes.size())
      mine.chain =
          mix(mine.chain, std::string_view(stream.bytes)
                              .substr(begin, static_cast<std::size_t>(size)));
    if (datagrams)
      mine.chain = mix(mix(mine.chain, here.from),
                       static_cast<std::uint64_t>(call.offset));
    if ((call.flags & MSG_PEEK) == 0) here.received += size;
  } else {
    here.sent += size;
    std::uint64_t link = mix(program, here.from);
    if (datagrams) {
      if (!stream.from_address.empty())
        listeners_.add(stream.from_address, true);
      std::uint64_t& queue = datagrams_[here.to];
      queue = mix(mix(queue, link), static_cast<std::uint64_t>(size));
    }
    arrives(stream.to, record, mix(link, static_cast<std::uint64_t>(size)));
  }
  // Each datagram also takes room for itself.
  const std::int64_t under_way =
      here.sent - here.received +
      (datagrams ? static_cast<std::int64_t>(stream.sends.size() -
                                             stream.recvs.size()) *
                       256
                 : 0);
  if (under_way > surely_fits) here.full = true;
  if (here.full)
    here.order =
        mix(mix(here.order, receives), static_cast<std::uint64_t>(size));
}

// The program closes, binds or connects the end that `one` describes (null: it
// may be any of its ends): what has arrived there by now makes a difference.
void history::closes(std::size_t program, const end* one,
                     const play::record& record) {
  program_history& mine = programs_[program];
  const std::string& name = record.programs[program].name;
  const bool any =
      one == nullptr || one->datagrams || (one->peer.empty() && !one->listens);
  std::uint64_t arrived = closed_link;  // a sum: streams have no order
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    const play::stream& stream = record.streams[i];
    if (!stream.to.empty() && stream.to != name) continue;
    if (!any && !play::meet(stream.from_address, one->peer)) continue;
    std::uint64_t link = mix(mix(stream_link, flows_[i].from), flows_[i].to);
    link = mix(link, static_cast<std::uint64_t>(flows_[i].sent));
    // Bytes that were never read reset the connection, and what the peer has
    // not read by then may be lost with it.
    if (flows_[i].sent > flows_[i].received)
      for (std::size_t k = 0; k < flows_.size(); ++k)
        if (record.streams[k].to_address == stream.from_address &&
            record.streams[k].from_address == stream.to_address)
          link = mix(link, static_cast<std::uint64_t>(flows_[k].received));
    arrived += link;
    arrives(stream.from, record, link);
  }
  if (any || one->listens)
    for (const std::string& address : mine.listens_at)
      arrived += mix(closed_link, connects_[address]);
  if (any)
    for (const auto& [address, queue] : datagrams_)
      arrived += mix(mix(closed_link, address), queue);
  mine.chain = mix(mine.chain, arrived);
}

// In the order of all arrivals at that program; "": it may be any.
void history::arrives(const std::string& at_program, const play::record& record,
                      std::uint64_t what) {
  for (std::size_t i = 0; i < programs_.size(); ++i)
    if (at_program.empty() || record.programs[i].name == at_program)
      arrivals_.comes(i, what);
}

bool history::goes_to_nobody(std::size_t program,
                             const stage::actor& one) const {
  const play::call& call = one.call;
  if (one.finds_nobody) return !listened_.contains(call.address);
  const auto known = ends_.find({program, call.fd});
  const bool datagrams = known != ends_.end() && known->second.datagrams;
  const bool goes = call.kind == kind::connect ||
                    (datagrams && call.sends() && !call.address.empty());
  return goes && !listeners_.has(call.address, datagrams);
}

std::uint64_t history::key(const stage::situation& now) const {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    key = mix(key, programs_[i].chain);
    if (uses_epoll(i)) key = mix(key, arrivals_.order(i));
  }
  for (const auto& [address, queue] : connects_)
    key = mix(mix(key, address), queue);
  for (const auto& [address, queue] : datagrams_)
    key = mix(mix(key, address), queue);
  std::uint64_t orders = 0;  // a sum: streams have no order
  for (std::size_t i = 0; i < flows_.size(); ++i)
    if (flows_[i].full)
      orders += mix(mix(flows_[i].order, flows_[i].from), flows_[i].to);
  key = mix(key, orders);
  for (const stage::actor& one : now.actors) {
    key = mix(key, index_of(now.so_far, one.program));
    key = mix(key, static_cast<std::uint64_t>(one.task));
    key = mix(key, static_cast<std::uint64_t>(one.where));
    key = mix(key, one.call.name);
    key = mix(key, static_cast<std::uint64_t>(one.call.fd));
    key = mix(key, static_cast<std::uint64_t>(one.call.asked));
    key = mix(key, one.ready);
  }
  return key;
}

}  // namespace check
