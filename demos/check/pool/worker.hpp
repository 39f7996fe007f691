// The process that plays for the search.
#pragma once

#include <vector>

#include "check/check.hpp"
#include "check/state/visited.hpp"
#include "stage/stage.hpp"

namespace check {

/// Answers requests (messages.hpp), each a 32-bit length and its bytes, until
/// the stream ends. Runs in a process of its own.
void work(int socket, const std::vector<stage::program>& cast, const options&,
          const visited& seen);

/// One message over a stream. receive_message: false at its end.
/// send_message: throws bad_message above 4 GiB.
void send_message(int socket, const std::string& bytes);
bool receive_message(int socket, std::string& bytes);

}  // namespace check
