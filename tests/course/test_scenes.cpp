// A scenes.json as it should be, and each way in which one can be wrong.
#include <gmock/gmock.h>

#include <string>

#include "course/course.hpp"
#include "lessons_fixture.hpp"

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Scenes : LessonsFixture {
  course::lesson read(const std::string& text) {
    return course::read(add("11_sticky_packets", text));
  }

  /// What is said of the good file with `old` replaced by `by`.
  std::string complaint(const std::string& old, const std::string& by) {
    std::string text = good_scenes;
    const std::size_t at = text.find(old);
    if (at == std::string::npos) return "no such text: " + old;
    return complaint_about(text.replace(at, old.size(), by));
  }

  std::string complaint_about(const std::string& text) {
    try {
      read(text);
    } catch (const course::error& wrong) {
      const std::string line = wrong.what();
      EXPECT_THAT(
          line,
          AllOf(StartsWith(
                    (folder / "11_sticky_packets" / "scenes.json").string() +
                    ":"),
                Not(HasSubstr("\n"))));
      return line;
    }
    return "nothing";
  }
};

TEST_F(Scenes, AreReadWhole) {
  const course::lesson lesson = read(good_scenes);
  EXPECT_EQ(lesson.number, 11);
  EXPECT_EQ(lesson.slug, "sticky_packets");
  EXPECT_EQ(lesson.title.english, "Sticky packets");
  EXPECT_EQ(lesson.title.chinese, "粘包");
  EXPECT_EQ(lesson.remember.english, "TCP is a stream.");
  EXPECT_EQ(lesson.port, 8080);
  ASSERT_EQ(lesson.scenes.size(), 1U);
  const course::scene& scene = lesson.scenes[0];
  EXPECT_EQ(scene.name, "late_reader");
  EXPECT_EQ(scene.title.chinese, "读得晚");
  EXPECT_EQ(scene.cast[0].argv[2], "{port}");
  EXPECT_EQ(scene.cues, "server:listen client:exit");
  EXPECT_EQ(scene.ends, play::ending::everyone_waits);
}

TEST_F(Scenes, MayBeLeftOutOfALessonWithoutPrograms) {
  const course::lesson lesson = read(no_scenes);
  EXPECT_EQ(lesson.title.english, "Before the first call");
  EXPECT_EQ(lesson.remember.chinese, "字节。");
  EXPECT_FALSE(lesson.has_programs());
  EXPECT_EQ(lesson.port, 0);
  EXPECT_TRUE(read(good_scenes).has_programs());
}

TEST_F(Scenes, CannotBeLeftOutIfThereIsAPortOrAnExercise) {
  for (const char* other : {"\"port\": 8080", "\"exercises\": []"}) {
    const std::string text =
        no_scenes.substr(0, no_scenes.rfind('}')) + ", " + other + "}";
    EXPECT_THAT(complaint_about(text), HasSubstr("json: lacks \""));
  }
}

TEST_F(Scenes, BrokenJsonIsRefusedWithLineAndColumn) {
  EXPECT_THAT(complaint("\"port\": 8080", "\"port\": 80 80"),
              HasSubstr("scenes.json:4:15: no JSON"));
  EXPECT_THAT(complaint_about(""), HasSubstr(":1:1: no JSON: it ends"));
  EXPECT_THAT(complaint("8080", "1e999"),
              HasSubstr("scenes.json:4:15: no JSON: this number is too large"));
  EXPECT_THAT(complaint_about("{\"title\": 1,\n"),
              HasSubstr(":2:1: no JSON: it ends too early"));
}

TEST_F(Scenes, NumberThatIsTooLargeIsRefusedWithLineAndColumn) {
  for (const char* number : {"1e999", "-1e999"}) {
    EXPECT_THAT(complaint("8080", number),
                AllOf(HasSubstr("scenes.json:4:"),
                      HasSubstr("no JSON: this number is too large")));
  }
  EXPECT_THAT(complaint("8080", "1" + std::string(400, '0')),
              HasSubstr("this number is too large"));
}

