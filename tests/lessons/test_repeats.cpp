// Every scene of every lesson, again and again: the same play each time.
#include <gtest/gtest.h>

#include <sstream>

#include "course/course.hpp"
#include "sanitized.hpp"
#include "scene.hpp"

namespace {

struct place {
  std::string lesson, scene;
};

std::vector<place> all_scenes() {
  std::vector<place> all;
  for (const course::lesson& lesson : course::lessons()) {
    for (const course::scene& scene : lesson.scenes) {
      all.push_back({lesson.folder_name(), scene.name});
    }
  }
  return all;
}

void PrintTo(const place& at, std::ostream* out) {
  *out << at.lesson << ' ' << at.scene;
}

/// The whole record as JSON, but for what the host's network chose.
std::string told(play::record play) {
  if (!stage::no_own_network().empty()) {
    for (play::program& program : play.programs) {
      program.argv.clear();
      program.err.clear();  // an address may be in it
    }
    for (play::print& print : play.prints) print.text.clear();
    for (play::call& call : play.calls) call.address.clear();
    for (play::stream& stream : play.streams) {
      stream.from_address.clear();
      stream.to_address.clear();
    }
  }
  return play::to_json(play);
}

/// The first line in which they differ, from both; "" if there is none.
std::string difference(const std::string& one, const std::string& other) {
  std::istringstream left(one), right(other);
  for (std::string a, b; std::getline(left, a);) {
    if (!std::getline(right, b) || a != b) return a + "\n" + b;
  }
  return one.size() == other.size() ? "" : "one goes on";
}

class Scene : public testing::TestWithParam<place> {};

constexpr int times = sanitized ? 2 : 20;

TEST_P(Scene, PlaysTheSameTwentyTimes) {
  const auto& [lesson, scene] = GetParam();
  const std::string first = told(play_scene(lesson, scene));
  for (int n = 2; n <= times; ++n) {
    const std::string again = told(play_scene(lesson, scene));
    ASSERT_EQ(difference(first, again), "") << "play " << n;
  }
}

INSTANTIATE_TEST_SUITE_P(Every, Scene, testing::ValuesIn(all_scenes()),
                         [](const auto& at) {
                           return "L" + at.param.lesson + "_" + at.param.scene;
                         });

}  // namespace
