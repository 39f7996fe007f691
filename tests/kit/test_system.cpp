// check, unique_fd and tcp.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>

#include "kit/check.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/tcp.hpp"
#include "kit/sockets/unique_fd.hpp"

namespace {

using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

bool is_open(int fd) {
  return ::fcntl(fd, F_GETFD) != -1;
}

std::array<kit::unique_fd, 2> pipe_ends() {
  int ends[2];
  kit::check(::pipe(ends), "pipe");
  return {kit::unique_fd(ends[0]), kit::unique_fd(ends[1])};
}

kit::endpoint address_of(int fd) {
  kit::endpoint place;
  kit::check(::getsockname(fd, place.address(), place.room()), "getsockname");
  return place;
}

TEST(Check, ReturnsWhatTheCallReturned) {
  EXPECT_EQ(kit::check(0, "call"), 0);
  EXPECT_EQ(kit::check(ssize_t{5}, "call"), 5);
}

TEST(Check, NamesTheCallThatFailedAndItsErrno) {
  try {
    kit::check(::close(-1), "close");
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::bad_file_descriptor);
    EXPECT_STREQ(error.what(), "close: Bad file descriptor");
  }
}

TEST(Check, SaysOfATimeoutThatTheCallWaited) {
  EXPECT_THAT(
      [] {
        errno = EAGAIN;
        kit::check(-1, "recv");
      },
      ThrowsMessage<std::system_error>(StartsWith("recv waited in vain: ")));
}

TEST(UniqueFd, ClosesWhatItOwns) {
  int fd = -1;
  {
    const auto ends = pipe_ends();
    fd = ends[0].get();
    EXPECT_TRUE(is_open(fd));
  }
  EXPECT_FALSE(is_open(fd));
}

TEST(UniqueFd, MovesItsOwnershipAndClosesWhatItReplaces) {
  auto [first, second] = pipe_ends();
  const int one = first.get(), two = second.get();
  first = std::move(second);
  EXPECT_FALSE(is_open(one));
  EXPECT_EQ(first.get(), two);
  EXPECT_FALSE(second);
  const kit::unique_fd third(std::move(first));
  EXPECT_TRUE(is_open(third.get()));
  EXPECT_FALSE(first);
}

TEST(UniqueFd, GivesUpWithoutClosing) {
  auto ends = pipe_ends();
  const int fd = ends[0].release();
  ends[0].reset();
  EXPECT_TRUE(is_open(fd));
  ::close(fd);
}

TEST(Tcp, ConnectsToWhereItListens) {
  const auto listener = kit::listen_at(kit::endpoint("127.0.0.1", "0"));
  const auto client = kit::connect_to(address_of(listener.get()));
  const kit::unique_fd server(::accept(listener.get(), nullptr, nullptr));
  EXPECT_EQ(::send(client.get(), "hi", 2, 0), 2);
  char text[3] = {};
  EXPECT_EQ(::recv(server.get(), text, 2, MSG_WAITALL), 2);
  EXPECT_STREQ(text, "hi");
}

TEST(Tcp, NamesThePlaceWhereNobodyListens) {
  auto listener = kit::listen_at(kit::endpoint("127.0.0.1", "0"));
  const kit::endpoint place = address_of(listener.get());
  listener.reset();
  EXPECT_THAT([&] { kit::connect_to(place); },
              ThrowsMessage<std::system_error>(
                  "connect to " + to_string(place) + ": Connection refused"));
}

TEST(Tcp, NamesThePlaceThatIsTaken) {
  const auto listener = kit::listen_at(kit::endpoint("127.0.0.1", "0"));
  const kit::endpoint place = address_of(listener.get());
  EXPECT_THAT([&] { kit::listen_at(place); },
              ThrowsMessage<std::system_error>("bind to " + to_string(place) +
                                               ": Address already in use"));
}

TEST(AcceptError, OnlyThatOfNoListenerEndsAServer) {
  using kit::accept_failure;
  for (const int error : {EMFILE, ENFILE, ENOBUFS, ENOMEM, EPERM, ENOSR})
    EXPECT_EQ(kit::meaning_of_accept_error(error), accept_failure::not_now);
  for (const int error : {ECONNABORTED, EPROTO, EINTR})
    EXPECT_EQ(kit::meaning_of_accept_error(error), accept_failure::caller_gone);
  for (const int error : {EBADF, ENOTSOCK, EINVAL, EFAULT})
    EXPECT_EQ(kit::meaning_of_accept_error(error), accept_failure::no_listener);
  EXPECT_THROW(kit::accept_next(-1), std::system_error);
}

TEST(Tcp, GivesUpOnASilentPeer) {
  int ends[2];
  kit::check(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), "socketpair");
  const kit::unique_fd here(ends[0]), there(ends[1]);
  kit::give_up_after(here.get(), std::chrono::milliseconds(10));
  char byte = 0;
  EXPECT_THAT([&] { kit::check(::recv(here.get(), &byte, 1, 0), "recv"); },
              ThrowsMessage<std::system_error>(HasSubstr("waited in vain")));
}

}  // namespace
