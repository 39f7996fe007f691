// The event loop alone with its clients, in real time.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "alone.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "scene.hpp"

namespace {

/// A server that hangs up after `patience` seconds, on a port of its own.
class EventLoopAlone : public testing::Test {
 protected:
  void start(const std::string& patience) {
    server.emplace(stage::program{
        "server", {program("28", "server"), "127.0.0.1", port, patience}, ""});
    ASSERT_TRUE(server->waits_on(std::stoi(port)));
  }
  kit::unique_fd client() const {
    kit::unique_fd fd = kit::connect_to(kit::endpoint("127.0.0.1", port));
    kit::give_up_after(fd.get(), std::chrono::seconds(30));
    return fd;
  }
  /// What the server has said, when it is dismissed.
  std::string said() {
    play::program like;
    like.dismissed = true;
    return server->end_like(like).err;
  }

  const std::string port = std::to_string(free_port());
  std::optional<alone> server;
};

TEST_F(EventLoopAlone, ServesTenThousandOnOneThread) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  const std::size_t many = std::min<std::size_t>(
      10'000, files.rlim_max > 20 ? files.rlim_max - 20 : 1);
  if (many < 10'000)
    std::cout << "only " << many << " of 10000: the limit on open files"
              << std::endl;
  start("60");
  alone crowd(
      {"crowd",
       {program("28", "crowd"), "127.0.0.1", port, std::to_string(many)},
       ""});
  const play::program done = crowd.end_like({});
  EXPECT_EQ(done.out, std::to_string(many) + " connected\n" +
                          std::to_string(many) + " answers are right\n");
  EXPECT_EQ(done.err, "");
  EXPECT_EQ(said(), "");
}

TEST_F(EventLoopAlone, HangsUpOnAHundredSlowOnesAndServesTheNext) {
  start("1");
  std::vector<kit::unique_fd> slow;
  for (int i = 0; i < 100; ++i) {
    slow.push_back(client());
    kit::send_all(slow.back().get(), std::string_view("\0\0\0\5he", 6));
  }
  for (const kit::unique_fd& fd : slow) {
    char byte = 0;
    EXPECT_EQ(::recv(fd.get(), &byte, 1, 0), 0);  // end of stream, in time
  }
  const kit::unique_fd next = client();
  kit::send_all(next.get(), std::string_view("\0\0\0\2hi", 6));
  std::string answer(6, '\0');
  EXPECT_EQ(::recv(next.get(), answer.data(), 6, MSG_WAITALL), 6);
  EXPECT_EQ(answer, std::string("\0\0\0\2HI", 6));
  EXPECT_EQ(lines(said()), 100U);
}

// A byte every tenth of a second: never silent, and never done.
TEST_F(EventLoopAlone, HangsUpOnOneThatSendsAByteNowAndThen) {
  start("1");
  const kit::unique_fd slow = client();
  kit::give_up_after(slow.get(), std::chrono::milliseconds(100));
  kit::send_all(slow.get(), std::string_view("\0\0\xff\xff", 4));
  ssize_t heard = -1;
  for (int bytes = 0; heard == -1 && bytes < 100; ++bytes) {
    ::send(slow.get(), "x", 1, MSG_NOSIGNAL);
    char byte = 0;
    heard = ::recv(slow.get(), &byte, 1, 0);
    if (heard == -1 && errno != EAGAIN) heard = 0;  // a reset: gone as well
  }
  EXPECT_EQ(heard, 0);
  EXPECT_EQ(said(), "server: hung up: too slow\n");
}

// It takes no answer, so after a while nothing is taken from it either.
TEST_F(EventLoopAlone, StoresNoMoreThanItsCapForOneThatNeverReads) {
  start("1");
  const kit::unique_fd greedy = client();
  std::vector<std::byte> frame;
  ASSERT_TRUE(kit::append_frame(kit::length_format{},
                                kit::as_bytes(std::string(65536, 'x')), frame));
  std::size_t sent = 0;
  ssize_t n = 0;
  do {
    n = ::send(greedy.get(), frame.data(), frame.size(), MSG_NOSIGNAL);
    if (n > 0) sent += static_cast<std::size_t>(n);
    if (n > 0 && static_cast<std::size_t>(n) < frame.size()) break;
  } while (n > 0 && sent < std::size_t{1} << 30);
  EXPECT_LT(sent, std::size_t{64} << 20);  // the two kernel buffers, not 1 GiB
  EXPECT_EQ(said(), "server: hung up: too slow\n");
}

}  // namespace
