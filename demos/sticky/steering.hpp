// A schedule in the hands of the user: one key for each call.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "stage/stage.hpp"
#include "sticky/terminal/keys.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// What the user chose once, in a form that holds in the next play too.
struct chosen_move {
  std::string program;
  int task = 0;
  std::optional<std::int64_t> limit;
};

/// Thrown through perform() when the user takes the last call back, or leaves.
struct back_one {};
struct quit {};

/// Repeats `moves`, then asks, and appends each answer to `moves`.
class steering : public stage::schedule {
 public:
  /// Draws the situation; the strings are a remark, or "", and the question
  /// that the next key answers, or "" for the usual one.
  using drawing =
      std::function<void(const stage::situation&, const std::string& remark,
                         const std::string& question)>;

  /// All but the words must outlive the play.
  steering(std::vector<chosen_move>& moves, keys&, drawing, const words&);

  /// Throws back_one, quit, interrupted.
  std::optional<stage::move> next(const stage::situation&) override;

 private:
  std::optional<stage::move> repeat(const stage::situation&);
  std::optional<stage::move> answer(char key, const stage::situation&);
  std::optional<stage::move> go(std::size_t actor, const stage::situation&,
                                std::optional<std::int64_t> limit = {});
  std::optional<stage::move> go_by_letter(char, const stage::situation&);
  std::optional<stage::move> short_read(const stage::situation&);

  std::vector<chosen_move>& moves_;
  std::size_t repeated_ = 0;
  keys& keys_;
  drawing draw_;
  words say_;
  std::string remark_;  // shown with the next drawing
};

/// "client", or "server.1" for its first thread or child.
std::string name_of(const stage::actor&);

/// "would wait for data from client" and the like, in the user's language.
std::string state_of(const stage::actor&, const words&);

}  // namespace sticky
