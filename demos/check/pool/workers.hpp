// Several processes that answer requests.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

#include "check/pool/channel.hpp"

namespace check {

class workers {
 public:
  /// Forks them. Each calls `work` with its end of a stream to us, on one of
  /// our processors in turn, and ends when that returns.
  /// Throws std::system_error.
  workers(int count, const std::function<void(int socket)>& work);
  /// Ends them, a busy one by force after a second.
  ~workers();
  workers(const workers&) = delete;
  workers& operator=(const workers&) = delete;

  /// Hands out all the requests, the first to the first worker, and collects
  /// the answers in their order.
  /// `go_on` is told now and then how many there are: once it is false, no more
  /// requests are handed out, and a worker that is stopped (SIGSTOP) is ended;
  /// the answers that do not come are "".
  /// Throws worker_died.
  std::vector<std::string> ask(const std::vector<std::string>& requests,
                               const std::function<bool(std::size_t)>& go_on);

 private:
  struct one {
    pid_t pid = -1;
    channel line;
    std::vector<std::size_t> asked;  // indexes into the requests, not answered
  };
  static std::size_t take_answer(one&, std::vector<std::string>& answers);
  std::size_t end_those_that_are_stopped();

  std::vector<one> all_;
};

/// How many processors we may use.
int processors();

}  // namespace check
