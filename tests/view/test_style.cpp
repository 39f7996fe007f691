// What holds for every drawing: its width, its characters, its colours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>
#include <string>

#include "play/record.hpp"
#include "ribbon/records.hpp"
#include "view/layout/columns.hpp"
#include "view/view.hpp"

using ::testing::HasSubstr;
using ::testing::Not;
using tests::staged;

namespace {

void end_somehow(play::record& record, std::mt19937& random) {
  record.ended = static_cast<play::ending>(random() % 6);
  record.ended_because = {play::because::reads_an_ended_stream,
                          {"server", "10"}};
  record.waits = {
      {"server", 0, "recv", 4, {play::because::data_from, {"client"}}},
      {"client", 1, "", -1, {}}};
  record.notes = {{play::because::no_own_network,
                   {},
                   {{play::because::no_room_for_descriptors, {"5"}},
                    {play::because::allow_user_namespaces}}}};
}

/// A play at random: any transport, any bytes, any cuts.
play::record random_play(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return random() % n; };
  const auto kind = static_cast<play::transport>(below(5));
  const bool datagrams = play::keeps_boundaries(kind);
  staged play(kind);
  if (below(3) == 0) {
    play.record.programs.push_back({"client2", {}, 7, "", "", "", false});
  }
  if (below(5) == 0) {
    play.record.programs.push_back(
        {"a_very_long_name", {}, 0, "", "", "", true});
  }
  const std::size_t sends = below(30) == 0 ? 300 : 1 + below(12);
  for (std::size_t i = 0; i < sends; ++i) {
    std::string bytes;
    const char* const pieces[] = {"hello", "你好", "\n", "\x01",
                                  "\\",    "界",   "x"};
    for (std::size_t n = below(9) == 0 ? 900 : below(6); n-- > 0;) {
      bytes += pieces[below(std::size(pieces))];
    }
    if (bytes.empty() && !datagrams) bytes = "?";
    play.send(bytes, below(8) != 0);
  }
  const auto total = static_cast<std::int64_t>(play.stream().bytes.size());
  if (datagrams) {
    play.stream().segments.clear();
    for (const play::piece& p : play.stream().sends) {
      if (below(4) == 0) continue;
      const auto most = static_cast<std::size_t>(p.size) + 1;
      play.recv_at(p.offset, below(2) == 0
                                 ? p.size
                                 : static_cast<std::int64_t>(below(most)));
    }
  } else {
    const std::size_t bite = 1 + below(below(2) == 0 ? 3 : 2000);
    for (std::int64_t at = 0; at < total && below(60) != 0;) {
      const std::int64_t size = std::min<std::int64_t>(
          total - at, 1 + static_cast<std::int64_t>(below(bite)));
      play.recv(size);
      at += size;
    }
    for (std::size_t n = below(4); n-- > 0;) play.recv(0);
  }
  for (play::call& c : play.record.calls) {
    if (below(9) == 0) c.forced = static_cast<play::forced>(below(5));
    if (below(20) == 0) c.result.reset();
    if (below(20) == 0) c.result = -1, c.error = 111;
  }
  play.print("server",
             "got \x1b[31m 你好 and a rather long line of words that "
             "has to be wrapped somewhere\nand\n\nmore");
  end_somehow(play.record, random);
  return play.record;
}

bool is_ascii(const std::string& text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\n'; });
}

std::string without_colours(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
    } else {
      plain += text[i];
    }
  }
  return plain;
}

}  // namespace

TEST(Style, NoLineIsEverWiderThanItsWidth) {
  std::mt19937 random(11);
  for (int round = 0; round < 25; ++round) {
    const play::record play = random_play(random);
    for (const int width : {60, 80, 100}) {
      for (const bool utf8 : {true, false}) {
        for (const auto language :
             {view::language::english, view::language::chinese}) {
          const view::style how{width, false, utf8, language};
          std::istringstream lines(view::text(play, how));
          for (std::string line; std::getline(lines, line);) {
            ASSERT_LE(view::columns(line), width)
                << "round " << round << ": " << line;
          }
        }
      }
    }
  }
}

TEST(Style, PlainAsciiHoldsNothingElse) {
  std::mt19937 random(12);
  for (int round = 0; round < 25; ++round) {
    const std::string text = view::text(random_play(random), {.utf8 = false});
    ASSERT_TRUE(is_ascii(text)) << text;
  }
}

TEST(Style, ColoursChangeNothingButColours) {
  std::mt19937 random(13);
  for (int round = 0; round < 25; ++round) {
    const play::record play = random_play(random);
    const std::string plain = view::text(play, {});
    const std::string coloured = view::text(play, {.colour = true});
    ASSERT_THAT(plain, Not(HasSubstr("\x1b")));
    ASSERT_THAT(coloured, HasSubstr("\x1b["));
    ASSERT_EQ(without_colours(coloured), plain);
  }
}

TEST(Style, BytesKeepTheColourOfTheirSendInTheRecvThatHoldsBoth) {
  const std::string text =
      view::ribbons(tests::late_reader(), {.colour = true});
  const std::size_t recv = text.find("#10: 9");
  ASSERT_NE(recv, std::string::npos);
  EXPECT_THAT(text.substr(recv, 60),
              HasSubstr("\x1b[36mhello\x1b[0m\x1b[33mfeng\x1b[0m"));
}
