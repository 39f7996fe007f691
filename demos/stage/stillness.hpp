// What the kernel says of TCP connections (sock_diag): whether anything is
// still under way on them. Each is asked for by its two addresses: a question
// about all sockets would walk the kernel's whole table.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace stage {

/// A connection's two addresses, as to_text() has them: of the end that opened
/// it, and of the other.
using connection = std::pair<std::string, std::string>;

/// Whether no data, handshake or end of stream is under way on any of them,
/// other than what waits for a full buffer or a cork. Delayed acknowledgements
/// and Nagle's algorithm keep data under way for tens of milliseconds. Removes
/// from `open` those that have ended. `corked`: addresses "local>peer" of
/// sockets that hold data back on purpose.
bool tcp_is_still(int diagnosis_socket, const std::vector<std::string>& corked,
                  std::vector<connection>& open);

/// Removes what is left of them in the kernel (TIME_WAIT). False: this kernel
/// cannot.
bool destroy_connections(int diagnosis_socket, const std::vector<connection>&);

/// True if somebody listens there: where a connect would arrive.
bool has_listener(int diagnosis_socket, const std::string& address);

/// True if the listener at that address has no room for one more connection.
bool listener_is_full(int diagnosis_socket, const std::string& address);

}  // namespace stage
