// send_all and recv_exact.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include "kit/check.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/unique_fd.hpp"

namespace {

using kit::received;

struct ends {
  kit::unique_fd here, there;
};

// A connected pair with the smallest buffers that the kernel allows.
ends tiny_pair() {
  int fds[2];
  kit::check(::socketpair(AF_UNIX, SOCK_STREAM, 0, fds), "socketpair");
  const int least = 1;
  for (const int fd : fds)
    for (const int option : {SO_SNDBUF, SO_RCVBUF})
      kit::check(::setsockopt(fd, SOL_SOCKET, option, &least, sizeof least),
                 "setsockopt");
  return {kit::unique_fd(fds[0]), kit::unique_fd(fds[1])};
}

std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i)
    bytes[i] = static_cast<char>(i * 7919 >> 3);
  return bytes;
}

// A thread that reports its id, so that its blocked call can be seen and hit by
// a signal.
class worker {
 public:
  template <class Work>
  explicit worker(Work work)
      : thread_([this, work] {
          id_.store(::gettid());
          id_.notify_one();
          work();
        }) {}
  // Returns once the thread is blocked in this system call, or has ended.
  void wait_until_inside(long call) const {
    id_.wait(0);
    const std::string number = std::to_string(call) + " ";
    std::string line;
    do {
      std::this_thread::yield();
      std::ifstream file("/proc/self/task/" + std::to_string(id_.load()) +
                         "/syscall");
      if (!std::getline(file, line)) return;
    } while (!line.starts_with(number));
  }
  void interrupt() { ::pthread_kill(thread_.native_handle(), SIGUSR1); }
  void join() { thread_.join(); }

 private:
  std::atomic<pid_t> id_{0};
  std::thread thread_;
};

// Without SA_RESTART a signal ends a blocked call: recv with EINTR, send with
// the part that it has sent.
void let_signals_interrupt() {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  kit::check(::sigaction(SIGUSR1, &action, nullptr), "sigaction");
}

