// Who is the next to be late. All have the same patience, so who was served
// last is last in line, and only the first has to be looked at.
#pragma once

#include <algorithm>
#include <chrono>
#include <list>
#include <unordered_map>
#include <vector>

class deadlines {
 public:
  explicit deadlines(std::chrono::seconds patience) : patience_(patience) {}

  /// `fd` has been served: it has all the time again, at the end of the line.
  void begin(int fd) {
    end(fd);
    place_[fd] = line_.insert(line_.end(), {fd, clock::now() + patience_});
  }
  /// `fd` has left.
  void end(int fd) {
    const auto at = place_.find(fd);
    if (at == place_.end()) return;
    line_.erase(at->second);
    place_.erase(at);
  }

  // ---- the lesson ----
  /// How long to wait for the first, in milliseconds; -1: for ever.
  int time_left() const {
    if (line_.empty()) return -1;
    const auto left = line_.front().until - clock::now();
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::max<decltype(ms)>(ms, 0));
  }
  /// All who are late. `time_is_up`: time_left() has passed, so the first is.
  std::vector<int> late(bool time_is_up) const {
    std::vector<int> fds;
    for (const waiting& one : line_) {
      if (!time_is_up && one.until > clock::now()) break;
      fds.push_back(one.fd);
      time_is_up = false;
    }
    return fds;
  }

 private:
  using clock = std::chrono::steady_clock;
  struct waiting {
    int fd;
    clock::time_point until;
  };
  std::chrono::seconds patience_;
  std::list<waiting> line_;  // the earliest deadline first
  std::unordered_map<int, std::list<waiting>::iterator> place_;
};
