// What cannot be explored says so: programs that do not do the same twice, and
// casts that cannot be played at all.
#include "searches.hpp"

namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

class Chance : public SearchTest {
 protected:
  // The line that says so; "" if it was explored.
  std::string why_not(const std::vector<std::string>& lines) {
    try {
      explored(lines, options_);
    } catch (const check::cannot_explore& error) {
      EXPECT_THAT(error.what(),
                  AllOf(HasSubstr("cannot be explored: "),
                        HasSubstr("--ignore"), Not(HasSubstr("\n"))));
      return error.what();
    }
    return {};
  }
};

TEST_F(Chance, IsSeenInAProcessNumberThatIsPrinted) {
  EXPECT_THAT(why_not({"hear 8080 10", "tell_pid 8080"}),
              ContainsRegex("client printed something else "
                            "\\(`[0-9]+\\\\n`, then `[0-9]+\\\\n`\\)"));
}

TEST_F(Chance, IsSeenInAClockThatIsPrinted) {
  EXPECT_THAT(why_not({"hear 8080 10", "tell_time 8080"}),
              HasSubstr("client printed something else"));
}

TEST_F(Chance, IsSeenInRandomBytesThatAreSent) {
  EXPECT_THAT(why_not({"hear_patiently 8080 8", "send_random 8080"}),
              HasSubstr("client sent other bytes"));
}

// Its copies would all have the same seed.
TEST_F(Chance, IsSeenWhereItCameBeforeTheFirstCall) {
  EXPECT_THAT(why_not({"hear_patiently 8080 4", "seed_by_time 8080"}),
              HasSubstr("client sent other bytes"));
}

TEST_F(Chance, IsSeenInTheCallsThemselves) {
  EXPECT_THAT(why_not({"hear 8080 10", "dup_by_chance 8080"}),
              ContainsRegex("client called dup2\\(3\\) = [0-9]+, then "
                            "dup2\\(3\\) = [0-9]+"));
}

// By itself it prints the same each time.
TEST_F(Chance, IsSeenWhereOnlySomeSchedulesShowIt) {
  const std::string why = why_not({"roll_if_short 8080 5", "say 8080 hello"});
  EXPECT_THAT(why, HasSubstr("server:recv("));
}

TEST_F(Chance, IsSeenByOneProcessAsBySeveral) {
  for (options_.jobs = 1; options_.jobs <= 3; ++options_.jobs)
    EXPECT_NE(why_not({"hear_patiently 8080 8", "send_random 8080"}), "");
}

TEST_F(Chance, IsNotWhereAddressesArePrinted) {
  EXPECT_EQ(why_not({"hear 8080 10", "tell_addresses 8080"}), "");
}

class Refused : public SearchTest {
 protected:
  std::string why_not(const std::vector<std::string>& lines) {
    try {
      explored(lines, options_);
    } catch (const stage::stage_error& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
      return error.what();
    }
    return {};
  }
};

TEST_F(Refused, IsIoUring) {
  EXPECT_THAT(why_not({"hear 8080 10", "ring"}),
              AllOf(HasSubstr("client"), HasSubstr("io_uring")));
}

TEST_F(Refused, IsAMissingProgram) {
  EXPECT_THAT(why_not({"hear 8080 10", "/nowhere/at/all"}),
              AllOf(HasSubstr("/nowhere/at/all"),
                    HasSubstr("No such file or directory")));
}

TEST_F(Refused, IsAnEmptyCast) {
  EXPECT_THROW(check::search({}, options_), stage::stage_error);
}

}  // namespace
