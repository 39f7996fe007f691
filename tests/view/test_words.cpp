// What the views say, in both languages, and that the glossary says it too.
#include "view/words/vocabulary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "play/record.hpp"
#include "ribbon/records.hpp"
#include "view/view.hpp"
#include "view/words/findings.hpp"

using play::because;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;
using tests::staged;
using view::language;

namespace {

std::vector<std::string> said(const play::record& play, language in) {
  const play::stream& s = play.streams.front();
  return view::narrator(in).sentences(s, ribbon::of(s, play.calls));
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
      ElementsAre("#10 coalesced: one recv holds bytes of 2 sends (#7 and #8), "
                  "the first 3 bytes left over from #7. They crossed in 2 "
                  "segments, so they met in the receive buffer.",
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

TEST(Words, TellWhatIsLeftOverAloneWhereNothingIsCoalesced) {
  staged play;
  play.send("hello").recv(2, 2);
  play.call("server", "send", 4, 3);
  play.recv(3);
  EXPECT_THAT(said(play.record, language::english),
              ElementsAre("#1 split: this send of 5 bytes came out of 2 recvs "
                          "(#2 and #4).",
                          "#4 left over: it begins with 3 bytes of #1."));
  EXPECT_THAT(said(play.record, language::chinese),
              Contains("#4 残留：开头的 3 字节是 #1 剩下的。"));
}

TEST(Words, TheEndOfTheStreamComesLast) {
  staged play;
  play.send("hello").send("feng").recv(2, 2).recv(7).recv(0);
  const auto all = said(play.record, language::english);
  EXPECT_THAT(all.front(), HasSubstr("coalesced"));
  EXPECT_THAT(all.back(), HasSubstr("end of stream"));
}

TEST(Words, ThatNothingHappenedIsSaidOnceInAPlay) {
  staged play;
  play.send("hello").recv(5).recv(0);
  const play::stream& s = play.stream();
  for (const language in : {language::english, language::chinese}) {
    view::narrator tells(in);
    EXPECT_EQ(tells.sentences(s, ribbon::of(s)).size(), 2u);
    EXPECT_THAT(tells.sentences(s, ribbon::of(s)),
                ElementsAre(HasSubstr("#3")));
  }
}

TEST(Words, AreCutShortWhereThereAreMany) {
  staged play;
  for (int i = 0; i < 1000; ++i) play.send("ab");
  for (int i = 0; i < 2000; ++i) play.recv(1, 1);
  const auto all = said(play.record, language::english);
  EXPECT_EQ(all.size(), 4u);
  EXPECT_EQ(all.back(), "... and 997 more like this.");
}

TEST(Words, OfAUnixStreamSayThatThereAreNoSegments) {
  staged play(play::transport::unix_stream);
  play.send("hello", false).send("feng", false).recv(9);
  EXPECT_THAT(
      said(play.record, language::english),
      ElementsAre("#3 coalesced: one recv holds bytes of 2 sends (#1 and #2). "
                  "UNIX sockets have no segments, so they met in the receive "
                  "buffer."));
  EXPECT_THAT(said(play.record, language::chinese),
              ElementsAre("#3 合并（粘包）：一次 recv 取到了 2 次 "
                          "send（#1、#2）的数据。UNIX "
                          "套接字没有报文段，它们是在接收缓冲区里合并的。"));
}

TEST(Words, OfSeqpacketSpeakOfMessagesAndLoseNone) {
  staged play(play::transport::unix_seqpacket);
  play.send("hello", false).send("feng", false).recv_at(0, 2, 2);
  EXPECT_THAT(
      said(play.record, language::english),
      ElementsAre("#3 truncated: the buffer was too small for message #1, 3 "
                  "bytes are gone for good.",
                  "unread: 1 of 2 messages never reached a recv: #2."));
  EXPECT_THAT(said(play.record, language::chinese),
              ElementsAre("#3 截断：缓冲区放不下消息 #1，多出的 3 "
                          "字节就此丢失。",
                          "未读：2 条消息中有 1 条没有被任何 recv 收到：#2。"));
  play.recv_at(5, 4);
  play.stream().recvs.front().size = 5;
  EXPECT_THAT(said(play.record, language::english),
              ElementsAre("Each message came out of one recv, whole."));
  EXPECT_THAT(said(play.record, language::chinese),
              ElementsAre("每条消息都由一次 recv 完整取走。"));
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
  play.waits = {{"server", 0, "recv", 4, {because::data_from, {"client"}}}};
  play.ended_because = {because::zero_bytes_under_way};
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
  play.ended_because = {because::reads_an_ended_stream, {"server", "10"}};
  EXPECT_THAT(view::ending_sentences(play, language::english),
              Contains(StartsWith("server was told 10 times")));
}

TEST(Endings, PutASpaceBetweenChineseAndAName) {
  play::record play = tests::late_reader();
  play.ended = play::ending::everyone_waits;
  for (const play::reason& what :
       {play::reason{because::a_connection}, {because::data_from, {"client"}}})
    play.waits.push_back(
        {.program = "server", .call = "recv", .fd = 4, .what = what});
  EXPECT_THAT(view::ending_sentences(play, language::chinese),
              IsSupersetOf({"server 停在 recv(4)，等待新的连接",
                            "server 停在 recv(4)，等待 client 的数据"}));
}

TEST(Endings, NotesAndReasonsAreChineseInTheChineseView) {
  play::record play = tests::late_reader();
  play.ended = play::ending::bound;
  play.ended_because = {because::too_many_calls, {"5000"}};
  play.notes = {{because::packets_not_recorded, {"3"}}};
  const std::string text = view::text(play, {.language = language::chinese});
  EXPECT_THAT(text, HasSubstr("已有 5000 次调用"));
  EXPECT_THAT(text, HasSubstr("有 3 个数据包来得太快"));
  EXPECT_THAT(text, Not(HasSubstr("packets")));
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
