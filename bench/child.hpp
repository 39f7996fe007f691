// Another process for a benchmark, which never outlives it: not an exception,
// not Ctrl-C, not kill -9 of the benchmark.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

#include "kit/sockets/endpoint.hpp"

namespace bench {

class child {
 public:
  /// Runs `work` in a process of its own, which has copies of all descriptors.
  /// An exception from `work` is one line on standard error, and status 1.
  explicit child(const std::string& name, const std::function<void()>& work);
  /// Starts a program by its path. What it prints on standard output is thrown
  /// away. Throws std::runtime_error if there is no such program.
  explicit child(const std::vector<std::string>& argv);
  child(const child&) = delete;
  child& operator=(const child&) = delete;
  /// Kills it if it has not ended.
  ~child();

  pid_t pid() const { return pid_; }
  /// Waits for its end. Throws std::runtime_error unless it ended with 0.
  void join();
  /// Kills it, and comes back when all of its sockets are closed.
  void kill();
  /// Where it listens (TCP, IPv4), as soon as it does: start it with port 0.
  /// Throws std::runtime_error if it ends instead, or takes 10 seconds.
  kit::endpoint listening_at() const;

 private:
  std::string name_;
  pid_t pid_ = -1;
};

}  // namespace bench
