// What a call is, and what it is in words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <set>
#include <string>

#include "play/address.hpp"
#include "play/record.hpp"

using play::call;
using play::direction;
using play::kind;

namespace {

call named(std::string_view name) {
  call made;
  set_type(made, *play::find_call_type(name));
  return made;
}

}  // namespace

TEST(CallTypes, HaveEachNameOnce) {
  std::set<std::string_view> names;
  for (const play::call_type& type : play::call_types) {
    EXPECT_TRUE(names.insert(type.name).second) << type.name;
    EXPECT_NE(type.kind, kind::none) << type.name;
  }
}

TEST(CallTypes, HaveADirectionWhereTheyMoveBytesAndNowhereElse) {
  for (const play::call_type& type : play::call_types) {
    EXPECT_EQ(type.kind == kind::transfer, type.direction != direction::none)
        << type.name;
  }
}

TEST(CallTypes, OfOneFamilyMoveBytesItsWay) {
  for (const play::call_type& type : play::call_types) {
    if (type.family == play::family::send) {
      EXPECT_EQ(type.direction, direction::out) << type.name;
    }
    if (type.family == play::family::recv) {
      EXPECT_EQ(type.direction, direction::in) << type.name;
    }
  }
}

TEST(CallTypes, AreNotFoundByAnotherName) {
  EXPECT_EQ(play::find_call_type("fcntl"), nullptr);
  EXPECT_EQ(play::find_call_type(""), nullptr);
  EXPECT_EQ(play::find_call_type("readv")->name, "readv");
}

TEST(Cue, MeansItsFamilyOrTheCallOfItsName) {
  EXPECT_TRUE(play::cue_means("send", "writev"));
  EXPECT_TRUE(play::cue_means("send", "sendfile"));
  EXPECT_TRUE(play::cue_means("recv", "readv"));
  EXPECT_TRUE(play::cue_means("readv", "readv"));
  EXPECT_TRUE(play::cue_means("splice", "splice"));
  EXPECT_FALSE(play::cue_means("send", "splice"));
  EXPECT_FALSE(play::cue_means("send", "recv"));
  EXPECT_FALSE(play::cue_means("recv", "accept"));
  EXPECT_EQ(play::cue_for("recvfrom"), "recv");
  EXPECT_EQ(play::cue_for("accept"), "accept");
}

TEST(Call, ThatMovesBytesEitherWaySendsUntilItIsKnownToReceive) {
  call splice = named("splice");
  EXPECT_TRUE(splice.sends());
  splice.direction = direction::in;
  EXPECT_TRUE(splice.receives());
  EXPECT_FALSE(splice.sends());
}

TEST(Call, CameToNothingWhereThereWasNoNews) {
  call recv = named("recv"), poll = named("poll");
  recv.result = 0;
  EXPECT_FALSE(came_to_nothing(recv)) << "an end of stream is news";
  recv.result = -1;
  recv.error = EAGAIN;
  EXPECT_TRUE(came_to_nothing(recv));
  recv.error = ECONNRESET;
  EXPECT_FALSE(came_to_nothing(recv));
  poll.result = 0;
  EXPECT_TRUE(came_to_nothing(poll));
  poll.result.reset();
  EXPECT_FALSE(came_to_nothing(poll));
}

TEST(Detail, IsWhatTheCallWasGiven) {
  call made = named("socket");
  made.socket_type = play::socket_type::datagram;
  EXPECT_EQ(detail_of(made), "SOCK_DGRAM");
  made = named("bind");
  made.address = "127.0.0.1:8080";
  EXPECT_EQ(detail_of(made), "127.0.0.1:8080");
  made = named("listen");
  EXPECT_EQ(detail_of(made), "");
  made.argument = 5;
  EXPECT_EQ(detail_of(made), "5");
  made = named("shutdown");
  made.argument = SHUT_WR;
  EXPECT_EQ(detail_of(made), "SHUT_WR");
  made = named("exit");
  made.argument = 0;
  EXPECT_EQ(detail_of(made), "0");
  made = named("select");
  made.watched = {4, 5};
  EXPECT_EQ(detail_of(made), "4 5");
}

TEST(Detail, HasTheAddressBeforeTheFlags) {
  call sendto = named("sendto");
  sendto.flags = MSG_DONTWAIT | MSG_PEEK;
  EXPECT_EQ(detail_of(sendto), "MSG_PEEK|MSG_DONTWAIT");
  sendto.address = "127.0.0.1:8080";
  EXPECT_EQ(detail_of(sendto), "127.0.0.1:8080, MSG_PEEK|MSG_DONTWAIT");
  sendto.flags = 0;
  EXPECT_EQ(detail_of(sendto), "127.0.0.1:8080");
}

TEST(Events, AreTheirNamesAndWhatTheyReport) {
  EXPECT_EQ(text_of(std::vector<play::event>()), "");
  EXPECT_EQ(play::text_of({{4, POLLIN}, {5, POLLIN | POLLHUP}}),
            "4:POLLIN 5:POLLIN|POLLHUP");
}

TEST(Forced, HasAWordForAllThatAScheduleDoes) {
  EXPECT_EQ(to_string(play::forced::none), "");
  EXPECT_EQ(to_string(play::forced::cut), "cut");
  EXPECT_EQ(to_string(play::forced::failed), "failed");
  EXPECT_EQ(to_string(play::forced::time_is_up), "time is up");
  EXPECT_EQ(to_string(play::forced::skipped), "skipped");
}

TEST(Address, HasAPortOrIsAPath) {
  EXPECT_EQ(play::port_part("127.0.0.1:8080"), ":8080");
  EXPECT_EQ(play::port_part("[::1]:80"), ":80");
  EXPECT_EQ(play::port_part("/run/desk"), "/run/desk");
  EXPECT_EQ(play::port_of("[::1]:80"), 80);
  EXPECT_EQ(play::port_of("@desk"), 0);
  EXPECT_TRUE(play::is_path("/run/desk"));
  EXPECT_FALSE(play::is_path("@desk"));
  EXPECT_FALSE(play::is_path("127.0.0.1:8080"));
}
