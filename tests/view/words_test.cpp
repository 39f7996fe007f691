// What the views say, in both languages, and that the glossary says it too.
#include "view/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "play/play.hpp"
#include "ribbon/records.hpp"
#include "view/view.hpp"

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::staged;
using view::language;

namespace {

std::vector<std::string> said(const play::record& play, language in) {
  const play::stream& s = play.streams.front();
  return view::sentences(s, ribbon::of(s, play.calls), in);
}

}  // namespace

TEST(Words, TellTheThreeOutcomesOfLessonEleven) {
  EXPECT_THAT(
      said(tests::late_reader(), language::english),
      ElementsAre("#10 coalesced: one recv holds bytes of 2 sends (#7 and #8). "
                  "They crossed in 2 segments, so they met in the receive "
                  "buffer.",
                  "#11 end of stream: recv returned 0."));
  EXPECT_THAT(said(tests::prompt_reader(), language::english),
              ElementsAre("Each send came out of one recv, this time: a byte "
                          "stream does not promise it."));
  EXPECT_THAT(
      said(tests::small_first_bite(), language::english),
      ElementsAre("#10 left over: it begins with 3 bytes of #7.",
                  "#10 coalesced: one recv holds bytes of 2 sends (#7 and #8). "
                  "They crossed in 2 segments, so they met in the receive "
                  "buffer.",
                  "#7 split: this send of 5 bytes came out of 2 recvs (#9 and "
                  "#10)."));
}

TEST(Words, SayThatOneSegmentIsTheSendersDoing) {
  staged play;
  play.send("a").send("b").segments({2}).recv(2);
  EXPECT_THAT(said(play.record, language::english),
              Contains(HasSubstr("on the sender's side")));
  EXPECT_THAT(said(play.record, language::chinese),
              Contains(HasSubstr("发送方")));
}

TEST(Words, AreCutShortWhereThereAreMany) {
  staged play;
  for (int i = 0; i < 1000; ++i) play.send("ab");
  for (int i = 0; i < 2000; ++i) play.recv(1, 1);
  const auto all = said(play.record, language::english);
  EXPECT_EQ(all.size(), 4u);
  EXPECT_EQ(all.back(), "... and 997 more like this.");
}

TEST(Words, EveryFactIsTheGlossarysTermInBothLanguages) {
  std::ifstream file(GLOSSARY);
  const std::string glossary{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(glossary.empty()) << GLOSSARY;

  staged stream;
  stream.send("hello").send("feng").send("more").recv(2, 2).recv(7).recv(2, 2);
  staged datagrams(play::transport::udp);
  datagrams.send("hello").send("world").recv_at(0, 1, 1);
  std::string english, chinese;
  for (const play::record& play :
       {stream.record, datagrams.record, tests::late_reader()}) {
    for (const auto& s : said(play, language::english)) english += s;
    for (const auto& s : said(play, language::chinese)) chinese += s;
  }
  const std::pair<std::string, std::string> terms[] = {
      {"coalesced", "合并"},
      {"split", "拆分"},
      {"left over", "残留"},
      {"truncated", "截断"},
      {"lost", "丢失"},
      {"unread", "未读"},
      {"end of stream", "流结束"},
      {"segment", "报文段"},
      {"datagram", "数据报"},
      {"receive buffer", "接收缓冲区"}};
  for (const auto& [en, zh] : terms) {
    EXPECT_THAT(english, HasSubstr(en));
    EXPECT_THAT(chinese, HasSubstr(zh));
    EXPECT_THAT(glossary, HasSubstr("| " + en + " | " + zh + " |"));
  }
}

TEST(Endings, SayWhoWaitsForWhat) {
  play::record play = tests::late_reader();
  play.ended = play::ending::everyone_waits;
  play.ended_because = "server waits for data from client in recv(4)";
  play.waits = {{"server", 0, "recv", 4, "data from client"}};
  EXPECT_THAT(
      view::ending_sentences(play, language::english),
      ElementsAre("Everyone waits: nobody can go on, 0 bytes are under way.",
                  "server waits in recv(4): for data from client"));
  EXPECT_THAT(view::ending_sentences(play, language::chinese),
              Contains(HasSubstr("client 的数据")));
}

TEST(Endings, GiveTheReasonWhereNobodyWaits) {
  play::record play = tests::late_reader();
  play.ended = play::ending::spinning;
  play.ended_because = "server was told 10 times";
  EXPECT_THAT(view::ending_sentences(play, language::english),
              Contains("server was told 10 times"));
}

TEST(Endings, NameTheExitStatusesThatAreNotZero) {
  play::record play = tests::late_reader();
  play.programs[0].exit = 3;
  play.programs[1].exit.reset();
  play.programs[1].signal = "SIGPIPE";
  const auto all = view::ending_sentences(play, language::english);
  EXPECT_THAT(all, Contains("server exited with status 3."));
  EXPECT_THAT(all, Contains("client was ended by SIGPIPE."));
  EXPECT_EQ(
      view::ending_sentences(tests::late_reader(), language::english).size(),
      1u);
}

TEST(Endings, EveryOneHasWordsInBothLanguages) {
  for (int i = 0; i < 6; ++i) {
    play::record play;
    play.ended = static_cast<play::ending>(i);
    const auto english = view::ending_sentences(play, language::english);
    const auto chinese = view::ending_sentences(play, language::chinese);
    EXPECT_FALSE(english.at(0).empty());
    EXPECT_FALSE(chinese.at(0).empty());
    EXPECT_NE(english, chinese);
  }
}
