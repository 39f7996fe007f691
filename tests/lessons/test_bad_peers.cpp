// Peers that leave at any byte or follow no protocol: one clear line, exit
// status 1, and no hang; a server goes on with its next client.
#include <gmock/gmock.h>

#include "raw_peers.hpp"
#include "scene.hpp"

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using steps = std::vector<std::string>;

const std::string json =
    R"({"filename": "a.txt", "total_size": 11, "md5": "-"})";

/// A header of lesson 23: the JSON text with its length in front.
std::string described(const std::string& text) {
  const auto size = text.size();
  std::string prefix{static_cast<char>(size & 0xff),
                     static_cast<char>(size >> 8 & 0xff), '\0', '\0'};
  return play::escaped(prefix + text);
}

/// {"a":{"a": ... }}
std::string nested(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += "{\"a\":";
  return text + "{}" + std::string(static_cast<std::size_t>(depth), '}');
}

/// Fails unless the client said this, in one line, and exited with 1.
void expect_complaint(const play::record& play, const std::string& what) {
  EXPECT_EQ(play.at("client").err, "client: " + what + "\n");
  EXPECT_EQ(lines(play.at("client").err), 1U);
  EXPECT_EQ(play.at("client").exit, 1);
  EXPECT_EQ(play.at("client").out, "");
  EXPECT_EQ(play.ended, play::ending::exited) << play.ended_because;
}

/// What a client said to the first `n` bytes of an answer, and nothing more.
play::record cut_answer(const char* lesson, const std::string& answer,
                        std::size_t n) {
  steps what{"recv"};
  if (n > 0) what.push_back(play::escaped(answer.substr(0, n)));
  return against_raw_server(lesson, "client", "date\n", what);
}

TEST(ALeavingServer, IsNamedAtEachByteOfAStructHeaderAndItsData) {
  const std::string answer(
      "\x0b\0\0\0"
      "2017-07-06\n",
      15);
  expect_complaint(cut_answer("22", answer, 0),
                   "expected 4 bytes of header, the peer left");
  for (std::size_t n = 1; n < 4; ++n) {
    expect_complaint(
        cut_answer("22", answer, n),
        "expected 4 bytes of header, the peer left after " + std::to_string(n));
  }
  expect_complaint(cut_answer("22", answer, 4),
                   "expected 11 bytes of answer, the peer left");
  for (std::size_t n = 5; n < 15; ++n) {
    expect_complaint(cut_answer("22", answer, n),
                     "expected 11 bytes of answer, the peer left after " +
                         std::to_string(n - 4));
  }
  EXPECT_EQ(cut_answer("22", answer, 15).at("client").exit, 0);
}

TEST(ALeavingServer, IsNamedAtEachBoundaryOfAJsonHeaderAndItsData) {
  const std::string answer = play::unescaped(described(json)) + "2017-07-06\n";
  const std::size_t header = 4 + json.size();
  const std::string size = std::to_string(json.size());
  expect_complaint(cut_answer("23", answer, 0),
                   "expected 4 bytes of length, the peer left");
  expect_complaint(cut_answer("23", answer, 3),
                   "expected 4 bytes of length, the peer left after 3");
  expect_complaint(cut_answer("23", answer, 4),
                   "expected " + size + " bytes of JSON header, the peer left");
  for (const std::size_t n : {std::size_t{1}, json.size() - 1}) {
    expect_complaint(cut_answer("23", answer, 4 + n),
                     "expected " + size +
                         " bytes of JSON header, the peer "
                         "left after " +
                         std::to_string(n));
  }
  expect_complaint(cut_answer("23", answer, header),
                   "expected 11 bytes of data, the peer left");
  expect_complaint(cut_answer("23", answer, header + 10),
                   "expected 11 bytes of data, the peer left after 10");
  EXPECT_EQ(cut_answer("23", answer, header + 11).at("client").exit, 0);
}

TEST(ALeavingServer, IsNamedAtEachStepOfTheLengthExchange) {
  const auto answer = [](const steps& what) {
    return against_raw_server("20", "client", "date\n", what);
  };
  expect_complaint(answer({"recv"}), "expected a length, the server left");
  // Without hearing "recv_ready", and after it: the same to the client.
  for (const steps& what : {steps{"recv", "11"}, steps{"recv", "11", "recv"}}) {
    expect_complaint(answer(what),
                     "expected 11 bytes of answer, the server left after 0");
  }
  for (std::size_t n = 1; n < 11; ++n) {
    expect_complaint(
        answer({"recv", "11", "recv", std::string("2017-07-06\n", n)}),
        "expected 11 bytes of answer, the server left after " +
            std::to_string(n));
  }
}

TEST(ABadServer, SendsALengthInTextThatIsNone) {
  for (const char* text : {"eleven", "-5", "1000001", "99999999999999999999999",
                           "0x0b", "1e3", "+11", "HTTP/1.1 400 Bad Request"}) {
    expect_complaint(
        against_raw_server("20", "client", "date\n", {"recv", text}),
        "expected a length of 0 to 1000000, got \"" + std::string(text) + '"');
  }
}

