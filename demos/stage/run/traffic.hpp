// What is under way between the sockets of a play.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "stage/calls/pending.hpp"
#include "stage/net/sock_diag.hpp"
#include "stage/net/sockets.hpp"

namespace stage {

class traffic {
 public:
  /// `diagnosis_socket`: see net/sock_diag.hpp; -1: none. `opened` keeps all
  /// connections that there ever were, and must outlive it.
  traffic(int diagnosis_socket, std::vector<connection>& opened, bool free_run)
      : diagnosis_(diagnosis_socket), opened_(opened), free_(free_run) {}

  int diagnosis_socket() const { return diagnosis_; }

  /// A task is about to make that call.
  void goes_in(const pending_call&);
  /// A program has opened a TCP connection, or begun to.
  void opened(const connection&);
  /// Somebody closed sockets by what is no call on one, or did what is not
  /// watched: all connections are asked about once more.
  void anything_changed() { connections_.all_stirred(); }
  /// A program has bound that socket (SO_COOKIE) to an address, at a port that
  /// it chose or `any_port`.
  void bound(std::uint64_t socket, bool any_port);
  bool anybody_bound() const { return !bound_.empty(); }
  /// It serves whoever comes: it listens, or takes datagrams at an address that
  /// its program chose.
  bool is_server(const socket_facts&) const;

  /// True if nothing is under way between the play's own TCP sockets. Throws
  /// refused_call.
  bool at_rest();

  /// "local>peer" of sockets that hold back what they were given (MSG_MORE).
  const std::vector<std::string>& corked() const { return corked_; }

 private:
  int diagnosis_;
  std::vector<connection>& opened_;
  bool free_;
  watched_connections connections_;
  std::set<std::uint64_t> bound_;  // by SO_COOKIE
  // Of those at any port: not yet known whether it serves. Who then sends
  // before it has received is a client.
  std::set<std::uint64_t> undecided_;
  std::vector<std::string> corked_;
};

}  // namespace stage
