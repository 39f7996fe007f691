// The states seen: a set in memory that processes forked later see as well.
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include <functional>

#include "check/state/visited.hpp"
#include "kit/sockets/unique_fd.hpp"

namespace check {
namespace {

// A child that answers one question when it is asked.
class asked_later {
 public:
  explicit asked_later(const std::function<bool()>& question) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    kit::unique_fd wait(ends[0]);
    go_ = kit::unique_fd(ends[1]);
    child_ = ::fork();
    if (child_ != 0) return;
    go_.reset();
    char byte;
    const bool ended = ::read(wait.get(), &byte, 1) == 0;
    ::_exit(ended && question() ? 1 : 0);
  }
  bool answer() {
    go_.reset();
    int status = 0;
    ::waitpid(child_, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
  }

 private:
  kit::unique_fd go_;
  pid_t child_ = -1;
};

TEST(States, ContainWhatWasAdded) {
  visited seen;
  EXPECT_FALSE(seen.contains(7));
  EXPECT_TRUE(seen.add(7));
  EXPECT_TRUE(seen.contains(7));
  EXPECT_FALSE(seen.contains(8));
  EXPECT_EQ(seen.size(), 1U);
}

TEST(States, CountNothingTwice) {
  visited seen;
  EXPECT_TRUE(seen.add(7));
  EXPECT_FALSE(seen.add(7));
  EXPECT_EQ(seen.size(), 1U);
}

TEST(States, TellApartKeysThatFallOnTheSamePlace) {
  constexpr std::uint64_t apart = std::uint64_t{1} << 23, last = apart - 1;
  visited seen;
  for (const std::uint64_t first : {std::uint64_t{1}, last}) {
    for (std::uint64_t i = 0; i < 4; ++i)
      EXPECT_TRUE(seen.add(first + i * apart));
    for (std::uint64_t i = 0; i < 4; ++i)
      EXPECT_TRUE(seen.contains(first + i * apart));
    EXPECT_FALSE(seen.contains(first + 4 * apart));
  }
  EXPECT_TRUE(seen.contains(1));
  EXPECT_EQ(seen.size(), 8U);
}

TEST(States, TakeTheLargestKey) {
  visited seen;
  EXPECT_TRUE(seen.add(UINT64_MAX));
  EXPECT_TRUE(seen.contains(UINT64_MAX));
}

TEST(States, AreGoneOnceCleared) {
  visited seen;
  seen.add(7);
  seen.clear();
  EXPECT_FALSE(seen.contains(7));
  EXPECT_EQ(seen.size(), 0U);
  EXPECT_TRUE(seen.add(7));
}

TEST(States, ThatAreAddedLaterAreSeenByAChild) {
  visited seen;
  asked_later child([&seen] { return seen.contains(7) && !seen.contains(8); });
  seen.add(7);
  EXPECT_TRUE(child.answer());
}

TEST(States, ThatAreClearedLaterAreGoneForAChildToo) {
  visited seen;
  seen.add(7);
  asked_later child([&seen] { return !seen.contains(7) && seen.contains(8); });
  seen.clear();
  seen.add(8);
  EXPECT_TRUE(child.answer());
}

TEST(States, AreFullAtTheirMostAndStillKnowEachOther) {
  visited seen;
  // Odd, so that no two of the products are the same, and none is 0.
  constexpr std::uint64_t factor = 0x9e3779b97f4a7c15;
  for (std::uint64_t i = 1; i < visited::most; ++i) seen.add(i * factor);
  EXPECT_FALSE(seen.is_full());
  seen.add(visited::most * factor);
  EXPECT_TRUE(seen.is_full());
  EXPECT_EQ(seen.size(), visited::most);
  for (std::uint64_t i = 1; i <= visited::most; i += 1009)
    ASSERT_TRUE(seen.contains(i * factor));
  EXPECT_FALSE(seen.contains((visited::most + 1) * factor));
}

}  // namespace
}  // namespace check
