// One performance from its first fork to its last wait: the parts, joined. Each
// knows those above it in this map, and none below:
//
//   stop        what waitpid() reported, as a value
//   tracee      one task: begun, let go on, read, changed
//   tasks       all tasks: who is there, what they did, their end
//   traffic     what is under way between the play's sockets
//   ending      why and how a play ends: its bounds, who waits for what
//   journal     whose each socket is, which bytes went where
//   transcript  what is written down: calls, prints, packets; the bounds kept
//   entrances   a program starts, or is copied from one that stands at a call
//   effects     what a call did that has returned
//   gate        a call: parked, let in, cut, made to fail, left
//   stillness   when all that still happens is that time goes by
//   quiescence  when everybody and the network is at rest
//   actors      the tasks as the schedule sees them
//   director    asks the schedule, and takes each stop to the part it concerns
#pragma once

#include <cstddef>

#include "stage/run/ending.hpp"
#include "stage/run/entrances.hpp"
#include "stage/run/gate.hpp"
#include "stage/run/quiescence.hpp"
#include "stage/run/session_state.hpp"
#include "stage/run/tasks.hpp"
#include "stage/run/traffic.hpp"
#include "stage/run/transcript.hpp"
#include "stage/stage.hpp"

namespace stage {

class director {
 public:
  /// Both must outlive it.
  director(session_state&, schedule&);
  /// Ends and reaps whatever still runs.
  ~director();
  director(const director&) = delete;
  director& operator=(const director&) = delete;

  play::record run();

 private:
  void bring_in(std::size_t program);
  void let_server_come_up();
  void play_freely();
  void play_to_schedule();
  bool something_comes();
  void settle();
  bool take_news();
  void on_stop(task&, const stop&);
  void on_end(task&, const stop&);
  void let_go(const move&, const actor&);
  void end_all() noexcept;

  session_state& session_;
  schedule& schedule_;
  const bool free_;
  task_table tasks_;
  traffic traffic_;
  transcript transcript_;
  entrances entrances_;
  gate gate_;
  quiescence rest_;
  passing_time time_;
};

}  // namespace stage
