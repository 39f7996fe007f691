// A schedule in the hands of the user: one key for each call.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "check/schedule/guided.hpp"
#include "stage/stage.hpp"
#include "sticky/terminal/keys.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// What the user chose once, in a form that holds in the next play too.
struct chosen_move {
  std::string program;
  int task = 0;
  play::interference what = {};
  bool operator==(const chosen_move&) const = default;
};

/// Thrown through perform() when the user takes the last call back, or leaves.
struct back_one {};
struct quit {};

/// What is to be drawn before a key is read.
struct question {
  std::optional<stage::move> next = {};  ///< what n does
  std::string remark = {};
  std::string asked = {};  ///< what the key answers; "": what is to be done
};

/// Repeats `moves`, then asks, and appends each answer to `moves`. As long as
/// all of them are those that the scene's line of cues makes, n follows it.
class steering : public stage::schedule {
 public:
  using drawing = std::function<void(const stage::situation&, const question&)>;

  /// All but the words must outlive the play. Without cues n lets the first
  /// ready program go.
  steering(const std::string& cues, std::vector<chosen_move>& moves, keys&,
           drawing, const words&);

  /// Throws back_one, quit, interrupted.
  std::optional<stage::move> next(const stage::situation&) override;

  /// What was done so far, as a line of cues needs it.
  const std::vector<check::made_move>& made() const { return made_; }

 private:
  std::optional<stage::move> ask_script(const stage::situation&);
  std::optional<stage::move> repeat(const stage::situation&);
  std::optional<stage::move> answer(char key, const stage::situation&);
  std::optional<stage::move> go(const stage::move&, const stage::situation&);
  std::optional<stage::move> go_by_letter(char, const stage::situation&);
  std::optional<stage::move> short_read(const stage::situation&);
  stage::move note(const stage::move&, const stage::situation&);

  std::optional<stage::cues> script_;  // none: somebody left it, or it is over
  std::optional<stage::move> scripted_;  // what it does in this situation
  std::optional<stage::move> next_;      // what n does in it
  std::vector<chosen_move>& moves_;
  std::size_t repeated_ = 0;
  std::vector<check::made_move> made_;
  keys& keys_;
  drawing draw_;
  words say_;
  std::string remark_;  // shown with the next drawing
};

/// "client", or "server.1" for its first thread or child.
std::string name_of(const stage::actor&);

/// "would wait for data from client" and the like, in the user's language.
std::string state_of(const stage::actor&, const words&);

/// "takes 2 bytes at most": what is done to its call; "" if nothing is.
std::string done_to(const play::interference&, const stage::actor&,
                    const words&);

}  // namespace sticky
