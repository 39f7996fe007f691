// The contract "sticky.play" version 1, as docs/play.md describes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"
#include "ribbon/records.hpp"

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace {

using json = nlohmann::ordered_json;

std::vector<std::string> keys(const json& object) {
  std::vector<std::string> names;
  for (const auto& [key, value] : object.items()) names.push_back(key);
  return names;
}

json of(const play::record& play) {
  return json::parse(play::to_json(play));
}

}  // namespace

TEST(PlayJson, HasTheDocumentedFieldsInTheirOrder) {
  play::record play = tests::late_reader();
  play.waits.push_back(
      {"server", 0, "recv", 4, {play::because::data_from, {"client"}}});
  const json top = of(play);
  EXPECT_THAT(keys(top),
              ElementsAre("format", "version", "programs", "calls", "streams",
                          "prints", "waiting", "ended", "because", "notes"));
  EXPECT_THAT(keys(top["programs"][0]),
              ElementsAre("name", "argv", "exit", "signal", "stdout", "stderr",
                          "dismissed"));
  EXPECT_THAT(
      keys(top["calls"][0]),
      ElementsAre("n", "program", "task", "call", "fd", "asked", "result",
                  "errno", "detail", "events", "forced", "stream", "offset"));
  EXPECT_THAT(keys(top["streams"][0]),
              ElementsAre("kind", "from", "to", "from_address", "to_address",
                          "data", "sends", "segments", "recvs", "pieces"));
  EXPECT_THAT(keys(top["prints"][0]),
              ElementsAre("program", "to", "after", "text"));
  EXPECT_THAT(keys(top["waiting"][0]),
              ElementsAre("program", "task", "call", "fd", "what"));
}

TEST(PlayJson, TellsWhereACallWasMadeIfThatIsKnown) {
  play::record play = tests::late_reader();
  play.waits.push_back({"server", 0, "accept", 3, {}});
  const std::string without = play::to_json(play);
  const std::vector<play::source> where{{"server.cpp", 58, "read_header"},
                                        {"", 0, "main"}};
  play.calls[1].where = where;
  play.waits[0].where = where;
  const json top = of(play);
  EXPECT_EQ(keys(top["calls"][1]).back(), "where");
  EXPECT_EQ(top["calls"][1]["where"].dump(),
            R"([{"file":"server.cpp","line":58,"function":"read_header"},)"
            R"({"file":null,"line":null,"function":"main"}])");
  EXPECT_EQ(top["waiting"][0]["where"], top["calls"][1]["where"]);
  EXPECT_FALSE(top["calls"][0].contains("where"));
  EXPECT_EQ(top["version"], 1);
  play.calls[1].where.clear();
  play.waits[0].where.clear();
  EXPECT_EQ(play::to_json(play), without);
}

TEST(PlayJson, TellsLessonElevenAsNumbers) {
  const json top = of(tests::late_reader());
  EXPECT_EQ(top["format"], "sticky.play");
  EXPECT_EQ(top["version"], 1);
  EXPECT_EQ(top["ended"], "exited");
  const json& stream = top["streams"][0];
  EXPECT_EQ(stream["kind"], "tcp");
  EXPECT_EQ(stream["data"], "hellofeng");
  EXPECT_EQ(stream["sends"], json({5, 4}));
  EXPECT_EQ(stream["segments"], json({5, 4}));
  EXPECT_EQ(stream["recvs"], json({9, 0}));
  EXPECT_EQ(stream["pieces"]["sends"][1],
            json({{"offset", 5}, {"size", 4}, {"call", 8}}));
}

