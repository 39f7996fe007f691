// The picture: what can be told of it without eyes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>

#include "play/record.hpp"
#include "ribbon/records.hpp"
#include "view/view.hpp"

using ::testing::HasSubstr;
using ::testing::Not;

namespace {

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos;
       at += what.size()) {
    ++n;
  }
  return n;
}

std::string drawn(const play::record& play,
                  view::language language = view::language::english) {
  return view::svg(play, language);
}

}  // namespace

TEST(Svg, StandsAlone) {
  const std::string svg = drawn(tests::late_reader());
  EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_TRUE(svg.ends_with("</svg>\n"));
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
  EXPECT_THAT(svg, Not(HasSubstr("href")));
  EXPECT_THAT(svg, Not(HasSubstr("@import")));
}

TEST(Svg, HasABoxForEachPieceAndItsSentences) {
  const std::string svg = drawn(tests::late_reader());
  for (const char* label : {"#7: 5", "#8: 4", "#10: 9", "#11: 0"}) {
    EXPECT_THAT(svg, HasSubstr(label));
  }
  EXPECT_THAT(svg, HasSubstr("they met in the receive"));
}

TEST(Svg, ACoalescedRecvHoldsTheColoursOfBothSends) {
  // Each row fills two areas with two tints: sends, segments, and the one recv;
  // between the rows there are two bands of each.
  const std::string svg = drawn(tests::late_reader());
  EXPECT_EQ(count(svg, "fill=\"#bfe3f7\""), 5u);
  EXPECT_EQ(count(svg, "fill=\"#fbdca6\""), 5u);
}

TEST(Svg, HatchesWhatIsTruncatedOrLost) {
  tests::staged play(play::transport::udp);
  play.send("hello").send("world").recv_at(0, 1, 1);
  const std::string svg = drawn(play.record);
  EXPECT_EQ(count(svg, "url(#gone)"), 2u);
  EXPECT_THAT(svg, HasSubstr(">cut 4<"));
  EXPECT_THAT(svg, HasSubstr(">lost 5<"));
  EXPECT_EQ(count(drawn(tests::late_reader()), "url(#gone)"), 0u);
}

TEST(Svg, OfSeqpacketHasMessagesThatAreUnreadAndNotLost) {
  tests::staged play(play::transport::unix_seqpacket);
  play.send("hello", false).send("world", false).recv_at(0, 1, 1);
  std::string svg = drawn(play.record);
  EXPECT_EQ(count(svg, "url(#gone)"), 1u);
  EXPECT_THAT(svg, HasSubstr("unix seqpacket, 2 messages, 10 bytes"));
  EXPECT_THAT(svg, HasSubstr(">unread 5<"));
  for (int i = 0; i < 100; ++i) play.send("more", false);
  svg = drawn(play.record);
  EXPECT_THAT(svg, HasSubstr(" unread …"));
  EXPECT_EQ(count(svg, "lost"), 0u);
}

TEST(Svg, ThatNothingHappenedIsSaidOnce) {
  play::record play = tests::prompt_reader();
  play.streams.push_back(play.streams.front());
  EXPECT_EQ(count(drawn(play), "Each send came out"), 1u);
}

TEST(Svg, EscapesWhatXmlWouldMisread) {
  tests::staged play;
  play.send("<&\"\x01>").recv(5);
  const std::string svg = drawn(play.record);
  EXPECT_THAT(svg, HasSubstr("&lt;&amp;&quot;\\x01&gt;"));
}

TEST(Svg, SpeaksChinese) {
  const std::string svg = drawn(tests::late_reader(), view::language::chinese);
  EXPECT_THAT(svg, HasSubstr("粘包"));
  EXPECT_THAT(svg, HasSubstr("报文段"));
  EXPECT_THAT(svg, HasSubstr("Noto Sans CJK"));
}

TEST(Svg, StaysOnItsPageHoweverLongTheStream) {
  tests::staged play;
  for (int i = 0; i < 500; ++i) play.send("message " + std::to_string(i));
  for (int i = 0; i < 700; ++i) play.recv(7, 7);
  const std::string svg = drawn(play.record);
  EXPECT_LT(svg.size(), 40'000u);
  const std::regex box(
      "<rect x=\"([0-9.]+)\" y=\"[0-9.]+\" width=\"([0-9.]+)\"");
  std::size_t boxes = 0;
  for (std::sregex_iterator i(svg.begin(), svg.end(), box), end; i != end;
       ++i, ++boxes) {
    EXPECT_LE(std::stod((*i)[1]) + std::stod((*i)[2]), 1120 - 36 + 0.1);
    EXPECT_GT(std::stod((*i)[2]), 0);
  }
  EXPECT_GT(boxes, 10u);
}
