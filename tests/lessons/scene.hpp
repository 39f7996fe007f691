// Plays lessons for tests: a scene as its file has it, or a lesson's programs
// in a cast and order of the test's own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"
#include "stage/stage.hpp"

/// Plays a scene. Fails the test if it does not end as its file says.
play::record play_scene(std::string_view lesson, std::string_view scene);

/// The same cast in another order: the scene's own cues and end do not count.
play::record play_scene(std::string_view lesson, std::string_view scene,
                        stage::schedule&);

/// The path of a lesson's built program.
std::string program(std::string_view lesson, std::string_view name);

/// A port for a play of the test's own: always the same one where plays have a
/// network of their own, a free one elsewhere.
std::string a_port();

/// First come, first served, but recv calls take one byte at most: the shortest
/// reads that TCP allows.
class one_byte_reads : public stage::in_order {
 public:
  /// Which calls of the recv family are cut; all of them if not said.
  explicit one_byte_reads(std::function<bool(const stage::actor&)> which = {})
      : which_(std::move(which)) {}
  std::optional<stage::move> next(const stage::situation&) override;

 private:
  std::function<bool(const stage::actor&)> which_;
};

/// Always the last ready program of the cast, once a server listens: the
/// clients go before the server, which then always reads late.
class last_first : public stage::schedule {
 public:
  std::optional<stage::move> next(const stage::situation&) override;
};

/// How often the side that sends changes: each change is a wait for the other
/// end, so two of them are one round trip.
int direction_changes(const play::record&);

/// How many lines; a line that does not end counts.
std::size_t lines(std::string_view text);
