// Why and how a play ends: it goes on for too long, or nobody goes on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "play/record.hpp"
#include "stage/run/tasks.hpp"
#include "stage/run/traffic.hpp"
#include "stage/stage.hpp"

namespace stage {

/// What a play may do at most. Where somebody is in control, a call that goes
/// beyond still ends, and its task comes to the next one: how far it came would
/// be chance.
class bounds {
 public:
  /// Writes the end into the record. All must outlive it.
  bounds(play::record& record, const options& options, bool free_run)
      : record_(record), options_(options), free_(free_run) {}

  /// The record has one more call.
  void count_call();
  void count_bytes(std::size_t size, bool at_once = false);
  std::int64_t bytes_left() const { return options_.most_bytes - bytes_; }
  /// A program was told once more that this socket's stream has ended.
  void count_end_of_stream(const std::string& program, std::uint64_t socket);
  /// Beyond a bound, which is the reason.
  void end(play::reason, bool at_once = false);

  /// True if the play is to end in the middle of whatever happens.
  bool ends_now() const;
  /// True if it is to end, at the latest when everybody is parked. After an
  /// interrupt() the record says so.
  bool ends();

 private:
  play::record& record_;
  const options& options_;
  const bool free_;
  bool now_ = false, at_rest_ = false;
  std::int64_t bytes_ = 0;  // sent, received and printed
  std::map<std::pair<std::string, std::uint64_t>, int> ends_of_stream_;
};

/// Somebody is ready who would find somebody.
bool somebody_goes_on(const std::vector<actor>&);

/// Where nobody can do anything, time goes by: one call that would give up
/// (non-blocking, or with a time limit) may go, each in its turn. It may bring
/// a server there that somebody is about to connect to. Whoever has long done
/// nothing but ask what there is, and is always told that there is room to
/// send, say, stands back for others.
class passing_time {
 public:
  /// Nobody is ready who would find somebody, and not for too long already; or
  /// somebody has only asked for long.
  bool is_due(const std::vector<actor>&) const;
  /// Makes the next one ready, or those who only ask not ready.
  void pass(std::vector<actor>&);
  /// An actor goes whose call would wait, or not; it only asks what there is.
  void goes(bool would_wait, bool asks = false) {
    in_a_row_ = would_wait ? in_a_row_ + 1 : 0;
    asked_ = asks ? asked_ + 1 : 0;
  }
  bool in_vain() const { return in_a_row_ > 0; }

 private:
  std::size_t last_ = 0;  // index of the actor whose turn it was
  int in_a_row_ = 0, asked_ = 0;
};

/// What a task waits for, as far as the end of the play depends on it.
struct role {
  std::size_t program = 0;
  bool serves = false;     ///< it waits for a new client
  bool converses = false;  ///< it waits for what comes from somebody
};
/// Throws refused_call.
role role_of(const task&, const traffic&);
/// Only servers are left, and each of them waits for a new client.
bool only_servers_wait(const std::vector<role>&);
/// The same of these tasks. Throws refused_call.
bool only_servers_wait(const task_table&, const traffic&);

/// Nobody goes on: writes down how the play ended, and who waited for what.
/// `in_vain`: a call has been let go that came to nothing.
void conclude(play::record&, const std::vector<actor>&, bool only_servers,
              bool in_vain);

}  // namespace stage