TEST(SendAll, SendsMoreThanTheBufferHolds) {
  const ends pair = tiny_pair();
  const std::string bytes = pattern(300'000);
  std::string came;
  worker reader([&] { kit::recv_exact(pair.there.get(), bytes.size(), came); });
  kit::send_all(pair.here.get(), bytes);
  reader.join();
  EXPECT_EQ(came, bytes);
}

TEST(SendAll, SendsTheRestAfterAPartialSend) {
  let_signals_interrupt();
  const ends pair = tiny_pair();
  const std::string bytes = pattern(300'000);
  worker sender([&] { kit::send_all(pair.here.get(), bytes); });
  sender.wait_until_inside(SYS_sendto);
  sender.interrupt();
  std::string came;
  const auto result = kit::recv_exact(pair.there.get(), bytes.size(), came);
  sender.join();
  EXPECT_EQ(result.how, received::complete);
  EXPECT_EQ(came, bytes);
}

TEST(SendAll, NamesAPeerThatIsGoneWithoutASignal) {
  ends pair = tiny_pair();
  pair.there.reset();
  EXPECT_THAT([&] { kit::send_all(pair.here.get(), "hello"); },
              testing::ThrowsMessage<std::system_error>("send: Broken pipe"));
}

TEST(SendAll, OfNothingSendsNothing) {
  ends pair = tiny_pair();
  pair.there.reset();
  EXPECT_NO_THROW(kit::send_all(pair.here.get(), ""));
}

// More pieces than one call may take, some of them empty, into buffers that
// take a few bytes at a time.
TEST(SendAll, SendsPiecesAsIfTheyWereOne) {
  ends pair = tiny_pair();
  const std::string bytes = pattern(100'000);
  std::vector<iovec> pieces;
  for (std::size_t at = 0, i = 0; at < bytes.size(); ++i) {
    const std::size_t size = std::min(i % 7 == 0   ? 9000
                                      : i % 5 == 0 ? 0
                                                   : i % 11,
                                      bytes.size() - at);
    pieces.push_back({const_cast<char*>(bytes.data()) + at, size});
    at += size;
  }
  pieces.insert(pieces.end(), 1100, {const_cast<char*>("!"), 1});
  worker sender([&] { kit::send_all(pair.here.get(), pieces); });
  std::string came;
  EXPECT_EQ(kit::recv_exact(pair.there.get(), bytes.size() + 1100, came).how,
            received::complete);
  sender.join();
  EXPECT_EQ(came, bytes + std::string(1100, '!'));
}

TEST(SendAll, ThrowsWithTheCallsNameForPiecesToAPeerThatIsGone) {
  ends pair = tiny_pair();
  pair.there.reset();
  const iovec piece{const_cast<char*>("hello"), 5};
  EXPECT_THAT(
      [&] { kit::send_all(pair.here.get(), std::span(&piece, 1)); },
      testing::ThrowsMessage<std::system_error>(testing::HasSubstr("sendmsg")));
}

TEST(RecvExact, TakesWhatWasAskedAndLeavesTheRest) {
  const ends pair = tiny_pair();
  kit::send_all(pair.here.get(), "hellofeng");
  std::array<std::byte, 5> room{};
  const auto result = kit::recv_exact(pair.there.get(), room);
  EXPECT_EQ(result.how, received::complete);
  EXPECT_EQ(kit::as_text(room), "hello");
  std::string rest;
  kit::recv_exact(pair.there.get(), 4, rest);
  EXPECT_EQ(rest, "feng");
}

TEST(RecvExact, PutsShortReadsTogether) {
  const ends pair = tiny_pair();
  std::string came;
  worker reader([&] { kit::recv_exact(pair.there.get(), 5, came); });
  for (const char* byte : {"h", "e", "l", "l", "o"}) {
    reader.wait_until_inside(SYS_recvfrom);  // each byte meets a waiting recv
    kit::send_all(pair.here.get(), byte);
  }
  reader.join();
  EXPECT_EQ(came, "hello");
}

TEST(RecvExact, GoesOnAfterASignal) {
  let_signals_interrupt();
  const ends pair = tiny_pair();
  std::string came;
  worker reader([&] { kit::recv_exact(pair.there.get(), 5, came); });
  reader.wait_until_inside(SYS_recvfrom);
  reader.interrupt();
  kit::send_all(pair.here.get(), "hello");
  reader.join();
  EXPECT_EQ(came, "hello");
}

TEST(RecvExact, TellsAnEndBeforeFromAnEndInside) {
  ends pair = tiny_pair();
  kit::send_all(pair.here.get(), "he");
  pair.here.reset();
  std::string came;
  const auto inside = kit::recv_exact(pair.there.get(), 5, came);
  EXPECT_EQ(inside.how, received::end_inside);
  EXPECT_EQ(inside.came, 2u);
  EXPECT_EQ(came, "he");
  EXPECT_EQ(kit::explain(inside, "header"),
            "expected 5 bytes of header, the peer left after 2");
  const auto before = kit::recv_exact(pair.there.get(), 5, came);
  EXPECT_EQ(before.how, received::end_before);
  EXPECT_EQ(kit::explain(before, "header"),
            "expected 5 bytes of header, the peer left");
  EXPECT_EQ(came, "he");
}

TEST(RecvExact, OfNothingIsCompleteAtOnce) {
  const ends pair = tiny_pair();
  std::string came;
  const auto result = kit::recv_exact(pair.there.get(), 0, came);
  EXPECT_EQ(result.how, received::complete);
  EXPECT_EQ(kit::explain(result, "header"), "");
}

TEST(RecvExact, HoldsWhatCameAndNotWhatWasPromised) {
  ends pair = tiny_pair();
  kit::send_all(pair.here.get(), "0123456789");
  pair.here.reset();
  std::string came;
  const auto result =
      kit::recv_exact(pair.there.get(), std::uint64_t{1} << 40, came);
  EXPECT_EQ(result.how, received::end_inside);
  EXPECT_EQ(came, "0123456789");
  EXPECT_LT(came.capacity(), 64u * 1024);
}

}  // namespace
