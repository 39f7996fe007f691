#include <gmock/gmock.h>

#include "kit/framing/bytes.hpp"
#include "kit/hmac.hpp"
#include "scene.hpp"

namespace {

using testing::ElementsAre;

const std::string challenge1 = "challenge 1: made by the server.";
const std::string challenge2 = "challenge 2: made by the server.";
const std::string warning = "nonces from -: not random\n";

/// The 64 bytes with which the right client answers the first challenge.
std::string right_answer() {
  return play_scene("26", "right_key").streams.at(1).bytes.substr(0, 64);
}

/// What the server says of a peer that takes these steps.
play::program said_of(const std::vector<std::string>& steps,
                      const std::string& challenges = challenge1,
                      play::ending ends = play::ending::idle) {
  const std::string port = a_port();
  stage::program peer{"peer", {RAW_PEER, "connect", "127.0.0.1", port}, ""};
  peer.argv.insert(peer.argv.end(), steps.begin(), steps.end());
  stage::in_order schedule;
  const play::record play = stage::perform(
      {{"server",
        {program("26", "server"), "127.0.0.1", port, "--nonces", "-"},
        challenges},
       peer},
      schedule);
  EXPECT_EQ(play.ended, ends) << play.ended_because;
  return play.at("server");
}

void expect_refused(const std::vector<std::string>& steps,
                    const std::string& challenges = challenge1) {
  const play::program server = said_of(steps, challenges);
  EXPECT_EQ(server.out, "client 1: refused\n");
  EXPECT_EQ(server.err, warning);
}

/// What the client says to a server at `host` that takes these steps.
play::record client_at(const std::string& host,
                       const std::vector<std::string>& steps) {
  const std::string port = a_port();
  stage::program peer{"peer", {RAW_PEER, "listen", host, port}, ""};
  peer.argv.insert(peer.argv.end(), steps.begin(), steps.end());
  stage::in_order schedule;
  return stage::perform(
      {peer,
       {"client",
        {program("26", "client"), host, port, "--nonces", "-"},
        "nonce of a client, 32 bytes longhello\nquit\n"}},
      schedule);
}

TEST(ClientAuth, TheRightKeyIsLetIn) {
  const play::record play = play_scene("26", "right_key");
  EXPECT_THAT(play.sends("server"), ElementsAre(32, 32, 5));
  EXPECT_THAT(play.recvs("client"), ElementsAre(32, 32, 5));
  EXPECT_THAT(play.sends("client"), ElementsAre(64, 5));
  EXPECT_THAT(play.recvs("server"), ElementsAre(64, 5, 0));
  EXPECT_EQ(play.at("server").out, "client 1: accepted\nclient 1: left\n");
  EXPECT_EQ(play.at("client").out, "both know the key\nHELLO\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(ClientAuth, WhoKnowsNothingOfTheChallengeTakesItForTheAnswer) {
  const play::record play = play_scene("26", "no_answer");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0));
  EXPECT_EQ(play.at("server").out, "client 1: refused\n");
  EXPECT_EQ(play.at("client").out, "recv -> 32 \"" + challenge1 + "\"\n");
}

