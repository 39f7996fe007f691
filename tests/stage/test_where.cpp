// Where in its program's source each call was made. The lines are found by the
// comments at their ends, in programs/where.cpp.
#include <elf.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "../drawn_play.hpp"
#include "plays.hpp"

namespace {

namespace fs = std::filesystem;
using play::source;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The line of that file that ends in `// mark`.
source at(const std::string& mark, const std::string& function,
          const std::string& file = "where.cpp") {
  std::istringstream lines(content(fs::path(PROGRAM_SOURCES) / file));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.ends_with(" // " + mark)) return {file, number, function};
  }
  return {"no line ends in // " + mark, 0, ""};
}

class Where : public StageTest {
 protected:
  void SetUp() override {
    StageTest::SetUp();
    if (!IsSkipped()) needs_own_network();
    if (!stage::tells_where()) GTEST_SKIP() << "built without libdw";
  }

  static stage::options asked() {
    stage::options options;
    options.where = true;
    return options;
  }

  static play::record played(const std::string& server) {
    return play_to("server:listen client:exit", {server, "say 8080 hello"},
                   asked());
  }

  /// Of the server's last call of that name.
  static std::vector<source> of(const play::record& play,
                                const std::string& call) {
    std::vector<source> where;
    for (const play::call& one : play.calls)
      if (one.program == "server" && one.name == call) where = one.where;
    return where;
  }
};

TEST_F(Where, IsNotToldUnlessAsked) {
  const auto play = play_to("server:listen client:exit",
                            {"where function 8080", "say 8080 hello"});
  for (const play::call& call : play.calls) EXPECT_THAT(call.where, IsEmpty());
}

class WhereInEachForm : public Where,
                        public testing::WithParamInterface<const char*> {
 protected:
  static play::record played_in_form(const std::string& arguments) {
    return played(GetParam() + (" " + arguments));
  }
};

TEST_P(WhereInEachForm, TheFunctionAndItsCallersAreTold) {
  const auto play = played_in_form("function 8080");
  EXPECT_THAT(of(play, "recv"),
              ElementsAre(at("function", "hear"), at("in main", "main")));
}

TEST_P(WhereInEachForm, ATemplateOfAClassIsToldByItsWholeName) {
  EXPECT_THAT(
      of(played_in_form("member 8080"), "recv"),
      ElementsAre(at("member", "desk::clerk::take"), at("of clerk", "main")));
}

TEST_P(WhereInEachForm, AThreadIsToldUpToItsLambda) {
  EXPECT_THAT(of(played_in_form("thread 8080"), "recv"),
              ElementsAre(at("function", "hear"),
                          at("in thread", "hear_in_thread::lambda")));
}

TEST_P(WhereInEachForm, AChildIsToldAsItsParent) {
  // The optimizer may split the function that the child is made in.
  const std::vector<source> where = of(played_in_form("child 8080"), "recv");
  ASSERT_THAT(where, SizeIs(testing::Ge(3U)));
  EXPECT_EQ(where[0], at("function", "hear"));
  EXPECT_EQ(where[1], at("in child", "hear_in_children"));
  EXPECT_EQ(where.back(), at("of children", "main"));
}

TEST_P(WhereInEachForm, TheProgramsOwnLibraryIsToldToo) {
  EXPECT_THAT(
      of(played_in_form("library 8080"), "send"),
      ElementsAre(at("library", "answer_from_library", "where_library.cpp"),
                  at("from library", "main")));
}

TEST_P(WhereInEachForm, WhatTheCLibraryDoesIsToldByItsCaller) {
  const auto play = played_in_form("c_library 8080");
  EXPECT_THAT(
      of(play, "read"),
      ElementsAre(at("fread", "hear_by_the_c_library"), at("for C", "main")));
  EXPECT_THAT(
      of(play, "write"),
      ElementsAre(at("dprintf", "hear_by_the_c_library"), at("for C", "main")));
}

TEST_P(WhereInEachForm, ACallThatWaitsForEverIsTold) {
  const auto play =
      play_to("", {GetParam() + std::string(" wait 8080")}, asked());
  ASSERT_THAT(play.waits, SizeIs(1));
  EXPECT_THAT(play.waits[0].where, ElementsAre(at("wait", "main")));
  const auto freely =
      play_freely({GetParam() + std::string(" wait 8080")}, asked());
  EXPECT_EQ(freely.calls.back().result, std::nullopt);
  EXPECT_THAT(freely.calls.back().where, ElementsAre(at("wait", "main")));
  ASSERT_THAT(freely.waits, SizeIs(1));
  EXPECT_EQ(freely.waits[0].where, freely.calls.back().where);
}

INSTANTIATE_TEST_SUITE_P(, WhereInEachForm,
                         testing::Values("where", "where_optimized"),
                         parameter_name);

TEST_F(Where, ALibraryThatWasLoadedLaterIsKnown) {
  const auto play = played("where load 8080 " + path_of("libwhere_loaded.so"));
  EXPECT_THAT(
      of(play, "send"),
      ElementsAre(at("library", "answer_from_library", "where_library.cpp"),
                  at("from loaded", "answer_from_loaded", "where_library.cpp"),
                  at("loaded", "load"), at("loads", "main")));
}

// exec: the same process, and another program.
TEST_F(Where, AProgramThatBecameAnotherIsKnown) {
  const auto play = play_to("server:listen client:exit server:listen",
                            {"where exec 8080 " + path_of("where_symbols"),
                             "say 8080 hello", "say 8081 hello"},
                            asked());
  EXPECT_THAT(of(play, "recv"),
              ElementsAre(source{"", 0, "hear"}, source{"", 0, "main"}));
}

