// What outlives a single play of a session: the network, the programs' standard
// streams, and the processes that programs are copied from.
#pragma once

#include <sched.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stage/descriptor.hpp"
#include "stage/net/capture.hpp"
#include "stage/net/network.hpp"
#include "stage/net/sock_diag.hpp"
#include "stage/run/fork_server.hpp"
#include "stage/stage.hpp"
#include "stage/tracer/terminal.hpp"

namespace stage {

class session_state {
 public:
  /// Throws stage_error.
  session_state(std::vector<program> cast, const options&);

  // A program of the cast.
  struct member {
    program spec;
    descriptor input;
    output_terminal out, err;
    /// Stands before the program's first socket call. Null: it has not been
    /// there yet, or cannot be copied.
    std::unique_ptr<fork_server> copied_from;
    bool cannot_be_copied = false;
    // What it did until then: to stdout, to stderr, children.
    std::string printed_before, complained_before;
    int tasks_before = 0;
  };

  /// A socket that answers NETLINK_SOCK_DIAG for the play's network.
  int diagnosis() const noexcept;
  /// Before each play: nothing of the one before is left in the network, and
  /// under a schedule no acknowledgement is delayed.
  void make_ready(bool free_run);

  const options settings;
  std::vector<std::unique_ptr<member>> cast;
  play::reason why_no_network;  // empty if there is one
  std::unique_ptr<own_network> network;
  std::unique_ptr<stage::capture> capture;  // null on the host's network
  /// All that the last play opened.
  std::vector<connection> connections;
  /// The processor that plays under a schedule share.
  std::optional<unsigned> processor;

 private:
  void open_network();
  void sweep();
  bool used_ = false, acknowledges_at_once_ = false;
  descriptor host_diagnosis_;
};

}  // namespace stage
