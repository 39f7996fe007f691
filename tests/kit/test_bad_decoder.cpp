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
using testing::Not;

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

// The laws about given bytes.

laws::violations in_pieces(fault wrong, std::string_view bytes) {
  constexpr std::size_t sizes[] = {5, 2};
  return laws::pieces_change_nothing(laws::bad_codec(fault::none),
                                     laws::bad_codec(wrong), bytes, 64, sizes);
}

constexpr std::string_view two_frames("\0\0\0\5hello\0\0\0\4feng", 17);

TEST(BadDecoder, IsToldFromAGoodOneByTheSameBytesInPieces) {
  EXPECT_THAT(in_pieces(fault::none, two_frames), IsEmpty());
  for (const fault wrong : {fault::whole_frame_per_recv,
                            fault::forgets_leftover, fault::header_at_once})
    EXPECT_THAT(in_pieces(wrong, two_frames), Not(IsEmpty()));
  EXPECT_THAT(in_pieces(fault::any_end_is_clean, two_frames.substr(0, 12)),
              Not(IsEmpty()));
  EXPECT_THAT(in_pieces(fault::no_limit, std::string("\0\0\1\0hello", 9)),
              Not(IsEmpty()));
}

TEST(BadDecoder, IsCaughtByWhatGoesInAndDoesNotComeOut) {
  const std::vector<std::string> payloads{"hello", "", std::string(64, 'x')};
  const auto broken = [&](fault wrong) {
    return laws::what_goes_in_comes_out(laws::bad_codec(wrong), payloads, 64);
  };
  EXPECT_THAT(broken(fault::none), IsEmpty());
  EXPECT_THAT(broken(fault::limit_off_by_one), Not(IsEmpty()));
  EXPECT_THAT(broken(fault::forgets_leftover), Not(IsEmpty()));
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
