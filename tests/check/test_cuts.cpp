// At which lengths a read is cut.
#include <gmock/gmock.h>

#include <string>

#include "check/schedule/cuts.hpp"

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// A reader that stands before a recv; the bytes came with these sends.
class Cuts : public testing::Test {
 protected:
  void sent(const std::vector<std::string>& sends) {
    play::stream& stream = record_.streams.emplace_back();
    for (const std::string& bytes : sends) {
      stream.sends.push_back({static_cast<std::int64_t>(stream.bytes.size()),
                              static_cast<std::int64_t>(bytes.size()), 1});
      stream.bytes += bytes;
    }
    reader_.available = static_cast<std::int64_t>(stream.bytes.size());
    reader_.call.direction = play::direction::in;
    reader_.call.stream = 0;
    reader_.call.offset = 0;
  }
  std::set<std::int64_t> cuts(int each_length = 0) const {
    return check::cuts_of(reader_, record_, each_length);
  }

  play::record record_;
  stage::actor reader_;
};

TEST_F(Cuts, AreAtOneByteAllButOneAndWhereHeadersEnd) {
  sent({std::string(20, 'x')});
  EXPECT_THAT(cuts(), ElementsAre(1, 2, 4, 8, 19));
  EXPECT_THAT(check::outer_cuts_of(reader_), ElementsAre(1, 19));
}

TEST_F(Cuts, AreNoneOfOneByte) {
  sent({"x"});
  EXPECT_THAT(cuts(), IsEmpty());
  EXPECT_THAT(cuts(16), IsEmpty());
}

TEST_F(Cuts, AreBehindEachCarriageReturnLineFeedAndNul) {
  sent({"0123456789\r\n" + std::string("abc\0def", 7) + "xxxx"});
  EXPECT_THAT(cuts(), ElementsAre(1, 2, 4, 8, 11, 12, 16, 22));
}

TEST_F(Cuts, AreInsideACharacterAndNotBetweenTwo) {
  sent(
      {"0123456789\xe4\xbd\xa0\xe5\xa5\xbd"
       "abcdefgh"});
  EXPECT_THAT(cuts(), ElementsAre(1, 2, 4, 8, 11, 14, 23));
}

TEST_F(Cuts, AreAtTheEndOfEachSendAndBeside) {
  sent({std::string(12, 'a'), std::string(12, 'b')});
  EXPECT_THAT(cuts(), ElementsAre(1, 2, 4, 8, 11, 12, 13, 23));
}

TEST_F(Cuts, KnowWhatWasReadBefore) {
  sent({std::string(12, 'a'), std::string(12, 'b')});
  reader_.call.offset = 10;
  reader_.available = 14;
  EXPECT_THAT(cuts(), ElementsAre(1, 2, 3, 4, 8, 13));
}

TEST_F(Cuts, StayInsideWhatIsAskedFor) {
  sent({"hello\nworld\n"});
  reader_.available = 6;
  EXPECT_THAT(cuts(), ElementsAre(1, 2, 4, 5));
}

TEST_F(Cuts, OfManyLinesAreTheFirstAndTheLast) {
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "x\n";
  sent({lines});
  EXPECT_EQ(cuts().size(), 2 * 12 + 2U);
  EXPECT_THAT(cuts(), Contains(24));
  EXPECT_THAT(cuts(), Contains(1999));
  EXPECT_THAT(cuts(), Not(Contains(1000)));
}

TEST_F(Cuts, AreAtEachLengthWhereThatIsAskedFor) {
  sent({"hello"});
  EXPECT_THAT(cuts(5), ElementsAre(1, 2, 3, 4));
}

TEST_F(Cuts, OfWhatTheRecordDoesNotHaveAreAtTheUsualLengths) {
  sent({std::string(20, '\n')});
  reader_.call.stream = -1;
  EXPECT_THAT(cuts(), ElementsAre(1, 2, 4, 8, 19));
}

TEST_F(Cuts, OfAWriteAreAtOneByteAndAllButOne) {
  reader_.call.direction = play::direction::out;
  reader_.call.asked = 20;
  EXPECT_THAT(cuts(16), ElementsAre(1, 19));
}

}  // namespace
