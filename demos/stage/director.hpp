// One performance from its first fork to its last wait: follows every task of
// the cast and carries out what the schedule decides.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "stage/house.hpp"
#include "stage/journal.hpp"
#include "stage/pending.hpp"
#include "stage/stage.hpp"
#include "stage/stillness.hpp"
#include "stage/tracee.hpp"

namespace stage {

class director {
 public:
  /// Both must outlive it.
  director(house&, schedule&);
  /// Ends and reaps whatever still runs.
  ~director();
  director(const director&) = delete;
  director& operator=(const director&) = delete;

  play::record run();

 private:
  using clock = std::chrono::steady_clock;

  // A thread or process of the cast.
  struct task {
    pid_t tid, tgid;
    std::size_t member;  // whose it is: index into cast_
    int number;          // 0 is the program's first
    descriptor_view process{tgid, tid};
    enum { running, parked, inside, gone } state = running;
    std::optional<pending_call> pending{};  // parked, inside
    std::size_t recorded = 0;               // inside: index into record_.calls
    call_entry last_entry{};
    bool interrupted = false;  // by a signal, in the call of last_entry
    // In vfork(), until that child execs or ends.
    pid_t held_by = 0;
    bool stopped = false;  // by SIGSTOP or its like
    bool in_time = false;  // free run: in a sleep, or a wait with a limit
  };

  // A program of the cast.
  struct member {
    house::member* lasting;
    started child;
    int tasks = 0;                                // born so far
    int ports_given = 0;                          // to its unbound sockets
    std::map<std::uint64_t, int> ends_of_stream;  // by socket
  };

  // director.cpp: the play as a whole
  void start(std::size_t index);
  task& add_task(std::size_t index, pid_t tgid, pid_t tid);
  const std::string& name_of(std::size_t index) const {
    return house_.cast[index]->spec.name;
  }
  bool start_copy(std::size_t index);
  void keep_as_original(std::size_t index);
  void let_server_come_up();
  bool stopped();
  void play_freely();
  void play_to_schedule();
  void let_go(const move&, const std::vector<actor>&);
  std::vector<actor> actors();
  void mark_one_that_gives_up(std::vector<actor>&);
  void conclude(const std::vector<actor>&);
  bool is_idle(const std::vector<actor>&) const;
  void dismiss() noexcept;
  void reap() noexcept;
  bool end_unreported() noexcept;
  bool everyone_has_gone() const;

  // events.cpp: what the kernel tells of the tasks
  void settle();
  bool take_events();
  void wait_for_event(std::chrono::microseconds);
  const task* who_moves();
  bool one_was_killed() const;
  bool has_had_its_chance(const task&, std::chrono::nanoseconds) const;
  /// True if nothing is under way between the play's own TCP sockets.
  bool tcp_at_rest();
  void network_to_rest();
  void take_packets();
  void take_output();
  void on_event(task&, int status);
  void on_birth(task& parent);
  void on_end(task&, int status);
  void on_entry(task&);
  void follow_child(task&, const call_entry&);
  void on_exit(task&);
  bool is_print(task&, const call_entry&);
  bool closes_sockets(const task&) const;
  void skip_sleep(task&);
  void release(task&, const move&);
  void give_port(task&);
  void note_effects(task&, play::call&, std::int64_t result);
  void note_transfer(task&, play::call&, std::int64_t result);
  play::call& record_call(task&);
  void print(std::size_t index, bool error, const std::string& text);
  void end_as_bound(play::reason why, bool at_once = false);
  void count_bytes(std::size_t size, bool at_once = false);

  task* find(pid_t tid);
  int diagnosis() const;

  house& house_;
  const options& options_;
  schedule& schedule_;
  const bool free_;
  play::record record_;
  journal journal_;
  std::vector<std::unique_ptr<member>> cast_;
  std::vector<std::unique_ptr<task>> tasks_;  // that are there, and gone since
  watched_connections connections_;
  std::set<std::uint64_t> bound_;    // cookies of sockets the programs bound
  std::vector<std::string> corked_;  // "local>peer" of sockets that hold back
  descriptor signals_;               // SIGCHLD, as a descriptor
  std::size_t last_gave_up_ = 0;
  int gave_up_in_a_row_ = 0;
  std::int64_t bytes_ = 0;  // sent, received and printed
  bool over_ = false;       // spinning, or a bound was reached
  bool spins_ = false;      // over as soon as everybody is parked
  bool settled_ = false;    // nobody is being born
  clock::time_point last_event_ = clock::now();
};

}  // namespace stage
