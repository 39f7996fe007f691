// How the work is divided, and what of it is left out, changes nothing of what
// is found.
#include <cerrno>
#include <ostream>
#include <set>

#include "searches.hpp"

namespace {

struct searched {
  const char* name;
  std::vector<std::string> cast;
  check::options options;
};

void PrintTo(const searched& one, std::ostream* out) {
  *out << one.name;
}

check::options disturbing() {
  check::options options;
  options.kills = true;
  options.errors = {EINTR, ECONNRESET};
  options.shorts = 1;
  return options;
}

check::options writing_short() {
  check::options options;
  options.short_writes = true;
  return options;
}

const searched all[] = {
    {"naive", {"hear 8080 10 10", "say 8080 hello feng"}, {}},
    {"two_clients", {"serve 8080", "ask 8080 ab", "ask 8080 c"}, narrow()},
    {"two_readers", {"two_readers 8080", "say 8080 hello feng"}, {}},
    {"epoll", {"epoll_order 8080 2", "say 8080 a", "say 8080 b"}, {}},
    {"late_epoll",
     {"epoll_if_short 8080 2", "ask_whole 8080 ab", "ask_whole 8080 cd"},
     narrow()},
    {"not_blocking", {"try_again 8080", "say 8080 hello"}, {}},
    {"asking", {"poll_often 8080", "say 8080 hello"}, {}},
    {"written_short", {"hear 8080 10 10", "say 8080 hello"}, writing_short()},
    {"disturbed", {"hear 8080 10", "say 8080 hello"}, disturbing()},
    {"datagrams",
     {"udp_hear 8080 9 9", "udp_say 8080 5", "udp_say 8080 4"},
     {}},
    {"time_limit", {"wait_by 8080 poll 9", "say 8080 hello"}, {}},
    {"forked", {"fork_to_serve 8080", "say 8080 hello"}, {}},
};

class Parts : public SearchTest, public testing::WithParamInterface<searched> {
 protected:
  Parts() {
    options_ = GetParam().options;
    options_.time.reset();
  }
  check::report search_on() const {
    return explored(GetParam().cast, options_);
  }
};

TEST_P(Parts, AreTheSameWhoeverPlaysThem) {
  options_.jobs = 1;
  const check::report alone = search_on();
  EXPECT_TRUE(alone.complete) << alone.stopped_by;
  options_.jobs = 3;
  EXPECT_EQ(text_of(search_on()), text_of(alone));
}

TEST_P(Parts, TogetherComeToTheOutcomesOfTheWhole) {
  const std::vector<std::string> whole = outcomes(search_on());
  std::set<std::string> found;
  options_.shards = 3;
  for (options_.shard = 1; options_.shard <= 3; ++options_.shard) {
    const check::report part = search_on();
    EXPECT_TRUE(part.complete) << part.stopped_by;
    for (const std::string& one : outcomes(part)) found.insert(one);
  }
  EXPECT_THAT(found, testing::ElementsAreArray(whole));
}

TEST_P(Parts, ThatArePrunedLoseNoOutcome) {
  const check::report pruned = search_on();
  options_.prune = false;
  const check::report whole = search_on();
  EXPECT_TRUE(whole.complete) << whole.stopped_by;
  EXPECT_EQ(outcomes(pruned), outcomes(whole));
  EXPECT_LE(pruned.schedules, whole.schedules);
}

// A schedule that is reported is one that can be played by hand.
TEST_P(Parts, AreReportedWithCuesThatLeadThere) {
  const auto cast = cast_of(GetParam().cast);
  const check::report report = search_on();
  for (const check::outcome& one : report.outcomes)
    EXPECT_EQ(replayed(cast, one.cues), text_of(one)) << one.cues;
}

INSTANTIATE_TEST_SUITE_P(, Parts, testing::ValuesIn(all),
                         [](const auto& one) { return one.param.name; });

class Some : public Parts {};

TEST_P(Some, HaveFaultsWhoseCuesLeadThere20Times) {
  const auto cast = cast_of(GetParam().cast);
  const check::report report = search_on();
  ASSERT_THAT(report.faults, testing::Not(testing::IsEmpty()));
  std::set<std::string> seen;
  for (const check::fault& one : report.faults) {
    if (!seen.insert(one.cues).second) continue;
    for (int i = 0; i < 20; ++i)
      ASSERT_EQ(replayed(cast, one.cues),
                text_of(report.outcomes.at(one.outcome)))
          << one.cues;
  }
}

// Where a program may be killed before each call, no call goes before others
// because nobody can tell.
TEST_P(Some, LoseNothingByCallsThatGoFirst) {
  if (GetParam().cast.size() > 2) options_.preemptions = 1;
  const std::vector<std::string> found = outcomes(search_on());
  options_.kills = true;
  const check::report whole = search_on();
  EXPECT_TRUE(whole.complete) << whole.stopped_by;
  std::vector<std::string> undisturbed;
  for (const check::outcome& one : whole.outcomes)
    if (!one.disturbed) undisturbed.push_back(text_of(one));
  EXPECT_THAT(undisturbed, testing::UnorderedElementsAreArray(found));
}

INSTANTIATE_TEST_SUITE_P(, Some, testing::ValuesIn(all, all + 6),
                         [](const auto& one) { return one.param.name; });

class DividedSearch : public SearchTest {
 protected:
  const std::vector<std::string> naive_ = {"hear 8080 10 10",
                                           "say 8080 hello feng"};
};

TEST_F(DividedSearch, HasLessToDoInEachPart) {
  const long whole = explored(naive_).schedules;
  options_.shards = 3;
  for (options_.shard = 1; options_.shard <= 3; ++options_.shard)
    EXPECT_LT(explored(naive_, options_).schedules, whole) << options_.shard;
}

// Each part finds out for itself that the server uses epoll_wait after all.
TEST_F(DividedSearch, StartsAgainWithTheSamePart) {
  const std::vector<std::string> late = {
      "epoll_if_short 8080 2", "ask_whole 8080 ab", "ask_whole 8080 cd"};
  options_ = narrow();
  const std::vector<std::string> whole = outcomes(explored(late, options_));
  std::set<std::string> found;
  options_.shards = 16;  // of one first choice or none
  for (options_.shard = 1; options_.shard <= 16; ++options_.shard)
    for (const std::string& one : outcomes(explored(late, options_)))
      found.insert(one);
  EXPECT_THAT(found, testing::ElementsAreArray(whole));
}

TEST_F(DividedSearch, SavesWorkByPruning) {
  const long pruned = explored(naive_).schedules;
  options_.prune = false;
  EXPECT_GT(explored(naive_, options_).schedules, pruned);
}

}  // namespace
