// What is excused: what to compare of programs whose order is free.
#include <regex>

#include "searches.hpp"

namespace {

using check::compare;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// The server prints whom it has served, in the order in which they came.
const std::vector<std::string> two_clients = {"serve 8080", "ask 8080 a",
                                              "ask 8080 b"};

using Comparing = SearchTest;

TEST_F(Comparing, EverythingFindsWhoCameFirst) {
  const check::report report = explored(two_clients);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(outputs(report, "server"), ElementsAre("a\nb\n", "b\na\n"));
  EXPECT_THAT(faults(report),
              ElementsAre("output differs server: server:listen "
                          "client2:connect"));
}

TEST_F(Comparing, SortedLinesExcusesTheOrder) {
  options_.compare = compare::stdout_sorted;
  const check::report report = explored(two_clients, options_);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(report.outcomes, SizeIs(1));
  EXPECT_THAT(report.faults, IsEmpty());
}

TEST_F(Comparing, SortedLinesStillFindsAMissingOne) {
  options_.compare = compare::stdout_sorted;
  const check::report report =
      explored({"hear 8080 10 10", "say 8080 hello feng"}, options_);
  EXPECT_THAT(faults(report),
              testing::Contains("output differs server: server:listen "
                                "client:send*2"));
}

TEST_F(Comparing, StdoutOnlyExcusesWhatIsOnStderr) {
  const auto cast = cast_of({"hear 8080 10 10", "say 8080 hello feng"});
  EXPECT_THAT(faults(check::search(cast, {})),
              testing::Contains(HasSubstr("output differs client")));
  options_.compare = compare::stdout_only;
  const check::report report = check::search(cast, options_);
  EXPECT_THAT(
      faults(report),
      testing::Not(testing::Contains(HasSubstr("output differs client"))));
  // It exited with another status, and that is not excused.
  EXPECT_THAT(faults(report),
              testing::Contains(HasSubstr("exit differs client")));
}

TEST_F(Comparing, ExitsExcusesAllOutput) {
  options_.compare = compare::exit;
  EXPECT_THAT(explored(two_clients, options_).outcomes, SizeIs(1));
  const check::report report =
      explored({"hear 8080 10 10", "say 8080 hello feng"}, options_);
  EXPECT_THAT(report.outcomes, SizeIs(2));
  EXPECT_THAT(faults(report), ElementsAre(HasSubstr("exit differs client")));
}

TEST_F(Comparing, ExcusesWhatIsIgnored) {
  options_.ignore = {"^[ab]\n", "\n[ab]\n"};
  EXPECT_THAT(explored(two_clients, options_).faults, SizeIs(1));
  options_.ignore = {"[ab]"};
  const check::report report = explored(two_clients, options_);
  EXPECT_THAT(report.outcomes, SizeIs(1));
  // The output itself is shown as it was.
  EXPECT_THAT(outputs(report, "server"), ElementsAre("a\nb\n"));
}

TEST_F(Comparing, ExcusesChanceThatIsOnlyPrinted) {
  options_.ignore = {"[0-9]+\n"};
  const check::report report =
      explored({"hear 8080 10", "tell_pid 8080"}, options_);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(report.faults, IsEmpty());
}

TEST_F(Comparing, RefusesAMalformedExpression) {
  options_.ignore = {"("};
  EXPECT_THROW(explored(two_clients, options_), std::regex_error);
}

}  // namespace