TEST(ClientAuth, AnotherKeyIsRefused) {
  const play::record play = play_scene("26", "wrong_key");
  EXPECT_THAT(play.recvs("server"), ElementsAre(64));
  EXPECT_THAT(play.recvs("client"), ElementsAre(32, 0));
  EXPECT_EQ(play.at("server").out, "client 1: refused\n");
  EXPECT_EQ(play.at("client").err,
            warning + "client: expected 32 bytes of proof, the peer left\n");
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST(ClientAuth, AnAnswerThatIsRelayedIsRefused) {
  const play::record play = play_scene("26", "relayed");
  EXPECT_THAT(play.sends("relay"), ElementsAre(32, 64));
  EXPECT_EQ(play.at("server").out, "client 1: refused\n");
  EXPECT_EQ(play.at("relay").out, "refused\n");
  EXPECT_EQ(play.at("client").out, "");
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST(ClientAuth, OnlyTheAddressMakesTheDifferenceToARelay) {
  const std::vector<std::string> asks{challenge1, "recv"};
  const std::string elsewhere =
      client_at("127.0.0.2", asks).streams.at(1).bytes;
  const std::string here = client_at("127.0.0.1", asks).streams.at(1).bytes;
  EXPECT_EQ(here, right_answer());
  EXPECT_EQ(elsewhere.substr(0, 32), here.substr(0, 32));
  EXPECT_NE(elsewhere.substr(32), here.substr(32));
}

TEST(ClientAuth, ASilentClientDelaysNobody) {
  const play::record play = play_scene("26", "silent");
  EXPECT_EQ(play.at("server").out,
            "client 2: accepted\nclient 2: left\nclient 1: refused\n");
  EXPECT_EQ(play.at("client").out, "both know the key\nHELLO\n");
}

TEST(ClientAuth, ASilentClientIsHungUpOnAfterAWhile) {
  expect_refused({"recv", "recv"});  // it would wait for ever
}

TEST(ClientAuth, AnEmptyAnswerIsRefused) {
  expect_refused({});
  expect_refused({"recv"});
  expect_refused({"recv", "\\x00"});
}

TEST(ClientAuth, EachFlippedBitIsRefused) {
  const std::string right = right_answer();
  ASSERT_EQ(right.size(), 64U);
  EXPECT_EQ(said_of({"recv", play::escaped(right), "recv"}).out,
            "client 1: accepted\nclient 1: left\n");
  for (std::size_t i = 0; i < right.size(); ++i) {
    std::string wrong = right;
    wrong[i] = static_cast<char>(wrong[i] ^ 1 << i % 8);
    expect_refused({play::escaped(wrong)});
  }
}

TEST(ClientAuth, AReplayedAnswerIsRefused) {
  expect_refused({play::escaped(right_answer())}, challenge2);
}

TEST(ClientAuth, AChallengeSentBackIsRefused) {
  expect_refused({"recv", challenge1, challenge1});
}

// A false server gives the client its own proof back.
TEST(ClientAuth, TheClientsOwnProofIsNotTheServers) {
  const std::string own = right_answer().substr(32);
  const play::record play =
      client_at("127.0.0.1", {challenge1, "recv", play::escaped(own)});
  EXPECT_EQ(play.at("client").out, "");
  EXPECT_EQ(play.at("client").err,
            warning + "client: this server does not know our key\n");
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST(ClientAuth, WithoutANonceNobodyIsServed) {
  const play::program server = said_of({}, "too short", play::ending::exited);
  EXPECT_EQ(server.out, "");
  EXPECT_EQ(server.err, warning + "server: no more nonces\n");
  EXPECT_EQ(server.exit, 1);
}

// RFC 4231, test case 2.
TEST(Hmac, IsTheRfcs) {
  const kit::mac made =
      kit::hmac_sha256("Jefe", "what do ya want for nothing?");
  EXPECT_EQ(kit::as_text(made),
            std::string("\x5b\xdc\xc1\x46\xbf\x60\x75\x4e\x6a\x04\x24\x26"
                        "\x08\x95\x75\xc7\x5a\x00\x3f\x08\x9d\x27\x39\x83"
                        "\x9d\xec\x58\xb9\x64\xec\x38\x43",
                        32));
}

TEST(Hmac, ComparesSizesToo) {
  const auto same = [](std::string_view one, std::string_view other) {
    return kit::same_in_constant_time(kit::as_bytes(one), kit::as_bytes(other));
  };
  EXPECT_TRUE(same("", ""));
  EXPECT_TRUE(same("abc", "abc"));
  EXPECT_FALSE(same("abc", "abd"));
  EXPECT_FALSE(same("abc", "ab"));
  EXPECT_FALSE(same("", "a"));
}

}  // namespace