TEST(PlayJson, SaysNullWhereThereIsNothingToSay) {
  tests::staged staged;
  staged.call("client", "connect", 3, -1, "127.0.0.1:8080");
  staged.record.calls.back().error = 111;
  play::call inside;
  inside.n = 2;
  staged.record.calls.push_back(inside);
  staged.record.programs[0].exit.reset();
  staged.record.programs[0].signal = "SIGSEGV";
  const json top = of(staged.record);
  EXPECT_EQ(top["calls"][0]["errno"], "ECONNREFUSED");
  EXPECT_EQ(top["calls"][0]["result"], -1);
  EXPECT_TRUE(top["calls"][0]["stream"].is_null());
  EXPECT_TRUE(top["calls"][1]["errno"].is_null());
  EXPECT_TRUE(top["calls"][1]["result"].is_null());
  EXPECT_TRUE(top["programs"][0]["exit"].is_null());
  EXPECT_EQ(top["programs"][0]["signal"], "SIGSEGV");
  EXPECT_EQ(top["programs"][1]["exit"], 0);
  EXPECT_TRUE(top["programs"][1]["signal"].is_null());
}

TEST(PlayJson, IsValidUtf8WhateverThePrograms) {
  play::record play = tests::late_reader();
  play.programs[0].out = "caf\xe9";
  play.programs[0].argv = {"\xff"};
  play.streams[0].bytes = "\xff\x01 f feng";
  const json top = of(play);  // throws on bytes that are not UTF-8
  EXPECT_EQ(top["programs"][0]["stdout"], "caf\ufffd");
  EXPECT_EQ(top["streams"][0]["data"], "\\xff\\x01 f feng");
}

TEST(PlayJson, HasOneLineForEachCallAndANewlineAtTheEnd) {
  const std::string text = play::to_json(tests::late_reader());
  EXPECT_THAT(text, HasSubstr("\n    {\"n\":1,\"program\":\"server\""));
  EXPECT_TRUE(text.ends_with("}\n"));
  EXPECT_TRUE(json::accept(play::to_json({})));
}

// A long text is written piece by piece, and no character is cut: each byte of
// the text stands once where a piece ends.
TEST(PlayJson, IsTheSameTextInWhateverPiecesItIsWritten) {
  const std::string some =
      "caf\u00e9 \u7c98\u5305 \U0001F600 \\ \" \n\t\x01\x7f" +
      std::string("\0", 1) + "\xff\xc3 \xe4\xb8 \xf0\x9f\x98 \xf0\x9f " +
      std::string(9, '\x80') + "\xed\xa0\x80 \xc0\xaf";
  for (std::size_t shift = 0; shift < some.size(); ++shift) {
    std::string bytes(shift, 'x');
    while (bytes.size() < 40'000) bytes += some;
    play::record play = tests::late_reader();
    play.programs[0].out = play.prints[0].text = play.streams[0].bytes = bytes;
    const auto quoted = [](const std::string& text) {
      return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
    };
    const std::string text = play::to_json(play);
    EXPECT_NE(text.find("\"stdout\":" + quoted(bytes) + ","), text.npos);
    EXPECT_NE(text.find("\"text\":" + quoted(bytes) + "}"), text.npos);
    EXPECT_NE(text.find("\"data\":" + quoted(play::escaped(bytes)) + ","),
              text.npos);
  }
}

TEST(PlayJson, NeedsNeverBeThereAsAWhole) {
  play::record play = tests::late_reader();
  play.streams[0].bytes = std::string(1 << 20, '\xff');
  std::size_t longest = 0;
  std::string all;
  play::write_json(play, [&](std::string_view piece) {
    longest = std::max(longest, piece.size());
    all += piece;
  });
  EXPECT_LT(longest, std::size_t{256} << 10);
  EXPECT_EQ(all, play::to_json(play));
}

TEST(PlayJson, HasItsFieldsAndItemsOnALineEach) {
  EXPECT_EQ(play::to_json({}), R"({
  "format": "sticky.play",
  "version": 1,
  "programs": [],
  "calls": [],
  "streams": [],
  "prints": [],
  "waiting": [],
  "ended": "exited",
  "because": "",
  "notes": []
}
)");
}
