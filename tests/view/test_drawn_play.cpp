// A failed test draws its play.
#include "drawn_play.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ribbon/records.hpp"

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

/// What is printed when a part of a test about that play comes out so.
std::string printed(testing::TestPartResult::Type how) {
  tests::drawing_failures drawing;
  drawing.now_about(tests::late_reader());
  testing::internal::CaptureStdout();
  drawing.OnTestPartResult({how, "test.cpp", 1, "why"});
  drawing.OnTestPartResult({how, "test.cpp", 2, "why"});
  return testing::internal::GetCapturedStdout();
}

}  // namespace

TEST(DrawnPlay, IsTheDrawing) {
  EXPECT_THAT(testing::PrintToString(tests::late_reader()),
              AllOf(HasSubstr("send(3, \"hello\") = 5"),
                    HasSubstr("recv(4, 10) = 9 \"hellofeng\"")));
}

TEST(DrawnPlay, IsPrintedOnceWhereItsTestFails) {
  const std::string text = printed(testing::TestPartResult::kNonFatalFailure);
  EXPECT_THAT(text, HasSubstr("recv(4, 10) = 9 \"hellofeng\""));
  EXPECT_EQ(text.find("The play:"), text.rfind("The play:"));
}

TEST(DrawnPlay, IsNotPrintedWhereItsTestPasses) {
  EXPECT_THAT(printed(testing::TestPartResult::kSuccess), IsEmpty());
}