TEST(ABadServer, SendsAStructHeaderThatIsNone) {
  const std::string expected =
      "expected a length from 0 to 1048576 (4 bytes, little-endian), got ";
  const auto answer = [](const char* bytes) {
    return against_raw_server("22", "client", "date\n", {"recv", bytes});
  };
  expect_complaint(answer("\\xff\\xff\\xff\\xff"),
                   expected + "-1 (bytes \"\\xff\\xff\\xff\\xff\")");
  expect_complaint(answer("\\x01\\x00\\x10\\x00"),
                   expected + "1048577 (bytes \"\\x01\\x00\\x10\\x00\")");
  expect_complaint(answer("\\xff\\xff\\xff\\x7f"),
                   expected + "2147483647 (bytes \"\\xff\\xff\\xff\\x7f\")");
  EXPECT_THAT(answer("HTTP/1.1 400 Bad Request\\r\\n").at("client").err,
              HasSubstr("looks like an HTTP"));
  EXPECT_THAT(answer("\\x00\\x00\\x00\\x0b").at("client").err,
              HasSubstr("byte order"));
}

TEST(ABadServer, PromisesMoreThanItSends) {
  expect_complaint(against_raw_server("22", "client", "date\n",
                                      {"recv", "\\x00\\x00\\x10\\x002017"}),
                   "expected 1048576 bytes of answer, the peer left after 4");
}

TEST(ABadServer, SendsAJsonHeaderThatIsNone) {
  const auto complaint = [](const std::string& text) {
    const play::record play =
        against_raw_server("23", "client", "date\n", {"recv", described(text)});
    EXPECT_EQ(lines(play.at("client").err), 1U) << play.at("client").err;
    EXPECT_THAT(play.at("client").err, StartsWith("client: expected "));
    EXPECT_EQ(play.at("client").exit, 1);
    EXPECT_EQ(play.at("client").out, "");
    return play.at("client").err;
  };
  EXPECT_THAT(complaint(json.substr(0, 20)), HasSubstr("not JSON"));
  EXPECT_THAT(complaint("[]"), HasSubstr("[]"));
  EXPECT_THAT(complaint(R"({"filename": "a.txt", "total_size": 11})"),
              HasSubstr("md5"));
  EXPECT_THAT(complaint(R"({"filename": "a", "total_size": -1, "md5": "-"})"),
              HasSubstr("-1"));
  EXPECT_THAT(complaint(R"({"filename": "a", "total_size": "1", "md5": "-"})"),
              HasSubstr("total_size"));
  EXPECT_THAT(complaint(nested(100)), HasSubstr("deep"));
  EXPECT_THAT(complaint("{\"filename\": \"\xff\"}"), HasSubstr("JSON"));
}

TEST(ABadServer, SendsALengthOfJsonThatIsNone) {
  for (const char* bytes : {"\\xff\\xff\\xff\\xff", "\\x01\\x10\\x00\\x00",
                            "HTTP/1.1 400 Bad Request\\r\\n"}) {
    const play::record play =
        against_raw_server("23", "client", "date\n", {"recv", bytes});
    EXPECT_THAT(play.at("client").err,
                StartsWith("client: expected a length from 0 to 4096 "));
    EXPECT_EQ(lines(play.at("client").err), 1U);
    EXPECT_EQ(play.at("client").exit, 1);
  }
}

/// A server, after a first client of these steps, still serves the second.
/// Gives what it said about the first.
std::string said_after(const char* lesson, const steps& what) {
  SCOPED_TRACE(lesson);
  const play::record play = against_raw_client(lesson, what);
  EXPECT_THAT(play.at("client").out, HasSubstr("2017-07-06\n"));
  EXPECT_EQ(play.at("client").exit, 0) << play.at("client").err;
  EXPECT_EQ(play.ended, play::ending::idle) << play.ended_because;
  EXPECT_LE(lines(play.at("server").err), 1U) << play.at("server").err;
  return play.at("server").err;
}

TEST(ABadClient, CostsAServerOnlyItsOwnConnection) {
  for (const char* lesson : {"20", "22", "23"}) {
    EXPECT_THAT(said_after(lesson, {}), IsEmpty());  // left at once
    said_after(lesson, {"da"});                      // inside a command
    said_after(lesson, {"date"});                    // without an answer
    said_after(lesson, {"GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n", "recv"});
    said_after(lesson, {"\\x00\\xff\\x00\\xff"});
    said_after(lesson, {std::string(5000, 'x')});
  }
}

TEST(ABadClient, IsNotReadyAndTheServerSaysSo) {
  EXPECT_EQ(said_after("20", {"date", "recv", "not ready!"}),
            "server: hung up: expected \"recv_ready\", got \"not ready!\"\n");
  EXPECT_EQ(said_after("20", {"date", "recv", "recv_"}),
            "server: hung up: expected \"recv_ready\", the client left after "
            "\"recv_\"\n");
}

}  // namespace
