// A free run in which tasks still come back from waits that have a time limit,
// and do nothing but wait again.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <utility>

#include "stage/run/tasks.hpp"
#include "stage/run/transcript.hpp"

namespace stage {

class stillness {
 public:
  /// Anybody waits who will go on by himself. Throws refused_call.
  static bool waits_for_time(const task_table&);

  /// Everybody waits. True if nothing will come of it: since the last effect
  /// all those who wait for time have come back to a wait, again and again,
  /// and nobody has computed. Where only servers wait for new clients that is
  /// believed soon, and of a long wait that has not ended after a while; else
  /// not before all have had ample time. Throws refused_call.
  bool is_in_vain(const task_table&, const transcript&, bool only_servers);

 private:
  using clock = task_table::clock;
  void begin(const task_table&, std::int64_t effects);
  bool all_came_back(const task_table&);

  std::int64_t effects_ = -1;  // when it began
  clock::time_point since_;
  std::chrono::nanoseconds computed_{0};  // by then
  // By then, of each task, and whether inside of a call.
  std::map<std::pair<pid_t, int>, std::int64_t> waits_;
};

}  // namespace stage
