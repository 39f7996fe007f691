// check: whom it plays; a learner's own program; what it refuses.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "run.hpp"
#include "stage/stage.hpp"

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ContainsRegex;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// Two folders that last for one test: for the learner's files, and for what
/// the command makes.
struct CheckCast : OwnFolder {
  CheckCast() { fs::create_directory(temporary()); }

  fs::path temporary() const { return folder / "tmp"; }
  bool nothing_is_left() const { return fs::is_empty(temporary()); }

  /// The command's learner writes what `source` of the lessons holds.
  std::string copy(const char* source, const char* name) const {
    fs::copy_file(fs::path(LESSONS) / source, folder / name);
    return (folder / name).string();
  }
  Outcome check(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "check");
    return sticky(arguments,
                  {.environment = {"TMPDIR=" + temporary().string()}});
  }
};

TEST_F(CheckCast, TakesALearnersProgramThatIsRight) {
  const std::string file = copy("22_struct_header/client.cpp", "my client.cpp");
  const Outcome outcome = check({"22", file, "--shorts", "1"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              StartsWith("Lesson 22: A header of four bytes, " + file + "\n"));
  EXPECT_TRUE(nothing_is_left());
}

TEST_F(CheckCast, WrapsAHeadingThatIsTooLong) {
  const std::string file =
      copy("22_struct_header/client.cpp",
           "my_client_of_lesson_22_that_sends_one_header_for_each_file.cpp");
  const Outcome outcome = check({"22", file, "--shorts", "0"});
  EXPECT_THAT(outcome.out,
              StartsWith("Lesson 22: A header of four bytes,\n" + file + "\n"));
}

TEST_F(CheckCast, KeepsALearnersProgramThatIsWrongForTheTrace) {
  const std::string file =
      copy("22_struct_header/client_one_recv.cpp", "my_client.cpp");
  const Outcome outcome = check({"22", file, "--shorts", "1"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  const std::size_t begin = outcome.out.find("./sticky trace");
  const std::size_t end = outcome.out.find("\n\n", begin);
  ASSERT_NE(end, std::string::npos) << outcome.out;
  std::string command = outcome.out.substr(begin, end - begin);
  EXPECT_THAT(command, HasSubstr(temporary().string()));
  command.insert(std::string("./sticky trace").size(), " --where");
  const Outcome traced = bash(command);
  EXPECT_EQ(traced.status, 0) << traced.err;
  EXPECT_THAT(outcome.out, HasSubstr(traced.out));
}

TEST_F(CheckCast, DrawsALearnersFaultWithTheLinesOfTheProgram) {
  if (!stage::tells_where()) GTEST_SKIP() << "built without libdw";
  const std::string file =
      copy("22_struct_header/client_one_recv.cpp", "my_client.cpp");
  EXPECT_THAT(check({"22", file, "--shorts", "1"}).out,
              ContainsRegex("recv\\([^\n]*\n?[^\n]*my_client.cpp:[0-9]+"));
}

TEST_F(CheckCast, TakesALearnersServer) {
  const std::string file =
      copy("23_json_header/server.cpp", "server_of_mine.cpp");
  EXPECT_EQ(check({"23", file, "--shorts", "1"}).status, 0);
}

TEST_F(CheckCast, ShowsWhatTheCompilerSaysAndEndsWithOneLine) {
  std::ofstream(folder / "my_client.cpp") << "int main() { return oops; }\n";
  const std::string file = (folder / "my_client.cpp").string();
  const Outcome outcome = check({"22", file});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("my_client.cpp:1"),
                                 EndsWith("\nsticky: " + file +
                                          ": does not compile; see above\n")));
  EXPECT_TRUE(nothing_is_left());
}

TEST_F(CheckCast, TakesAVariantAndAScene) {
  const Outcome variant = check({"23", "client_one_recv", "--shorts", "1"});
  EXPECT_EQ(variant.status, 1);
  EXPECT_THAT(variant.out, HasSubstr("23/client_one_recv"));
  const Outcome scene = check({"02", "spins", "--schedules", "20"});
  EXPECT_EQ(scene.status, 1);
  EXPECT_THAT(scene.out,
              AllOf(HasSubstr(", spins\n"), HasSubstr("02/server_spins")));
}

TEST_F(CheckCast, GivesProgramsTheirNamesAndTheirInput) {
  std::ofstream(folder / "in") << "date\n";
  const Outcome outcome =
      check({"--names", "a,b", "--stdin", "b=" + (folder / "in").string(),
             "--shorts", "1", "--", "22/server", "127.0.0.1", "8083",
             ":::", "22/client_one_recv", "127.0.0.1", "8083"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("b's output differs"),
                    HasSubstr("./sticky trace --names a,b"),
                    HasSubstr("--stdin b=" + (folder / "in").string())));
}

TEST_F(CheckCast, RefusesACastThatIsNone) {
  const auto refused = [&](const std::vector<std::string>& arguments,
                           const std::string& because) {
    const Outcome outcome = check(arguments);
    EXPECT_EQ(outcome.status, 2) << because;
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, AllOf(StartsWith("sticky: "), HasSubstr(because)));
    EXPECT_EQ(lines(outcome.err), 1U) << outcome.err;
  };
  refused({}, "name a lesson, or programs after --");
  refused({"22", "--", "/bin/true"}, "not both");
  refused({"--", "/bin/true", ":::"}, "check: no program for client");
  refused({"--", "/no/such/program"}, "/no/such/program");
  refused({"99"}, "no lesson \"99\"");
  refused({"22", "xyzzy"}, "no program \"xyzzy\"; it has client, ");
  refused({"22", "client_one_rec"}, "it has client_one_recv");
  refused({"22", "no_such_client.cpp"}, "no_such_client.cpp: no such file");
  refused({"22", "mine.cpp"}, "mine.cpp: its name must say whom it replaces");
  refused({"22", "--names", "a,b"}, "leave it out");
  refused({"22", "--stdin", "nobody=/dev/null"}, "must be NAME=FILE");
}

TEST_F(CheckCast, RefusesValuesThatAreNone) {
  const std::vector<std::pair<const char*, const char*>> wrong{
      {"--schedules", "0"}, {"--schedules", "9x"},    {"--time", "soon"},
      {"--time", "0"},      {"--preemptions", "-1"},  {"--shorts", "1.5"},
      {"--jobs", "0"},      {"--each-length", "all"}, {"--shard", "3/2"},
      {"--shard", "1"},     {"--errors", "EFOO"},     {"--errors", "EINTR,,"},
      {"--compare", "all"}, {"--ignore", "("},        {"--ignore", ""}};
  for (const auto& [option, value] : wrong) {
    const Outcome outcome = check({"22", option, value});
    EXPECT_EQ(outcome.status, 2) << option << ' ' << value;
    EXPECT_THAT(outcome.err, StartsWith("sticky: " + std::string(option)));
    EXPECT_EQ(lines(outcome.err), 1U) << outcome.err;
  }
}

}  // namespace
