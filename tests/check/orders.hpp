// Plays a cast in an order that a test writes down, and asks the search's
// library what it makes of each situation on the way.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/schedule/choices.hpp"
#include "check/state/history.hpp"
#include "plays.hpp"

/// Makes these moves and no more. Each word is a program's name: its next call
/// goes. "server.1" is its task 1, "server(3)" takes 3 bytes at most,
/// "server*3" are three moves. Throws std::runtime_error if one cannot go.
class order : public stage::schedule {
 public:
  explicit order(const std::string& line);
  std::optional<stage::move> next(const stage::situation& now) override;

  /// Called with each situation, the last one too.
  virtual void look(const stage::situation&) {}

 private:
  struct step {
    std::string program;
    int task = -1;  // any
    play::interference what;
  };
  std::vector<step> steps_;
  std::size_t at_ = 0;
};

/// An order whose situations a history follows.
class followed : public order {
 public:
  explicit followed(const std::string& line, check::history knows = {true, {}})
      : order(line), past(std::move(knows)) {}
  void look(const stage::situation& now) override;

  check::history past;
  std::uint64_t key = 0;  ///< of the last situation
};

/// The key of where these moves lead.
std::uint64_t key_after(const std::string& line,
                        const std::vector<stage::program>& cast,
                        const check::history& knows = {true, {}});

/// What could be done in each situation of the play in which everything happens
/// by itself, one line each, the first of it being what does:
/// "server:accept client:send client:send(1)". Situations in which there is
/// nothing to choose are left out.
std::vector<std::string> choices(const std::vector<stage::program>& cast,
                                 const check::options& = {});

/// The same after these moves: one situation.
std::string choices_after(const std::string& line,
                          const std::vector<stage::program>& cast,
                          const check::options& = {},
                          const check::history& knows = {true, {}});
