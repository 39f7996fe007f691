// What the kernel says of TCP connections (sock_diag): whether anything is
// still under way on them. Each is asked for by its two addresses: a question
// about all sockets would walk the kernel's whole table.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace stage {

/// A connection's two addresses, as to_text() has them: of the end that opened
/// it, and of the other.
using connection = std::pair<std::string, std::string>;

/// The play's open connections. Once nothing is under way on one, only a call
/// on it changes that: so the kernel is asked about those alone on which there
/// was one since, and not about all of them at every move.
class watched_connections {
 public:
  void opened(const connection&);
  /// There was a call on that socket, of either end.
  void stirred(const std::string& local, const std::string& peer);
  /// Somebody ended, or did what is not watched.
  void all_stirred();

  /// Whether no data, handshake or end of stream is under way, other than what
  /// waits for a full buffer or a cork. Delayed acknowledgements and Nagle's
  /// algorithm keep data under way for tens of milliseconds. `corked`:
  /// addresses "local>peer" of sockets that hold data back on purpose. Throws
  /// refused_call.
  bool are_still(int diagnosis_socket, const std::vector<std::string>& corked);

 private:
  std::set<connection> open_;  // that have not ended
  std::set<connection> stirred_;
};

/// Removes what is left of them in the kernel (TIME_WAIT). False: this kernel
/// cannot. Throws refused_call.
bool destroy_connections(int diagnosis_socket, const std::vector<connection>&);

/// True if this socket can answer at all: it is asked for a listener that this
/// process opens for the purpose. Throws refused_call.
bool sees_listeners(int diagnosis_socket);

/// True if somebody listens there: where a connect would arrive. Throws
/// refused_call.
bool has_listener(int diagnosis_socket, const std::string& address);

/// True if the listener at that address has no room for one more connection.
/// Throws refused_call.
bool listener_is_full(int diagnosis_socket, const std::string& address);

}  // namespace stage
