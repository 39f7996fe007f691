#include "course/course.hpp"

#include <gmock/gmock.h>

#include <regex>

#include "lessons_fixture.hpp"

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Course : LessonsFixture {
  Course() {
    add("01_phone_call", good_scenes);
    add("11_sticky_packets", good_scenes);
    add("22_struct_header", good_scenes);
    add("23_json_header", good_scenes);
  }

  /// An executable file, as a built program is.
  void build(const std::string& lesson, const std::string& program) const {
    const fs::path file = folder / "built" / lesson / program;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "#!/bin/sh\n";
    fs::permissions(file, fs::perms::owner_all);
  }

  course::not_found failure_to_find(const std::string& name) const {
    try {
      course::find(name, folder);
    } catch (const course::not_found& none) {
      return none;
    }
    ADD_FAILURE() << name << " was found";
    return {"", {}, {}};
  }
};

TEST_F(Course, ListsLessonsByNumberAndNothingElse) {
  add("kit", good_scenes);
  fs::create_directories(folder / "02_not_written_yet");
  std::vector<int> numbers;
  for (const auto& lesson : course::lessons(folder)) {
    numbers.push_back(lesson.number);
  }
  EXPECT_THAT(numbers, ElementsAre(1, 11, 22, 23));
}

TEST_F(Course, ListsALessonWithoutPrograms) {
  add("00_before_the_first_call", no_scenes);
  const auto lessons = course::lessons(folder);
  ASSERT_EQ(lessons.size(), 5U);
  EXPECT_EQ(lessons[0].number, 0);
  EXPECT_FALSE(lessons[0].has_programs());
  for (const char* name : {"0", "00", "before_the_first_call"}) {
    EXPECT_EQ(course::find(name, folder).slug, "before_the_first_call") << name;
  }
}

TEST_F(Course, FindsALessonByNumberSlugOrFolder) {
  for (const char* name : {"11", "sticky_packets", "11_sticky_packets"}) {
    EXPECT_EQ(course::find(name, folder).number, 11) << name;
  }
  EXPECT_EQ(course::find("1", folder).slug, "phone_call");
  EXPECT_EQ(course::find("01", folder).slug, "phone_call");
}

TEST_F(Course, FindsALessonByAPartThatNoOtherHas) {
  EXPECT_EQ(course::find("sticky", folder).number, 11);
  EXPECT_EQ(course::find("phone", folder).number, 1);
  EXPECT_THAT(failure_to_find("header").nearest,
              ElementsAre("struct_header", "json_header"));
  EXPECT_THROW(course::find("", folder), course::not_found);
  EXPECT_THROW(course::find("2_str", folder), course::not_found);
}

TEST_F(Course, OffersTheNearestLessons) {
  EXPECT_THAT(failure_to_find("stiky_packets").nearest,
              ElementsAre("sticky_packets"));
  EXPECT_THAT(failure_to_find("header").nearest,
              ElementsAre("struct_header", "json_header"));
  EXPECT_THAT(failure_to_find("22_jsn_hedder").nearest,
              ElementsAre("23_json_header"));
  EXPECT_THAT(failure_to_find("99").nearest, IsEmpty());
}

TEST_F(Course, FindsALessonThoughAnotherIsBroken) {
  add("01_phone_call", "{");
  EXPECT_EQ(course::find("11", folder).number, 11);
  EXPECT_THROW(course::lessons(folder), course::error);
}

TEST_F(Course, OffersTheNearestScenes) {
  const course::lesson lesson = course::find("11", folder);
  EXPECT_EQ(course::find_scene(lesson, "late_reader").name, "late_reader");
  try {
    course::find_scene(lesson, "late_raeder");
    FAIL();
  } catch (const course::not_found& none) {
    EXPECT_THAT(none.nearest, ElementsAre("late_reader"));
  }
}

TEST_F(Course, SaysWhereTheLessonsWereExpected) {
  try {
    course::lessons(folder / "nowhere");
    FAIL();
  } catch (const course::error& wrong) {
    EXPECT_THAT(wrong.what(),
                AllOf(HasSubstr("nowhere"), HasSubstr("STICKY_LESSONS")));
  }
}

TEST_F(Course, CastFillsInEveryPortAndThePathsOfThePrograms) {
  build("11_sticky_packets", "server");
  build("11_sticky_packets", "client");
  const course::lesson lesson = course::find("11", folder);
  const auto cast =
      course::cast(lesson, lesson.scenes[0], 12345, folder / "built");
  ASSERT_EQ(cast.size(), 2U);
  const std::string built = (folder / "built" / "11_sticky_packets").string();
  EXPECT_EQ(cast[0].name, "server");
  EXPECT_THAT(cast[0].argv,
              ElementsAre(built + "/server", "127.0.0.1", "12345"));
  EXPECT_THAT(cast[1].argv,
              ElementsAre(built + "/client", "[::1]:12345/12345"));
  EXPECT_EQ(cast[1].input, "hello\n");
}

TEST_F(Course, CastNamesAProgramThatIsNotBuilt) {
  build("11_sticky_packets", "server");
  const course::lesson lesson = course::find("11", folder);
  try {
    course::cast(lesson, lesson.scenes[0], 1, folder / "built");
    FAIL();
  } catch (const course::error& wrong) {
    EXPECT_THAT(wrong.what(), HasSubstr("11_sticky_packets/client: not built"));
  }
}

TEST_F(Course, WritesAProgramAsLessonSlashName) {
  const auto path = [this](const char* name) {
    return course::program_path(name, folder, folder / "built");
  };
  EXPECT_THAT(path("11/server_fixed"),
              EndsWith("/built/11_sticky_packets/server_fixed"));
  for (const char* name :
       {"sticky_packets/server_fixed", "11_sticky_packets/server_fixed",
        "sticky/server_fixed"})
    EXPECT_EQ(path(name), path("11/server_fixed"));
  EXPECT_EQ(path("header/server"), "");
  EXPECT_EQ(path("/server"), "");
  EXPECT_EQ(path("11/solutions/server"), "");
  EXPECT_EQ(path("12/server"), "");
  EXPECT_EQ(path("./server"), "");
  EXPECT_EQ(path("python3"), "");
}

TEST_F(Course, PlaysOnTheLessonsPortWhereItHasItsOwnNetwork) {
  const course::lesson lesson = course::find("11", folder);
  const std::uint16_t port = course::port(lesson);
  if (stage::no_own_network().empty()) {
    EXPECT_EQ(port, 8080);
  } else {
    EXPECT_GE(port, 1024);
  }
}

// A hint that names a scene which is not there leads nowhere.
TEST(Hints, OfEachExerciseAreThereAndNameScenesThatAre) {
  const std::regex command(R"(`\./sticky (show|step) (\w+) (\w+)`)");
  for (const course::lesson& lesson : course::lessons())
    for (const course::exercise& exercise : lesson.exercises) {
      EXPECT_EQ(exercise.hints.size(), 3U) << exercise.file;
      for (const course::words& hint : exercise.hints)
        for (const std::string& text : {hint.english, hint.chinese}) {
          EXPECT_THAT(text, AllOf(Not(IsEmpty()), Not(HasSubstr("\n"))));
          for (std::sregex_iterator named(text.begin(), text.end(), command),
               end;
               named != end; ++named)
            EXPECT_NO_THROW(
                course::find_scene(course::find(named->str(2)), named->str(3)))
                << named->str();
        }
    }
}

}  // namespace
