#include "stage/run/traffic.hpp"

#include <sys/socket.h>

namespace stage {

void traffic::goes_in(const pending_call& pending) {
  if (pending.call.kind == kind::exit) return anything_changed();
  if (!pending.socket) return;
  const socket_facts& socket = *pending.socket;
  if ((pending.call.flags & MSG_MORE) != 0)
    corked_.push_back(socket.local + ">" + socket.peer);
  else if (pending.call.sends() && !socket.corked)
    std::erase(corked_, socket.local + ">" + socket.peer);
  connections_.stirred(socket.local, socket.peer);
  if (pending.call.kind == kind::transfer &&
      undecided_.erase(socket.cookie) > 0 && pending.call.sends())
    bound_.erase(socket.cookie);
}

void traffic::bound(std::uint64_t socket, bool any_port) {
  bound_.insert(socket);
  if (any_port) undecided_.insert(socket);
}

void traffic::opened(const connection& made) {
  connections_.opened(made);
  opened_.push_back(made);
}

bool traffic::is_server(const socket_facts& socket) const {
  return socket.listening ||
         (!socket.has_connections() && bound_.contains(socket.cookie));
}

bool traffic::at_rest() {
  if (diagnosis_ == -1) return true;
  if (free_) anything_changed();
  return connections_.are_still(diagnosis_, corked_);
}

}  // namespace stage