TEST_F(Where, WithoutDebugInformationTheFunctionsAreTold) {
  EXPECT_THAT(of(played("where_symbols function 8080"), "recv"),
              ElementsAre(source{"", 0, "hear"}, source{"", 0, "main"}));
}

/// What the tool of that name says of an address in `where`.
std::string looked_up(const std::string& address) {
  const std::string command =
      std::string(ADDR2LINE) + " -f -e " + path_of("where") + " " + address;
  std::string text;
  FILE* const tool = ::popen(command.c_str(), "r");
  for (int c = 0; (c = std::fgetc(tool)) != EOF;) text += static_cast<char>(c);
  ::pclose(tool);
  return text;
}

TEST_F(Where, WithoutSymbolsTheOffsetsInTheFileAreTold) {
  if (std::string_view(ADDR2LINE).empty()) GTEST_SKIP() << "no addr2line";
  const auto where = of(played("where_stripped function 8080"), "recv");
  ASSERT_THAT(where, SizeIs(2));
  const source lines[] = {at("function", ""), at("in main", "")};
  for (std::size_t i = 0; i < 2; ++i) {
    constexpr std::string_view begin = "where_stripped+";
    ASSERT_THAT(where[i].function, StartsWith(begin));
    EXPECT_THAT(looked_up(where[i].function.substr(begin.size())),
                testing::ContainsRegex(
                    "where.cpp:" + std::to_string(lines[i].line) + "[ \n]"));
    EXPECT_EQ(where[i].line, 0);
  }
}

TEST_F(Where, IsNotToldOfAnInterpreter) {
  const stage::program client{
      "client",
      {"/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080; echo hello >&3"},
      ""};
  stage::cues schedule("server:listen client:exit");
  const auto play = stage::perform(
      {cast_as("server", "where function 8080"), client}, schedule, asked());
  EXPECT_THAT(of(play, "recv"), SizeIs(2));
  EXPECT_EQ(call_names(play, "client").substr(0, 14), "socket connect");
  for (const play::call& call : play.calls)
    if (call.program == "client") {
      EXPECT_THAT(call.where, IsEmpty());
    }
}

TEST_F(Where, IsTheSameInEachPlayOfASession) {
  stage::session session(cast_of({"where function 8080", "say 8080 hello"}),
                         asked());
  for (int i = 0; i < 3; ++i) {
    stage::cues schedule("server:listen client:exit");
    const play::record play = session.perform(schedule);
    EXPECT_THAT(of(play, "recv"),
                ElementsAre(at("function", "hear"), at("in main", "main")));
  }
}

TEST_F(Where, HoldsDescriptorsOfAFewProcessesOnly) {
  const auto most_open = [](const std::string& way) {
    std::size_t most = 0;
    stage::in_order in_order;
    script schedule([&](const stage::situation& now) {
      most = std::max(most, open_descriptors());
      return in_order.next(now);
    });
    stage::perform(cast_of({"where " + way + " 8080",
                            "say 8080 a_text_of_more_than_thirty_bytes"}),
                   schedule, asked());
    return most;
  };
  const std::size_t one = most_open("child");
  EXPECT_LT(most_open("children"), one + 8 * 8);
}

/// A copy of `where` in which a section of its file is damaged.
class Damaged {
 public:
  Damaged() : bytes_(content(path_of("where"))), path_(path_of("damaged")) {}
  ~Damaged() { fs::remove(path_); }
  Damaged(const Damaged&) = delete;
  Damaged& operator=(const Damaged&) = delete;

  void write(const std::string& section, unsigned seed) const {
    std::string damaged = bytes_;
    const auto [from, size] = place_of(section);
    std::minstd_rand random(seed);
    for (std::size_t i = 0; i < 1 + size / 50; ++i)
      damaged[from + random() % size] = static_cast<char>(random());
    fs::remove(path_);
    std::ofstream(path_, std::ios::binary) << damaged;
    fs::permissions(path_, fs::perms::owner_all);
  }

 private:
  template <typename T>
  T at(std::size_t offset) const {
    T value;
    std::memcpy(&value, bytes_.data() + offset, sizeof value);
    return value;
  }
  std::pair<std::size_t, std::size_t> place_of(const std::string& name) const {
    const auto file = at<Elf64_Ehdr>(0);
    const auto header = [&](std::size_t i) {
      return at<Elf64_Shdr>(file.e_shoff + i * file.e_shentsize);
    };
    const std::size_t names = header(file.e_shstrndx).sh_offset;
    for (std::size_t i = 0; i < file.e_shnum; ++i)
      if (bytes_.c_str() + names + header(i).sh_name == name)
        return {header(i).sh_offset, header(i).sh_size};
    throw std::out_of_range(name);
  }

  std::string bytes_, path_;
};

TEST_F(Where, BrokenDebugInformationChangesNothingOfThePlay) {
  const Damaged program;
  for (const char* section : {".debug_info", ".debug_abbrev", ".debug_line",
                              ".debug_str", ".eh_frame", ".eh_frame_hdr"}) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
      program.write(section, seed);
      const auto play = played("damaged member 8080");
      EXPECT_EQ(play.ended, play::ending::exited) << section << ' ' << seed;
      EXPECT_EQ(call_names(play, "server"),
                "socket bind listen accept recv exit")
          << section << ' ' << seed;
    }
  }
}

}  // namespace