TEST_F(Scenes, KeyThatIsThereTwiceIsRefusedWithItsPlace) {
  EXPECT_THAT(complaint("\"port\": 8080", "\"port\": 8080, \"port\": 8081"),
              HasSubstr("json: \"port\" is there twice"));
  EXPECT_THAT(
      complaint("\"run\": \"client\"", "\"run\": \"a\", \"run\": \"client\""),
      HasSubstr("scenes[0].programs[1]: \"run\" is there twice"));
}

TEST_F(Scenes, DepthWithoutEndIsRefused) {
  EXPECT_THAT(complaint_about(std::string(1'000'000, '[')),
              HasSubstr("more than 100 levels in one another"));
  std::string objects;
  for (int i = 0; i < 200; ++i) objects += "{\"a\":";
  EXPECT_THAT(complaint_about(objects), HasSubstr("more than 100 levels"));
}

TEST_F(Scenes, BytesThatAreNoTextAreRefusedWithLineAndColumn) {
  for (const char* bytes : {"\xff", "\xc3", "\xed\xa0\x80", "\x01"}) {
    EXPECT_THAT(complaint("Sticky packets", bytes),
                HasSubstr("scenes.json:2:"));
  }
  EXPECT_THAT(complaint("Sticky packets", "\\ud800"), HasSubstr(":2:"));
}

TEST_F(Scenes, FileThatIsNoneOrHasNoEndIsRefused) {
  const auto lesson = add("11_sticky_packets", "");
  const auto file = lesson / "scenes.json";
  for (const char* other : {"/dev/zero", "/dev/null", "/"}) {
    std::filesystem::remove(file);
    std::filesystem::create_symlink(other, file);
    EXPECT_THROW(course::read(lesson), course::error) << other;
  }
  std::filesystem::remove(file);
  EXPECT_THAT(complaint_about(std::string(5 << 20, ' ')),
              HasSubstr("longer than 4 MiB"));
}

TEST_F(Scenes, ArgumentThatNoProgramCanGetIsRefused) {
  EXPECT_THAT(complaint("127.0.0.1", "a\\u0000b"),
              HasSubstr("programs[0].args[0]: must not hold a NUL"));
}

TEST_F(Scenes, NumbersInCuesAreChecked) {
  for (const char* cues :
       {"server:recv(99999999999999999999)", "server:recv(-1)",
        "server:send*99999999999999999999",
        "server.99999999999999999999:recv"}) {
    EXPECT_THAT(complaint("server:listen client:exit", cues),
                HasSubstr("scenes[0].cues: "))
        << cues;
  }
}

TEST_F(Scenes, ControlCharactersAreNotRepeated) {
  EXPECT_THAT(complaint("\"cues\"", "\"c\\n\\u001b\""),
              HasSubstr("unknown key \"c\\n\\x1b\""));
  EXPECT_THAT(complaint("late_reader", "a\\nb"), HasSubstr("\"a\\nb\" must"));
}

TEST_F(Scenes, UnknownKeyIsRefusedWithThoseThatAreKnown) {
  EXPECT_THAT(complaint("\"cues\"", "\"cue\""),
              HasSubstr("scenes[0]: unknown key \"cue\"; known are name, "
                        "title, programs, cues, ends"));
  EXPECT_THAT(complaint("\"input\"", "\"stdin\""),
              HasSubstr("scenes[0].programs[1]: unknown key \"stdin\""));
}

TEST_F(Scenes, MissingKeyIsNamedWithItsPlace) {
  EXPECT_THAT(complaint(", \"zh\": \"粘包\"", ""),
              HasSubstr("title: lacks \"zh\""));
  EXPECT_THAT(complaint("\"port\": 8080,", ""), HasSubstr(": lacks \"port\""));
  EXPECT_THAT(complaint("\"run\": \"client\",", ""),
              HasSubstr("scenes[0].programs[1]: lacks \"run\""));
}

