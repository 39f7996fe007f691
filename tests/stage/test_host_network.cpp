// Where plays can have no network of their own, they use the host's.
#include "plays.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class HostNetwork : public StageTest {
 protected:
  HostNetwork() { options_.network = stage::network::host; }

  stage::options options_;
  const std::string port_ = free_port();
};

TEST_F(HostNetwork, GivesTheSameRecvsWithoutSegmentsAndSaysSo) {
  const auto play =
      play_to("server:listen client:exit server:recv(2)",
              {"hear " + port_ + " 10 10 10", "say " + port_ + " hello feng"},
              options_);
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 7, 0));
  EXPECT_THAT(play.segments("client"), IsEmpty());
  EXPECT_THAT(play.packets, IsEmpty());
  EXPECT_THAT(play.notes,
              ElementsAre(play::reason{play::because::on_the_hosts_network}));
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST_F(HostNetwork, FreelyToo) {
  const auto play =
      play_freely({"serve " + port_, "ask " + port_ + " hello"}, options_);
  EXPECT_EQ(play.at("client").out, "recv: 5 hello\n");
  EXPECT_EQ(play.ended, play::ending::idle);
}

TEST_F(HostNetwork, TellsAPortInUse) {
  const occupied_port taken;
  const auto play = play_to("", {"hear " + taken.number + " 10"}, options_);
  EXPECT_EQ(play.at("server").err, "bind: Address already in use\n");
  EXPECT_EQ(play.at("server").exit, 1);
}

TEST_F(HostNetwork, DatagramsToo) {
  const auto play = play_to(
      "server:bind client:exit server:exit",
      {"udp_hear " + port_ + " 2 64", "udp_say " + port_ + " 5 3"}, options_);
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 3));
}

TEST_F(HostNetwork, EveryoneWaitsThereToo) {
  const auto play =
      play_to("", {"hear " + port_ + " 10", "listen_first " + port_}, options_);
  EXPECT_EQ(play.ended, play::ending::everyone_waits);
}

TEST_F(HostNetwork, OwnOneNeedsNoNote) {
  needs_own_network();
  EXPECT_THAT(play_to("", {"hear 8080 10", "say 8080 x"}).notes, IsEmpty());
}

}  // namespace
