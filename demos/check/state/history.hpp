// What has happened to each program so far in a play, as one number: two
// situations with the same key have the same futures, so that one of them need
// not be played on.
//
// Why that holds. A program is deterministic but for what its calls return;
// threads and children of one program share memory and files. So where it
// stands, and what it will send, follow from the calls that all of its tasks
// began and what each returned, bytes included, in their order: that is its
// chain. What the kernel keeps between programs follows from the same chains
// (bytes sent, less bytes received), except where the order of two programs'
// calls shows. Those orders are in the key as well:
//   - who connected to an address, in order: the accept queue keeps it;
//   - the datagrams to a port, in order: so does the socket's queue;
//   - how much had arrived when a program closed, shut down or ended: a close
//     with unread bytes resets the connection, a later send meets a reset;
//   - arrivals of all kinds at a program that uses epoll_wait, between its own
//     calls (see arrivals.hpp);
//   - sends and receives on a stream once many bytes are under way in it: how
//     full its buffers are depends on their order;
//   - everything, where the record does not have a receive's bytes.
// Where in doubt, an order is in the key: a key that tells too much apart costs
// time, one that tells too little loses outcomes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/state/arrivals.hpp"
#include "check/state/listeners.hpp"
#include "play/record.hpp"
#include "stage/stage.hpp"

namespace check {

class history {
 public:
  /// `addresses_repeat`: the same schedule gives the same ports, as in a
  /// network of its own.
  history(bool addresses_repeat, check::epoll_users known)
      : addresses_repeat_(addresses_repeat), arrivals_(known) {}

  /// Takes in what happened since the last situation. To be called with each
  /// situation of one play, in order.
  void follow(const stage::situation&);
  /// The key of the situation that was followed last.
  std::uint64_t key(const stage::situation&) const;

  /// True if this task's last call came to nothing: EAGAIN, or no events.
  bool gave_up(std::size_t program, int task) const {
    return gave_up_.contains({program, task});
  }
  /// True if a call goes to an address at which nobody has listened so far.
  bool goes_to_nobody(std::size_t program, const stage::actor&) const;
  /// True if this program was told (POLLRDHUP, POLLHUP) that nothing more will
  /// come on this descriptor, or on one that cannot be told from it.
  bool was_told_of_end(std::size_t program, int fd) const;
  bool uses_epoll(std::size_t program) const {
    return arrivals_.users().has(program);
  }
  /// As in the constructor, with those seen since.
  const check::epoll_users& epoll_users() const { return arrivals_.users(); }

 private:
  // One program.
  struct program_history {
    std::uint64_t chain = 0;     // of its calls
    std::set<int> tasks;         // living
    bool several_tasks = false;  // it has had more than one
    std::set<std::string> listens_at;
    bool told_of_some_end = false;  // by an epoll, in a name of its own
  };
  // What is known of a descriptor of a program.
  struct end {
    bool datagrams = false, listens = false;
    bool told_of_end = false;  // POLLRDHUP or POLLHUP was reported of it
    std::string bound = {}, peer = {};  // addresses; "" if not known
  };
  // One stream of the record.
  struct flow {
    std::uint64_t from = 0, to = 0;  // its ends, as named()

    std::int64_t sent = 0, received = 0;
    bool full = false;  // many bytes were under way once
    std::uint64_t order = 0;
  };

  void follow_streams(const play::record&);
  void follow_tasks(const stage::situation&);
  void began(const play::call&, const play::record&);
  void returned(const play::call&, const play::record&);
  void told_of_ends(const play::call&, std::size_t program);
  void returned_plain(const play::call&, std::size_t program,
                      const play::record&);
  void was_bound(const play::call&, std::size_t program, const play::record&);
  void listens(std::size_t program, end&);
  void returned_transfer(const play::call&, std::size_t program,
                         const play::record&);
  void closes(std::size_t program, const end*, const play::record&);
  void arrives(const std::string& at_program, const play::record&,
               std::uint64_t what);
  std::uint64_t named(const std::string& program, const std::string& address);
  end& end_of(std::size_t program, int fd) { return ends_[{program, fd}]; }

  const bool addresses_repeat_;
  arrivals arrivals_;
  std::vector<program_history> programs_;
  std::map<std::pair<std::size_t, int>, end> ends_;
  std::vector<flow> flows_;  // as record::streams
  // By address: a port, or a UNIX socket's path.
  std::map<std::string, std::uint64_t> connects_;
  std::map<std::uint64_t, std::uint64_t> datagrams_;  // by flow::to
  std::map<std::string, std::uint64_t> names_;        // of ports of chance
  listeners listeners_;
  std::set<std::string> listened_;  // where a connect has found somebody
  std::set<std::pair<std::size_t, int>> gave_up_;
  std::size_t begun_ = 0;            // calls of the record taken in
  std::vector<std::size_t> inside_;  // of those, not returned
  std::uint64_t everything_ = 0;     // all of it in one chain
};

/// The index of the program of that name.
std::size_t index_of(const play::record&, const std::string& program);

}  // namespace check
