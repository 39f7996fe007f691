// Bytes that move otherwise than by send and recv, and many of them.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "odd.hpp"

namespace {

struct channel {
  channel() { must(::pipe(ends), "pipe"); }
  int ends[2];
};

int splice_in(long) {
  const tcp_pair pair;
  const channel pipe;
  send_all(pair.near, "spliced");
  ::close(pair.near);
  const auto take = [&] {
    return ::splice(pair.far, nullptr, pipe.ends[1], nullptr, 100, 0);
  };
  char text[16] = {};
  say_result("splice", take());
  say("read %zd %s\n", ::read(pipe.ends[0], text, 15), text);
  say_result("splice", take());
  return 0;
}

int splice_out(long) {
  const tcp_pair pair;
  const channel pipe, second;
  std::string spliced = "spliced";
  const iovec part{spliced.data(), spliced.size()};
  say_result("vmsplice", ::vmsplice(pipe.ends[1], &part, 1, 0));
  say_result("tee", ::tee(pipe.ends[0], second.ends[1], 4, 0));
  say_result("splice",
             ::splice(pipe.ends[0], nullptr, pair.near, nullptr, 100, 0));
  say_result("splice",
             ::splice(second.ends[0], nullptr, pair.near, nullptr, 100, 0));
  ::close(pair.near);
  say_all_of("got", pair.far);
  return 0;
}

int file_of(const std::string& bytes) {
  const int file = must(::memfd_create("file", 0), "memfd_create");
  if (::pwrite(file, bytes.data(), bytes.size(), 0) == -1) return -1;
  return file;
}

int send_file(long) {
  const tcp_pair pair;
  const int file = file_of("0123456789");
  off_t from = 2;
  say_result("sendfile", ::sendfile(pair.near, file, &from, 5));
  say("offset %ld\n", static_cast<long>(from));
  say_result("sendfile", ::sendfile(pair.near, file, nullptr, 100));
  say_result("at its end", ::sendfile(pair.near, file, nullptr, 100));
  ::close(pair.near);
  say_all_of("got", pair.far);
  return 0;
}

int file_to_output(long) {
  const int file = file_of(std::string(60'000, 'q'));
  off_t from = 0;
  while (from < 60'000 &&
         ::sendfile(STDOUT_FILENO, file, &from,
                    static_cast<std::size_t>(60'000 - from)) > 0) {
  }
  complain("sent %ld\n", static_cast<long>(from));
  return 0;
}

int spliced_output(long) {
  const channel pipe;
  say("before\n");
  say_result("write", ::write(pipe.ends[1], "through\n", 8));
  const ssize_t n =
      ::splice(pipe.ends[0], nullptr, STDOUT_FILENO, nullptr, 8, 0);
  complain("splice %zd %s\n", n, n < 0 ? std::strerror(errno) : "");
  say("after\n");
  return 0;
}

void receive_much(int fd) {
  std::vector<char> bytes(1 << 20);
  long sum = 0;
  ssize_t n = 0;
  while ((n = ::recv(fd, bytes.data(), bytes.size(), 0)) > 0) sum += n;
  say("got %ld, then %zd\n", sum, n);
}

int much(long megabytes) {
  const tcp_pair pair;
  const pid_t pid = child([&] {
    const std::string bytes(1 << 20, 'm');
    for (long i = 0; i < megabytes; ++i) send_all(pair.near, bytes);
    return 0;
  });
  ::close(pair.near);
  receive_much(pair.far);
  say_end_of("sender", pid);
  return 0;
}

int large_file(long megabytes) {
  const tcp_pair pair;
  const int file = must(::memfd_create("file", 0), "memfd_create");
  const off_t size = megabytes << 20;
  must(::ftruncate(file, size), "ftruncate");
  const pid_t pid = child([&] {
    for (off_t at = 0; at < size;)
      if (::sendfile(pair.near, file, &at,
                     static_cast<std::size_t>(size - at)) <= 0)
        return 1;
    return 0;
  });
  ::close(pair.near);
  receive_much(pair.far);
  say_end_of("sender", pid);
  return 0;
}

int two_datagram_sockets(int& far) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* where = reinterpret_cast<sockaddr*>(&address);
  far = must(::socket(AF_INET, SOCK_DGRAM, 0), "socket");
  must(::bind(far, where, size), "bind");
  must(::getsockname(far, where, &size), "getsockname");
  const int near = must(::socket(AF_INET, SOCK_DGRAM, 0), "socket");
  must(::connect(near, where, size), "connect");
  return near;
}

int many_messages(long) {
  int far = -1;
  const int near = two_datagram_sockets(far);
  std::string texts[] = {"one", "two", "three"};
  char buffers[5][4] = {};
  iovec sent[3], got[5];
  mmsghdr out[3] = {}, in[5] = {};
  for (int i = 0; i < 3; ++i) {
    sent[i] = {texts[i].data(), texts[i].size()};
    out[i].msg_hdr.msg_iov = &sent[i];
    out[i].msg_hdr.msg_iovlen = 1;
  }
  for (int i = 0; i < 5; ++i) {
    got[i] = {buffers[i], 4};
    in[i].msg_hdr.msg_iov = &got[i];
    in[i].msg_hdr.msg_iovlen = 1;
  }
  say_result("sendmmsg", ::sendmmsg(near, out, 3, 0));
  say_result("recvmmsg", ::recvmmsg(far, in, 5, MSG_DONTWAIT, nullptr));
  for (int i = 0; i < 3; ++i)
    say("%u %.4s cut %d\n", in[i].msg_len, buffers[i],
        (in[i].msg_hdr.msg_flags & MSG_TRUNC) != 0);
  say_result("nothing", ::recvmmsg(near, in, 5, MSG_DONTWAIT, nullptr));
  return 0;
}

int too_many_messages(long) {
  int far = -1;
  const int near = two_datagram_sockets(far);
  std::vector<mmsghdr> empty(2000);
  say_result("sendmmsg", ::sendmmsg(near, empty.data(), 0xffffffff, 0));
  say_result("recvmmsg",
             ::recvmmsg(far, empty.data(), 10, MSG_DONTWAIT, nullptr));
  return 0;
}

int peeks_and_waits_for_all(long) {
  const tcp_pair pair;
  const pid_t pid = child([&pair] {
    send_all(pair.near, "abc");
    send_all(pair.near, "def");
    return 0;
  });
  say_end_of("sender", pid);
  ::close(pair.near);
  char text[16] = {};
  say("all %zd %s\n", ::recv(pair.far, text, 6, MSG_WAITALL | MSG_PEEK), text);
  say("cut %zd\n", ::recv(pair.far, text, 2, MSG_TRUNC));
  say("more %zd\n", ::recv(pair.far, text, 16, MSG_WAITALL));
  return 0;
}

int urgent_byte(long) {
  const tcp_pair pair;
  say_result("send", ::send(pair.near, "ab!", 3, MSG_OOB));
  char text[4] = {};
  say("plain %zd %s\n", ::recv(pair.far, text, 3, 0), text);
  say("urgent %zd %c\n", ::recv(pair.far, text, 1, MSG_OOB), text[0]);
  return 0;
}

int escape_sequences(long) {
  say("\033]0;title\007\033[31mred\033[2J\x9b"
      "31m \u202e left \xff\r\n");
  const tcp_pair pair;
  send_all(pair.near, "\033[2J\r\n\x9b");
  ::close(pair.near);
  say_all_of("got", pair.far);
  return 0;
}

int much_output(long megabytes) {
  const std::string bytes(1 << 20, 'x');
  for (long i = 0; i < megabytes; ++i)
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t n =
          ::write(STDOUT_FILENO, bytes.data() + at, bytes.size() - at);
      if (n < 0) return 4;
      at += static_cast<std::size_t>(n);
    }
  complain("written\n");
  return 0;
}

constexpr behaviour all[] = {
    {"splice_in", splice_in},
    {"splice_out", splice_out},
    {"send_file", send_file},
    {"file_to_output", file_to_output},
    {"spliced_output", spliced_output},
    {"much", much},
    {"large_file", large_file},
    {"many_messages", many_messages},
    {"too_many_messages", too_many_messages},
    {"peeks_and_waits_for_all", peeks_and_waits_for_all},
    {"urgent_byte", urgent_byte},
    {"escape_sequences", escape_sequences},
    {"much_output", much_output},
};

}  // namespace

const std::span<const behaviour> transfers = all;
