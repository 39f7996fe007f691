#include "kit/sockets/endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Endpoint, ReadsNumbersAndWritesThemBack) {
  const kit::endpoint four("127.0.0.1", "8080"), six("::1", "80");
  EXPECT_EQ(four.family(), AF_INET);
  EXPECT_EQ(four.size(), sizeof(sockaddr_in));
  EXPECT_EQ(to_string(four), "127.0.0.1:8080");
  EXPECT_EQ(six.family(), AF_INET6);
  EXPECT_EQ(to_string(six), "[::1]:80");
}

TEST(Endpoint, ReadsANameThatThisMachineKnows) {
  const kit::endpoint local("localhost", "8080");
  EXPECT_THAT(to_string(local), testing::AnyOf("127.0.0.1:8080", "[::1]:8080"));
}

TEST(Endpoint, NamesThePortThatIsNone) {
  for (const std::string port : {"", "http", "80x", " 80", "-1", "65536"})
    EXPECT_THAT(
        [&] { kit::endpoint("127.0.0.1", port); },
        ThrowsMessage<std::runtime_error>(
            "port \"" + port + "\": expected a number from 0 to 65535"));
}

TEST(Endpoint, NamesTheHostThatIsNone) {
  EXPECT_THAT(
      [] { kit::endpoint("no such host", "80"); },
      ThrowsMessage<std::runtime_error>(HasSubstr("host \"no such host\": ")));
}

TEST(Endpoint, GivesTheKernelAllItsRoomEveryTime) {
  kit::endpoint from;
  EXPECT_EQ(to_string(from), "(no address)");
  *from.room() = 16;
  EXPECT_EQ(*from.room(), sizeof(sockaddr_storage));
}

}  // namespace
