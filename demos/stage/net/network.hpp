// A network for one play alone: a fresh user and network namespace with `lo`
// up, MTU 1500 and segmentation offload off, so that segments are what a real
// network would carry. Needs no privileges where user namespaces are allowed.
#pragma once

#include <memory>

#include "play/reason.hpp"
#include "stage/descriptor.hpp"

namespace stage {

class own_network {
 public:
  /// Null if this machine does not allow it; then `why` says so.
  static std::unique_ptr<own_network> make(play::reason& why);
  /// Whether that was a step towards a user namespace.
  static bool is_about_users(const play::reason& why);

  /// Moves the calling, single-threaded process into it. Only
  /// async-signal-safe calls. False: errno says why.
  bool enter() const noexcept;

  /// A packet socket bound to its `lo`, non-blocking, incoming packets only.
  int packet_socket() const noexcept { return packets_.get(); }
  /// A NETLINK_SOCK_DIAG socket that speaks of its sockets.
  int diagnosis_socket() const noexcept { return diagnosis_.get(); }
  /// A NETLINK_ROUTE socket that changes its routes.
  int route_socket() const noexcept { return routes_.get(); }
  /// The index of its `lo`.
  static constexpr int loopback_index = 1;

 private:
  own_network() = default;
  descriptor user_, net_, packets_, diagnosis_, routes_;
};

}  // namespace stage