TEST_F(Scenes, WrongTypeIsNamedWithItsPlace) {
  EXPECT_THAT(complaint("\"late_reader\"", "7"),
              HasSubstr("scenes[0].name: must be a string"));
  EXPECT_THAT(complaint("[\"127.0.0.1\", \"{port}\"]", "[\"x\", 8080]"),
              HasSubstr("scenes[0].programs[0].args[1]: must be a string"));
  EXPECT_THAT(complaint_about("[]"), HasSubstr("json: must be an object"));
}

TEST_F(Scenes, PortOutOfRangeIsRefused) {
  for (const char* port : {"0", "-1", "65536", "18446744073709551615"}) {
    EXPECT_THAT(complaint("8080", port),
                HasSubstr("port: must be a port, 1 to 65535"));
  }
  EXPECT_THAT(complaint("8080", "80.5"), HasSubstr("must be a whole number"));
  EXPECT_THAT(complaint("8080", "\"80\""), HasSubstr("must be a whole number"));
}

TEST_F(Scenes, NameThatCannotBeTypedIsRefused) {
  EXPECT_THAT(complaint("late_reader", "late reader"),
              HasSubstr("scenes[0].name: \"late reader\" must be a name"));
  EXPECT_THAT(complaint("late_reader", ""), HasSubstr("must be a name"));
}

TEST_F(Scenes, NameThatIsThereTwiceIsRefused) {
  EXPECT_THAT(complaint("\"name\": \"client\"", "\"name\": \"server\""),
              HasSubstr("programs[1].name: \"server\" is there twice"));
}

TEST_F(Scenes, UnknownEndIsRefused) {
  EXPECT_THAT(complaint("everyone waits", "everybody waits"),
              HasSubstr("scenes[0].ends: \"everybody waits\" must be"));
}

TEST_F(Scenes, StatusThatNoProgramCanExitWithIsRefused) {
  for (const char* status : {"256", "-1", "1.5", "\"1\""}) {
    const std::string exercise =
        R"(}], "exercises": [{"file": "client_two", "scene": "late_reader",
           "title": {"en": "a", "zh": "b"}, "expects": {},
           "exits": {"client": )" +
        std::string(status) + "}}]";
    EXPECT_THAT(complaint("}\n  ]", exercise),
                HasSubstr("exercises[0].exits.client: must be an exit status"))
        << status;
  }
}

TEST_F(Scenes, HintsComeInThreeLevels) {
  const std::string level = R"({"en": "a", "zh": "b"})";
  const std::string exercise =
      R"(}], "exercises": [{"file": "client_two", "scene": "late_reader",
         "title": {"en": "a", "zh": "b"}, "expects": {}, "hints":
         {"where": )" +
      level + R"(, "what": )" + level;
  EXPECT_THAT(complaint("}\n  ]", exercise + "}}]"),
              HasSubstr("exercises[0].hints: lacks \"how\""));
  EXPECT_EQ(complaint("}\n  ]", exercise + ", \"how\": " + level + "}}]"),
            "nothing");
}

TEST_F(Scenes, CuesWithATypingSlipAreRefusedWithTheirPlace) {
  EXPECT_THAT(complaint("client:exit", "client;exit"),
              HasSubstr("scenes[0].cues: "));
}

TEST_F(Scenes, NoSceneOrNoProgramIsRefused) {
  EXPECT_THAT(complaint_about(R"({"title": {"en": "", "zh": ""},
      "remember": {"en": "", "zh": ""}, "port": 1, "scenes": []})"),
              HasSubstr("scenes: must not be empty"));
  EXPECT_THAT(complaint_about(R"({"title": {"en": "", "zh": ""},
      "remember": {"en": "", "zh": ""}, "port": 1, "scenes": [
      {"name": "a", "title": {"en": "", "zh": ""}, "programs": [],
       "ends": "exited"}]})"),
              HasSubstr("scenes[0].programs: must not be empty"));
}

TEST_F(Scenes, FolderWithoutAFileIsAnError) {
  std::filesystem::create_directories(folder / "12_half_packets");
  EXPECT_THROW(course::read(folder / "12_half_packets"), course::error);
}

TEST_F(Scenes, FolderWithoutANumberIsAnError) {
  EXPECT_THROW(course::read(add("kit", good_scenes)), course::error);
}

}  // namespace
