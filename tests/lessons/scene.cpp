#include "scene.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "../drawn_play.hpp"
#include "course/course.hpp"

play::record play_scene(std::string_view lesson, std::string_view scene) {
  const course::lesson found = course::find(lesson);
  stage::cues cues(course::find_scene(found, scene).cues);
  play::record play = play_scene(lesson, scene, cues);
  const play::ending told = course::find_scene(found, scene).ends;
  EXPECT_EQ(play::to_string(play.ended), play::to_string(told))
      << play.ended_because;
  return play;
}

play::record play_scene(std::string_view lesson, std::string_view scene,
                        stage::schedule& schedule) {
  const course::lesson found = course::find(lesson);
  play::record play =
      stage::perform(course::cast(found, course::find_scene(found, scene),
                                  course::port(found)),
                     schedule);
  tests::draw_if_it_fails(play);
  return play;
}

std::string program(std::string_view lesson, std::string_view name) {
  return (course::programs_folder() / course::find(lesson).folder_name() / name)
      .string();
}

std::string a_port() {
  return std::to_string(course::port(course::find("11")));
}

std::optional<stage::move> one_byte_reads::next(const stage::situation& now) {
  std::optional<stage::move> move = in_order::next(now);
  if (!move) return move;
  const stage::actor& chosen = now.actors[move->actor];
  if (chosen.call.receives() && (!which_ || which_(chosen))) {
    move->what = {stage::move::way::cut, 1};
  }
  return move;
}

std::optional<stage::move> last_first::next(const stage::situation& now) {
  const bool open = std::ranges::any_of(
      now.so_far.calls,
      [](const play::call& call) { return call.name == "listen"; });
  if (!open) return stage::in_order().next(now);
  for (std::size_t i = now.actors.size(); i > 0; --i) {
    if (now.actors[i - 1].ready) return stage::move{.actor = i - 1};
  }
  return {};
}

int direction_changes(const play::record& play) {
  int changes = 0;
  std::string last;
  for (const play::call& call : play.calls) {
    if (call.stream == -1 || !call.result || *call.result < 1) continue;
    const std::string& from =
        play.streams[static_cast<std::size_t>(call.stream)].from;
    if (from != call.program) continue;  // a recv
    if (!last.empty() && from != last) ++changes;
    last = from;
  }
  return changes;
}

std::size_t lines(std::string_view text) {
  const auto ends = std::ranges::count(text, '\n');
  return static_cast<std::size_t>(ends) +
         (text.empty() || text.ends_with('\n') ? 0 : 1);
}
