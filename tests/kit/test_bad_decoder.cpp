// The laws themselves on trial: a bad decoder breaks the law that is there for
// its fault, and the same decoder without a fault breaks none.
#include "bad_decoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using laws::fault;
using laws::line_fault;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> broken_laws(const laws::codec& codec) {
  std::vector<std::string> names;
  for (const laws::law& law : laws::all())
    if (!law.check(codec).empty()) names.emplace_back(law.name);
  return names;
}

std::vector<std::string> broken_laws(fault wrong) {
  return broken_laws(laws::bad_codec(wrong));
}

std::vector<std::string> broken_laws(line_fault wrong) {
  return broken_laws(laws::bad_line_codec(wrong));
}

TEST(BadDecoder, WithoutItsFaultBreaksNoLaw) {
  EXPECT_THAT(broken_laws(fault::none), IsEmpty());
}

TEST(BadDecoder, ThatTakesEachRecvForAFrameIsCaught) {
  EXPECT_THAT(broken_laws(fault::whole_frame_per_recv),
              testing::Contains("EverySplitGivesTheSameMessages"));
}

TEST(BadDecoder, ThatForgetsLeftoverBytesIsCaught) {
  EXPECT_THAT(broken_laws(fault::forgets_leftover),
              testing::Contains("EverySplitGivesTheSameMessages"));
}

TEST(BadDecoder, ThatWantsItsHeaderAtOnceIsCaught) {
  EXPECT_THAT(broken_laws(fault::header_at_once),
              testing::Contains("EverySplitGivesTheSameMessages"));
}

TEST(BadDecoder, ThatTakesAnyEndForACleanOneIsCaught) {
  EXPECT_THAT(broken_laws(fault::any_end_is_clean),
              ElementsAre("EveryEndIsToldApart"));
}

TEST(BadDecoder, ThatRefusesTheLongestPayloadIsCaught) {
  EXPECT_THAT(broken_laws(fault::limit_off_by_one),
              testing::Contains("EmptyAndLongestPass"));
}

TEST(BadDecoder, WithoutALimitIsCaught) {
  EXPECT_THAT(
      broken_laws(fault::no_limit),
      ElementsAre("OneByteTooManyIsRefused", "ARefusedFrameEndsTheStream"));
}

TEST(BadDecoder, ThatJudgesAfterThePayloadIsCaught) {
  EXPECT_THAT(broken_laws(fault::judges_late),
              ElementsAre("OneByteTooManyIsRefused"));
}

TEST(BadDecoder, ThatGoesOnAfterARefusedFrameIsCaught) {
  EXPECT_THAT(broken_laws(fault::goes_on),
              testing::Contains("ARefusedFrameEndsTheStream"));
}

TEST(BadDecoder, ThatReservesWhatAHeaderClaimsIsCaught) {
  EXPECT_THAT(broken_laws(fault::trusts_the_length),
              ElementsAre("MemoryFollowsBytesReceived"));
}

TEST(BadDecoder, ThatKeepsWhatItHandedOutIsCaught) {
  EXPECT_THAT(broken_laws(fault::never_forgets),
              ElementsAre("MemoryFollowsBytesReceived"));
}

TEST(BadLineDecoder, WithoutItsFaultBreaksNoLaw) {
  EXPECT_THAT(broken_laws(line_fault::none), IsEmpty());
}

TEST(BadLineDecoder, ThatSearchesEachRecvAloneIsCaught) {
  EXPECT_THAT(broken_laws(line_fault::searches_each_recv),
              testing::Contains("EverySplitGivesTheSameMessages"));
}

TEST(BadLineDecoder, ThatTakesHalfADelimiterForAllOfItIsCaught) {
  EXPECT_THAT(broken_laws(line_fault::takes_cr_for_all),
              testing::Contains("EverySplitGivesTheSameMessages"));
}

TEST(BadLineDecoder, ThatTakesAnyEndForACleanOneIsCaught) {
  EXPECT_THAT(broken_laws(line_fault::any_end_is_clean),
              ElementsAre("EveryEndIsToldApart"));
}

TEST(BadLineDecoder, ThatWaitsForTheEndOfALineThatIsTooLongIsCaught) {
  EXPECT_THAT(broken_laws(line_fault::waits_for_the_end),
              testing::Contains("OneByteTooManyIsRefused"));
}

TEST(BadLineDecoder, ThatRefusesTheLongestLineBeforeItsEndIsCaught) {
  EXPECT_THAT(broken_laws(line_fault::counts_delimiter),
              ElementsAre("OneByteTooManyIsRefused"));
}

TEST(BadLineDecoder, ThatGoesOnAfterALineThatWasTooLongIsCaught) {
  EXPECT_THAT(broken_laws(line_fault::goes_on),
              testing::Contains("ARefusedFrameEndsTheStream"));
}

}  // namespace
