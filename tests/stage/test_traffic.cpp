// What is known of the traffic between a play's sockets without asking the
// kernel. (tests/stage/test_connections.cpp asks it.)
#include "stage/run/traffic.hpp"

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "play/calls.hpp"

namespace {

using stage::pending_call;
using stage::socket_facts;
using testing::ElementsAre;
using testing::IsEmpty;

struct Traffic : testing::Test {
  std::vector<stage::connection> opened;
  stage::traffic traffic{-1, opened, false};

  static pending_call send(int flags, bool corked = false) {
    pending_call call;
    set_type(call.call, play::call_type_of("send"));
    call.call.flags = flags;
    call.socket.emplace();
    call.socket->family = AF_INET;
    call.socket->type = SOCK_STREAM;
    call.socket->local = "127.0.0.1:50000";
    call.socket->peer = "127.0.0.1:8080";
    call.socket->corked = corked;
    return call;
  }
};

TEST_F(Traffic, OfASocketIsHeldBackFromMsgMoreToTheNextSend) {
  traffic.goes_in(send(MSG_MORE));
  EXPECT_THAT(traffic.corked(), ElementsAre("127.0.0.1:50000>127.0.0.1:8080"));
  traffic.goes_in(send(0));
  EXPECT_THAT(traffic.corked(), IsEmpty());
}

TEST_F(Traffic, OfASocketWithTcpCorkStaysHeldBack) {
  traffic.goes_in(send(MSG_MORE));
  traffic.goes_in(send(0, true));
  EXPECT_THAT(traffic.corked(), testing::SizeIs(1));
}

TEST_F(Traffic, IsAtRestWhereTheKernelCannotBeAsked) {
  traffic.opened({"127.0.0.1:50000", "127.0.0.1:8080"});
  EXPECT_TRUE(traffic.at_rest());
}

TEST_F(Traffic, RemembersAllConnectionsThatThereWere) {
  traffic.opened({"127.0.0.1:50000", "127.0.0.1:8080"});
  EXPECT_THAT(opened,
              ElementsAre(testing::Pair("127.0.0.1:50000", "127.0.0.1:8080")));
}

TEST_F(Traffic, HasServersThatListenOrHaveAnAddressForDatagrams) {
  socket_facts socket;
  socket.family = AF_INET;
  socket.type = SOCK_STREAM;
  socket.cookie = 7;
  EXPECT_FALSE(traffic.anybody_bound());
  traffic.bound(7, false);
  EXPECT_TRUE(traffic.anybody_bound());
  EXPECT_FALSE(traffic.is_server(socket));
  socket.listening = true;
  EXPECT_TRUE(traffic.is_server(socket));
  socket_facts datagrams;
  datagrams.family = AF_INET;
  datagrams.type = SOCK_DGRAM;
  datagrams.cookie = 7;
  EXPECT_TRUE(traffic.is_server(datagrams));
  datagrams.cookie = 8;
  EXPECT_FALSE(traffic.is_server(datagrams));
}

// Nobody knows its port before it has sent.
TEST_F(Traffic, HasNoServerAtAPortOfChanceThatSpeaksFirst) {
  const auto goes = [&](std::string_view name, std::uint64_t cookie) {
    pending_call pending;
    play::set_type(pending.call, *play::find_call_type(name));
    pending.socket.emplace();
    pending.socket->family = AF_INET;
    pending.socket->type = SOCK_DGRAM;
    pending.socket->cookie = cookie;
    traffic.goes_in(pending);
    return traffic.is_server(*pending.socket);
  };
  traffic.bound(7, true);
  EXPECT_FALSE(goes("sendto", 7));
  EXPECT_FALSE(goes("recvfrom", 7));
  traffic.bound(8, true);
  EXPECT_TRUE(goes("recvfrom", 8));
  EXPECT_TRUE(goes("sendto", 8));
}

}  // namespace
