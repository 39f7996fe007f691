// The routes of a network's loopback device.
#pragma once

namespace stage {

/// Has every segment over loopback acknowledged at once, where the receiver
/// would wait 40 ms for data to send along, and a sender that has a small
/// segment in flight (Nagle) for that. `socket` is a NETLINK_ROUTE socket.
/// Without effect on a kernel that refuses.
void acknowledge_at_once(int socket) noexcept;

}  // namespace stage
