// A session's programs are copied from where they stand before their first
// socket call, if they share nothing with their copies but memory. Either way
// they do the same.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "plays.hpp"

namespace {

using testing::Each;

// Counts how often a program was started: each start adds to a file.
class Copies : public StageTest {
 protected:
  void SetUp() override {
    std::string name =
        (std::filesystem::temp_directory_path() / "copies_XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    StageTest::SetUp();
    if (!IsSkipped()) needs_own_network();
  }
  void TearDown() override {
    StageTest::TearDown();
    std::filesystem::remove_all(folder_);
  }

  stage::program holding(const std::string& what,
                         const std::string& input = {}) const {
    return cast_as("client", "hold " + what + " " + file() + " 8080", input);
  }
  std::string file() const { return folder_ / "starts"; }
  std::uintmax_t starts() const { return std::filesystem::file_size(file()); }

  // What the server heard of it in each of three plays of one session.
  std::vector<std::string> heard(const stage::program& client,
                                 bool copies = true) {
    stage::options options;
    options.copies = copies;
    stage::session session({cast_as("server", "hear 8080 16"), client},
                           options);
    std::vector<std::string> all;
    for (int i = 0; i < 3; ++i) {
      stage::cues schedule("server:listen client:exit");
      const play::record play = session.perform(schedule);
      EXPECT_EQ(play.ended, play::ending::exited) << play.ended_because;
      EXPECT_EQ(play.at("client").exit, 0);
      all.push_back(play.at("server").out);
    }
    return all;
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(Copies, SaveTheStartOfEachFurtherPlay) {
  EXPECT_THAT(heard(holding("nothing")), Each("recv: 4 sent\n"));
  EXPECT_EQ(starts(), 1U);
}

TEST_F(Copies, AreNotMadeWhereTheyAreNotWanted) {
  EXPECT_THAT(heard(holding("nothing"), false), Each("recv: 4 sent\n"));
  EXPECT_EQ(starts(), 3U);
}

TEST_F(Copies, AreNotMadeForASinglePlay) {
  for (int i = 0; i < 2; ++i) {
    stage::in_order schedule;
    stage::perform({holding("nothing"), cast_as("server", "hear 8080 16")},
                   schedule);
  }
  EXPECT_EQ(starts(), 2U);
}

TEST_F(Copies, ReadOnFromWhereTheOriginalWasInAFile) {
  EXPECT_THAT(heard(holding("reader")), Each("recv: 3 ELF\n"));
  EXPECT_EQ(starts(), 1U);
}

TEST_F(Copies, ReadOnFromWhereTheOriginalWasInItsInput) {
  EXPECT_THAT(heard(holding("input", "ask hello")), Each("recv: 5 hello\n"));
  EXPECT_EQ(starts(), 1U);
}

class NoCopies
    : public Copies,
      public testing::WithParamInterface<std::pair<const char*, const char*>> {
};

// A sleep is in the record: it comes before the first socket call.
TEST_P(NoCopies, AreMadeOfAProgramThatHoldsOrDid) {
  const auto& [what, sent] = GetParam();
  EXPECT_THAT(heard(holding(what)), Each(sent));
  EXPECT_EQ(starts(), 3U);
}

INSTANTIATE_TEST_SUITE_P(, NoCopies,
                         testing::Values(std::pair{"pipe", "recv: 4 held\n"},
                                         std::pair{"file", "recv: 1 2\n"},
                                         std::pair{"shared", "recv: 1 1\n"},
                                         std::pair{"thread", "recv: 4 sent\n"},
                                         std::pair{"sleep", "recv: 4 sent\n"}),
                         [](const auto& one) {
                           return std::string(one.param.first);
                         });

TEST_F(Copies, PrintOnceWhatTheOriginalPrinted) {
  stage::session session(cast_of({"hear 8080 10", "before_and_after 8080"}));
  for (int i = 0; i < 3; ++i) {
    stage::in_order schedule;
    const play::record play = session.perform(schedule);
    EXPECT_EQ(play.at("client").out, "out before\nfirst child\nout after\n");
    EXPECT_EQ(play.at("client").err, "err before\nerr after\n");
    EXPECT_EQ(play.at("server").out, "recv: 5 hello\n");
    ASSERT_GE(play.prints.size(), 2U);
    EXPECT_EQ(play.prints[0].after, 0);
    EXPECT_EQ(play.prints[1].after, 0);
  }
}

TEST_F(Copies, NumberTheirChildrenOnFromTheOriginals) {
  for (const bool copies : {true, false}) {
    stage::options options;
    options.copies = copies;
    stage::session session(cast_of({"hear 8080 10", "before_and_after 8080"}),
                           options);
    for (int i = 0; i < 3; ++i) {
      stage::in_order schedule;
      const play::record play = session.perform(schedule);
      std::vector<int> senders;
      for (const play::call& one : play.calls)
        if (one.name == "send") senders.push_back(one.task);
      EXPECT_THAT(senders, testing::ElementsAre(2));
    }
  }
}

TEST_F(Copies, AreLetGoInAnyOrder) {
  stage::session session({holding("nothing"), cast_as("server", "hear 8080 9"),
                          cast_as("other", "hear 8081 9")});
  for (const char* const line :
       {"server:listen client:send", "other:listen server:listen client:send",
        "server:listen other:listen client:exit server:exit"}) {
    stage::cues schedule(line);
    EXPECT_EQ(session.perform(schedule).at("server").out, "recv: 4 sent\n");
  }
  EXPECT_EQ(starts(), 1U);
}

// They are in a session and a group of their own: Ctrl-C is for the stage.
TEST_F(Copies, AreProcessesLikeOthers) {
  stage::session session(cast_of({"hear 8080 10", "say 8080 hello"}));
  for (int i = 0; i < 3; ++i) {
    std::set<pid_t> groups;
    script schedule([&groups](const stage::situation& now) {
      for (const leftover& one : processes_of_this_test())
        groups.insert(::getpgid(one.pid));
      return stage::in_order().next(now);
    });
    session.perform(schedule);
    EXPECT_GE(groups.size(), 2U);
    EXPECT_FALSE(groups.contains(::getpgid(0)));
  }
}

}  // namespace
