// With --lang zh not one English sentence of ours is left, whatever goes wrong.
#include <gmock/gmock.h>

#include <cctype>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "run.hpp"

namespace {

namespace fs = std::filesystem;
using testing::ContainsRegex;
using testing::HasSubstr;

/// What a system says stays as it is: "No such file or directory".
std::string without_system_words(std::string text) {
  for (int error = 1; error < 134; ++error) {
    const std::string said = std::strerror(error);
    for (std::size_t at = 0; (at = text.find(said)) != text.npos;) {
      text.replace(at, said.size(), "~");
    }
  }
  return text;
}

/// And what is quoted, and the lines of a picture or a play that repeat what
/// programs printed.
std::string without_quotations(const std::string& text) {
  static const std::regex quoted(
      "`[^`]*`|“[^”]*”|\"[^\"]*\"|┊[^\n]*|stderr: [^\n]*|sticky trace[^\n]*");
  return std::regex_replace(text, quoted, "~");
}

/// A word: letters alone, and what ends it. A name of a call, an option, a path
/// or a scene has something else in it, or Chinese beside it.
bool is_word(const std::string& token) {
  static const std::regex word("[A-Za-z']+[,;:.!?]?");
  return std::regex_match(token, word);
}

/// Three words in a row, without a mark between them (names in a list have
/// commas); "" if there are none.
std::string english_in(const std::string& text) {
  std::istringstream in(without_quotations(without_system_words(text)));
  std::string row;
  int count = 0;
  for (std::string token; in >> token;) {
    count = is_word(token) ? count + 1 : 0;
    row = count == 0 ? "" : row + (row.empty() ? "" : " ") + token;
    if (count == 3) return row;
    if (count > 0 && std::ispunct(token.back()) != 0) {
      count = 0;
      row.clear();
    }
  }
  return "";
}

TEST(EnglishIn, FindsThreeWordsInARow) {
  EXPECT_EQ(english_in("提示：no such program here"), "such program here");
  EXPECT_EQ(english_in("stopped from outside"), "stopped from outside");
  EXPECT_EQ(english_in("x：No such file or directory；请检查"), "");
  EXPECT_EQ(english_in("见 `sticky show --help`"), "");
  EXPECT_EQ(english_in("client 的 recv 和 send"), "");
  EXPECT_EQ(english_in("这一课有 closes, killed, unread"), "");
}

/// A folder of its own; a lesson there has the given scenes.json.
struct Chinese : OwnNetwork {
  Chinese() {
    std::string name = (fs::temp_directory_path() / "chinese_XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~Chinese() override { fs::remove_all(folder); }

  std::string file(const std::string& name, const std::string& text) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  }
  std::string program(const std::string& text) const {
    std::string path = file("program", text);
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }

  static void expect_chinese(const Outcome& outcome, const std::string& what) {
    SCOPED_TRACE(what);
    EXPECT_EQ(english_in(outcome.err), "") << outcome.err;
    EXPECT_EQ(english_in(outcome.out), "") << outcome.out;
    EXPECT_THAT(outcome.err + outcome.out, ContainsRegex("[\x80-\xff]"));
  }

  /// Wrong use, or something missing: one line.
  static void expect_refused(std::vector<std::string> arguments,
                             const Surroundings& around = {}) {
    arguments.insert(arguments.begin() + 1, {"--lang", "zh"});
    const Outcome outcome = sticky(arguments, around);
    const std::string line = testing::PrintToString(arguments);
    expect_chinese(outcome, line);
    EXPECT_EQ(outcome.status, 2) << line << outcome.err;
    EXPECT_EQ(lines(outcome.err), 1U) << line << outcome.err;
  }

  fs::path folder;
};

TEST_F(Chinese, IsWhatIsSaidOfWrongUse) {
  const std::vector<std::vector<std::string>> uses{
      {"shwo"},
      {"xyzzy"},
      {"show"},
      {"show", "99"},
      {"show", "stiky_packets"},
      {"show", "11", "late_raeder"},
      {"show", "11", "xyzzy"},
      {"show", "11", "late_reader", "more"},
      {"show", "11", "--bogus"},
      {"show", "11", "--svg"},
      {"show", "11", "late_reader", "--packets"},
      {"show", "11", "--svg", "a", "--svg", "b"},
      {"show", "11", "late_reader", "--svg", ""},
      {"show", "11", "--json", "scenes.json"},
      {"show", "11", "--json", "none/new/"},
      {"show", "11", "late_reader", "--json", "/dev/null/"},
      {"trace", "--svg", "/", "--", "/bin/true"},
      {"show", "11", "late_reader", "--json", "-", "--svg", "-"},
      {"show", "11", "--", "./server"},
      {"list", "--lang"},
      {"list", "--lang=zh=zh"},
      {"step"},
      {"step", "11", "xyzzy"},
      {"step", "11", "--", "/bin/true"},
      {"step", "--stdin", "server=-", "--", "/bin/cat"},
      {"trace"},
      {"trace", "/bin/true"},
      {"trace", "--"},
      {"trace", "--", "/bin/true", ":::"},
      {"trace", "--names", "a,a", "--", "/bin/true", ":::", "x"},
      {"trace", "--host-network=maybe", "--", "/bin/true"},
      {"trace", "--host-network", "--pcap", "x", "--", "/bin/true"},
      {"trace", "--stdin", "client", "--", "/bin/true"},
      {"check"},
      {"check", "11", "--", "/bin/true"},
      {"check", "11", "--names", "a,b"},
      {"check", "11", "xyzzy"},
      {"check", "11", "my_program.cpp"},
      {"check", "11", "client.cpp"},
      {"check", "11", "--kills=maybe"},
      {"check", "11", "--schedules", "0"},
      {"check", "11", "--shorts", "x"},
      {"check", "11", "--each-length", "-1"},
      {"check", "11", "--time", "never"},
      {"check", "11", "--shard", "3/2"},
      {"check", "11", "--errors", "ENOTHING"},
      {"check", "11", "--compare", "all"},
      {"check", "11", "--ignore", "("}};
  for (const auto& use : uses) expect_refused(use);
}

TEST_F(Chinese, IsWhatIsSaidOfCues) {
  for (const char* const line :
       {"server;listen", ":listen", ".1:recv", "server:frob", "server:recv*x",
        "server:recv*0", "server:recv!ENOTHING", "server:recv(3",
        "server:recv(0)", "server:recv(x)", "server:exit(3)",
        "server:recv(3)!EINTR", "server:bind(3)", "server.x:recv",
        // Those that cannot be met.
        "nobody:recv", "client:accept", "server:listen server:wait client:wait",
        "client:exit client:exit server:recv server:recv*9", "server.7:recv",
        "client:kill client:send"}) {
    expect_refused({"trace", "--cues", line, "--", "11/server", "127.0.0.1",
                    "8085", ":::", "11/client", "127.0.0.1", "8085"});
  }
}

TEST_F(Chinese, IsWhatIsSaidOfPrograms) {
  const std::vector<std::vector<std::string>> casts{
      {"/no/such/program"},
      {"no_such_program"},
      {""},
      {"/etc"},
      {"/etc/passwd"},
      {program("#!/nowhere/interpreter\n")},
      {"11/no_such"},
      {"97/server"}};
  for (std::vector<std::string> cast : casts) {
    for (const char* const command : {"trace", "check"}) {
      std::vector<std::string> line{command, "--"};
      line.insert(line.end(), cast.begin(), cast.end());
      expect_refused(line);
    }
  }
  const std::string copy = (folder / "set_user_id").string();
  fs::copy_file("/bin/true", copy);
  fs::permissions(copy, fs::perms::set_uid, fs::perm_options::add);
  expect_refused({"trace", "--", copy});
  const std::string foreign = program(std::string("\x7f"
                                                  "ELF",
                                                  4) +
                                      std::string(200, '\2'));
  expect_refused({"trace", "--", foreign});
}

TEST_F(Chinese, IsWhatIsSaidOfFiles) {
  const std::string full = "/dev/full", no_folder = "/no/such/folder/x";
  for (const std::string& path : {full, no_folder, std::string("/proc")}) {
    expect_refused({"show", "11", "late_reader", "--json", path});
    expect_refused({"check", "19", "--schedules", "1", "--json", path});
  }
  expect_refused({"trace", "--stdin", "server=/no/such", "--", "/bin/cat"});
  expect_refused({"trace", "--stdin", "server=/", "--", "/bin/cat"});
  expect_refused({"trace", "--stdin", "server=/dev/zero", "--", "/bin/cat"});
  expect_refused({"check", "11", "client_mine.cpp"},
                 {.environment = {"TMPDIR=/no/such/folder"}});
  for (const char* const line :
       {"./sticky list --lang zh >/dev/full", "./sticky list --lang zh >&-"}) {
    const Outcome outcome = bash(line);
    EXPECT_EQ(outcome.status, 2) << line;
    expect_chinese(outcome, line);
  }
}

TEST_F(Chinese, IsWhatIsSaidOfLessonsThatAreNotThere) {
  expect_refused({"list"}, {.environment = {"STICKY_LESSONS=/no/such"}});
  expect_refused({"show", "11"}, {.environment = {"STICKY_PROGRAMS=/no/such"}});
  expect_refused({"tour"}, {.environment = {"STICKY_BUILDER=/no/such"}});
}

TEST_F(Chinese, IsWhatIsSaidOfALessonWithoutPrograms) {
  for (const char* command : {"step", "check"}) expect_refused({command, "00"});
  for (const char* line :
       {"./sticky show 00 --lang zh", "./sticky list --lang zh | head -n 2"}) {
    expect_chinese(bash(line), line);
  }
}

TEST_F(Chinese, IsWhatIsSaidOfScenesThatAreWrong) {
  const std::string scene =
      R"({"name": "s", "title": {"en": "", "zh": ""}, "ends": "exited", )";
  const std::string lesson =
      R"({"title": {"en": "", "zh": ""}, "remember": {"en": "", "zh": ""}, )"
      R"("port": 8085, "scenes": )";
  const auto program = [&](const std::string& text) {
    return lesson + "[" + scene + "\"programs\": [" + text + "]}]}";
  };
  const std::string server = R"({"name": "server", "run": "server"})";
  const std::vector<std::string> texts{
      "",
      "{",
      "{]",
      R"({"port": 1e999})",
      R"({"port": 1, "port": 1})",
      std::string(200, '['),
      "[]",
      R"({"colour": 1})",
      R"({"title": 1})",
      R"({"title": {"en": 1, "zh": 2}})",
      lesson + "[]}",
      lesson + "1}",
      R"({"title": {"en": "", "zh": ""}, "remember": {"en": "", "zh": ""}, )"
      R"("port": 70000, "scenes": []})",
      program(""),
      program("1"),
      program(server + "," + server),
      program(R"({"name": "Server", "run": "server"})"),
      program(R"({"name": "server", "run": "server", "args": ["\u0000"]})"),
      lesson + "[" + scene + "\"programs\": [" + server +
          "], \"cues\": \"server:frob\"}]}",
      lesson +
          R"([{"name": "s", "title": {"en": "", "zh": ""}, "ends": "x", )" +
          "\"programs\": [" + server + "]}]}"};
  for (const std::string& text : texts) {
    file("lessons/11_slug/scenes.json", text);
    expect_refused({"list"}, {.environment = {"STICKY_LESSONS=" +
                                              (folder / "lessons").string()}});
  }
  file("lessons/11_slug/scenes.json", std::string((4 << 20) + 1, ' '));
  expect_refused({"list"}, {.environment = {"STICKY_LESSONS=" +
                                            (folder / "lessons").string()}});
}

TEST_F(Chinese, IsWhatIsSaidOfProgramsThatCannotBeExplored) {
  for (const char* const script :
       {"echo $$", "exit $(($$ % 2 + 1 + ($$ / 2) % 50))",
        "cat /proc/sys/kernel/random/uuid"}) {
    expect_refused({"check", "--", "/bin/sh", "-c", script});
  }
}

TEST_F(Chinese, IsWhatIsSaidOfPlaysThatEndBadly) {
  const std::vector<std::vector<std::string>> uses{
      {"show", "03"},
      {"show", "05"},
      {"show", "01"},
      {"check", "11", "--schedules", "10"},
      {"check", "03", "--schedules", "10"},
      {"check", "11", "--time", "0.001"},
      {"check", "11", "--kills", "--errors", "ECONNRESET", "--schedules", "10"},
      {"trace", "--host-network", "--", "/bin/false"},
      {"trace", "--", "/bin/sh", "-c", "kill -SEGV $$"}};
  for (std::vector<std::string> use : uses) {
    use.insert(use.begin() + 1, {"--lang", "zh"});
    expect_chinese(sticky(use), testing::PrintToString(use));
  }
  const Outcome interrupted = sticky({"step", "11", "--lang", "zh"},
                                     {.signal = SIGINT, .signal_after = " > "});
  expect_chinese(interrupted, "Ctrl-C");
}

TEST_F(Chinese, IsTheHelp) {
  for (const char* const command :
       {"list", "show", "tour", "step", "trace", "check"}) {
    expect_chinese(sticky({command, "--lang", "zh", "--help"}), command);
  }
  expect_chinese(sticky({"--lang", "zh", "--help"}), "--help");
  expect_chinese(sticky({"--lang", "zh"}), "alone");
  expect_chinese(sticky({"list", "--lang", "zh"}), "list");
}

TEST_F(Chinese, IsWhatAStepSaysOfWhoWaits) {
  const Outcome outcome =
      sticky({"step", "--lang", "zh", "03"}, {.input = "nnnnnnnnnnnnxhb?q"});
  expect_chinese(outcome, "step");
  EXPECT_THAT(outcome.out, HasSubstr("会一直等：新的连接"));
  // Who is marked and what is done to it; off the script; what is not yet
  // read; the line for what was played.
  for (const auto& [scene, keys] :
       std::vector<std::pair<std::string, std::string>>{
           {"late_reader", "sssccscq"},
           {"late_reader", std::string(40, 'n')},
           {"small_first_bite", std::string(40, 'n')}}) {
    expect_chinese(
        sticky({"step", "--lang", "zh", "11", scene}, {.input = keys}), scene);
  }
}

}  // namespace
