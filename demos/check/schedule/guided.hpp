// One play of the search: follows a path, then lets everything happen by
// itself and notes at each point what else could have been done.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "check/schedule/choices.hpp"
#include "check/schedule/drawing.hpp"
#include "check/schedule/path.hpp"
#include "check/state/history.hpp"
#include "check/state/visited.hpp"
#include "stage/stage.hpp"

namespace check {

/// What else could be done at a point.
struct alternative {
  choice what;
  int size = 0;  ///< of this choice: 1 for a preemption, a cut ...
};

/// A point after the path's last turn.
struct point {
  std::uint64_t state = 0;
  std::vector<alternative> alternatives;
};

/// A move that was made, as a line of cues needs it.
struct made_move {
  choice what;
  std::string call;  ///< its name
  play::kind kind = play::kind::none;
  bool in_order = false;  ///< stage::in_order would do the same there
  bool forced = false;    ///< no decision, see choices
};

/// What a guided schedule is given.
struct plan {
  check::path path;
  /// Where the last turn of the path is taken; 0: nowhere.
  std::uint64_t state = 0;
  /// With steps: the path is drawn.
  lot drawn = {};
};

/// What is the same for all walks of a search.
struct terms {
  check::options options;
  bool addresses_repeat = true;
  check::epoll_users epoll_users;
};

class guided : public stage::schedule {
 public:
  /// `seen` must outlive it: it ends when it comes to a state that is there;
  /// null: never.
  guided(plan, terms, const visited* seen);
  std::optional<stage::move> next(const stage::situation&) override;

  /// The path could not be followed: the programs are not where they were when
  /// it was found.
  bool strayed() const { return strayed_; }
  /// It came to a state that had been seen.
  bool pruned() const { return pruned_; }
  const std::vector<point>& points() const { return points_; }
  const std::vector<made_move>& moves() const { return moves_; }
  const deviations& so_far() const { return so_far_; }
  /// A program was killed, or a call failed in a way that it may give up on:
  /// its output is not what it is otherwise.
  bool disturbed() const { return disturbed_; }
  /// Where it ended: the key of the last situation.
  std::uint64_t end_state() const { return end_state_; }
  /// Time limits, and reads not cut at each length.
  const observed& seen() const { return seen_here_; }
  const check::epoll_users& epoll_users() const {
    return history_.epoll_users();
  }

 private:
  void look_at(const stage::situation&);
  std::uint64_t key(const stage::situation&) const;
  const candidate* on_path(const choices&, std::uint64_t state);
  stage::move make(const candidate&, const stage::situation&, bool forced);

  const plan plan_;
  const terms terms_;
  const visited* const seen_;
  history history_;
  std::optional<drawing> drawing_;
  deviations so_far_;
  std::optional<choice> last_;
  std::size_t turn_ = 0;         // index into the path
  std::uint32_t by_itself_ = 0;  // points since the last turn
  std::vector<point> points_;
  std::vector<made_move> moves_;
  observed seen_here_;
  bool strayed_ = false, pruned_ = false, disturbed_ = false;
  std::uint64_t end_state_ = 0;
};

}  // namespace check
