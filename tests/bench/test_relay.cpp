// The relay, between a client and a server that are both this program.
#include "relay.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <cstdint>
#include <future>
#include <string>

#include "child.hpp"
#include "kit/check.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "listener.hpp"

namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

/// client <-> relay, in a process of its own <-> server
class Relayed {
  bench::listener near_, far_;
  bench::child relay_;

 public:
  explicit Relayed(std::chrono::nanoseconds one_way)
      : relay_("relay",
               [&] { bench::relay(near_.fd.get(), far_.at, one_way); }),
        client(kit::connect_to(near_.at)),
        server(
            kit::check(::accept(far_.fd.get(), nullptr, nullptr), "accept")) {}

  /// Returns when the relay has; throws if something was wrong with it.
  void join() { relay_.join(); }

  kit::unique_fd client, server;
};

/// So little that what is sent to it does not go in one piece.
void take_little_at_a_time(const kit::unique_fd& fd) {
  const int bytes = 16 * 1024;
  kit::check(
      ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes),
      "setsockopt");
}

/// No two places within 16 MB look alike.
std::string many_bytes(std::uint32_t count, char first) {
  std::string bytes(1, first);
  for (std::uint32_t i = 0; bytes.size() < count; ++i)
    bytes.append(reinterpret_cast<const char*>(&i), 3);
  return bytes;
}

/// All of it, up to the end of the stream.
std::string all_from(const kit::unique_fd& fd) {
  std::string all, room(64 * 1024, '\0');
  while (const ssize_t n =
             kit::check(::recv(fd.get(), room.data(), room.size(), 0), "recv"))
    all.append(room, 0, static_cast<std::size_t>(n));
  return all;
}

/// Sends it, then no more.
void send_and_end(const kit::unique_fd& fd, const std::string& bytes) {
  kit::send_all(fd.get(), bytes);
  kit::check(::shutdown(fd.get(), SHUT_WR), "shutdown");
}

std::string one_from(const kit::unique_fd& fd) {
  std::string byte;
  kit::recv_exact(fd.get(), 1, byte);
  return byte;
}

// More than it takes at a time, more than it keeps under way, both at once.
TEST(Relay, HandsAllBytesOnInOrderBothWays) {
  const Relayed way(100us);
  take_little_at_a_time(way.client);
  take_little_at_a_time(way.server);
  const std::string there = many_bytes(5'000'000, 'a'),
                    back = many_bytes(4'000'000, 'b');
  const auto start = [](auto work) {
    return std::async(std::launch::async, work);
  };
  auto sent = start([&] { send_and_end(way.client, there); });
  auto sent_back = start([&] { send_and_end(way.server, back); });
  auto came = start([&] { return all_from(way.server); });
  const std::string came_back = all_from(way.client);
  EXPECT_TRUE(came.get() == there);
  EXPECT_TRUE(came_back == back);
}

TEST(Relay, HandsNothingOnBeforeItsTime) {
  const Relayed way(20ms);
  for (int i = 0; i < 3; ++i) {
    const auto begin = clock::now();
    kit::send_all(way.client.get(), "x");
    EXPECT_EQ(one_from(way.server), "x");
    EXPECT_GE(clock::now() - begin, 20ms);
    kit::send_all(way.server.get(), "y");
    EXPECT_EQ(one_from(way.client), "y");
    EXPECT_GE(clock::now() - begin, 40ms);
  }
}

TEST(Relay, HandsAnEndOfStreamOnAndTheOtherWayStaysOpen) {
  Relayed way(20ms);
  const auto begin = clock::now();
  send_and_end(way.client, "that was all");
  EXPECT_EQ(all_from(way.server), "that was all");
  EXPECT_GE(clock::now() - begin, 20ms);
  kit::send_all(way.server.get(), "one");
  EXPECT_EQ(one_from(way.client), "o");
  send_and_end(way.server, " more");
  EXPECT_EQ(all_from(way.client), "ne more");
  way.join();
}

TEST(Relay, EndsWhenBothWaysHaveEnded) {
  Relayed way(0ns);
  way.server.reset();
  EXPECT_EQ(all_from(way.client), "");
  way.client.reset();
  way.join();
}

}  // namespace
