// Pointers to nowhere and lengths that no program has. The kernel answers each
// with an error, or with what it could move until there.
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <vector>

#include "odd.hpp"

namespace {

// By calls of our own: the headers know that these are wrong.
long call(long number, std::uintptr_t a = 0, std::uintptr_t b = 0,
          std::uintptr_t c = 0, std::uintptr_t d = 0, std::uintptr_t e = 0,
          std::uintptr_t f = 0) {
  return ::syscall(number, a, b, c, d, e, f);
}

std::uintptr_t fd_of(int fd) {
  return static_cast<std::uintptr_t>(fd);
}

constexpr std::uintptr_t nowhere = 16;

// Two pages, of which the second is not there; both full of `letter`.
char* edge_of_memory(char letter) {
  void* const pages = ::mmap(nullptr, 8192, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  std::memset(pages, letter, 4096);
  ::munmap(static_cast<char*>(pages) + 4096, 4096);
  return static_cast<char*>(pages) + 4096;
}

void tell(const char* what, long result) {
  complain("%s %ld %s\n", what, result,
           result == -1 ? std::strerror(errno) : "");
}

int print_from_nowhere(long) {
  tell("write", call(SYS_write, 1, nowhere, 10));
  tell("null", call(SYS_write, 1, 0, 10));
  tell("kernel's", call(SYS_write, 1, UINTPTR_MAX - 4096, 10));
  tell("no bytes", call(SYS_write, 1, nowhere, 0));
  tell("writev", call(SYS_writev, 1, nowhere, 2));
  tell("no parts", call(SYS_writev, 1, nowhere, 0));
  const iovec bad{reinterpret_cast<void*>(nowhere), 5};
  tell("bad part", ::writev(1, &bad, 1));
  tell("stderr", call(SYS_write, 2, nowhere, 10));
  return 0;
}

int print_from_the_edge(long) {
  char* const end = edge_of_memory('a');
  tell("write", ::write(1, end - 6, 100));
  tell("up to it", ::write(1, end - 6, 6));
  char first[] = "first";
  const iovec parts[] = {{first, 5}, {reinterpret_cast<void*>(nowhere), 5}};
  tell("second part", ::writev(1, parts, 2));
  const iovec edges[] = {{first, 5}, {end - 6, 100}};
  tell("second edge", ::writev(1, edges, 2));
  return 0;
}

// More than there is of memory, so it ends at the edge.
int print_too_much(long) {
  char* const end = edge_of_memory('b');
  tell("max",
       call(SYS_write, 1, reinterpret_cast<std::uintptr_t>(end - 1), SIZE_MAX));
  tell("positive",
       call(SYS_write, 1, reinterpret_cast<std::uintptr_t>(end - 1), LONG_MAX));
  tell("32 bits", call(SYS_write, 1, reinterpret_cast<std::uintptr_t>(end - 1),
                       UINT32_MAX));
  char byte = 'c';
  const iovec negative{&byte, SIZE_MAX};
  tell("writev", ::writev(1, &negative, 1));
  return 0;
}

int print_in_many_parts(long) {
  char text[] = "ab";
  std::vector<iovec> parts(2000, {text, 2});
  tell("1024", ::writev(1, parts.data(), 1024));
  tell("1025", ::writev(1, parts.data(), 1025));
  tell("2000", ::writev(1, parts.data(), 2000));
  tell("minus one",
       call(SYS_writev, 1, reinterpret_cast<std::uintptr_t>(parts.data()),
            UINTPTR_MAX));
  return 0;
}

int send_from_nowhere(long) {
  const tcp_pair pair;
  const std::uintptr_t near = fd_of(pair.near);
  say_result("send", call(SYS_sendto, near, nowhere, 5));
  say_result("write", call(SYS_write, near, nowhere, 5));
  say_result("writev", call(SYS_writev, near, nowhere, 3));
  say_result("sendmsg", call(SYS_sendmsg, near, nowhere));
  say_result("sendmmsg", call(SYS_sendmmsg, near, nowhere, 3));
  const iovec bad{reinterpret_cast<void*>(nowhere), 5};
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(&bad);
  message.msg_iovlen = 1;
  say_result("bad part", ::sendmsg(pair.near, &message, 0));
  message.msg_iovlen = 2000;
  say_result("2000 parts", ::sendmsg(pair.near, &message, 0));
  message.msg_iovlen = 0;
  say_result("no part", ::sendmsg(pair.near, &message, 0));
  message.msg_name = reinterpret_cast<void*>(nowhere);
  message.msg_namelen = UINT32_MAX;
  say_result("name", ::sendmsg(pair.near, &message, 0));
  say_result("sendto", call(SYS_sendto, near, nowhere, 0, 0, nowhere, 4000000));
  say_result("sendfile", call(SYS_sendfile, near, 0, nowhere, 5));
  char* const end = edge_of_memory('e');
  say_result("edge", ::send(pair.near, end - 3, 100, 0));
  say_result("too much",
             call(SYS_sendto, near, reinterpret_cast<std::uintptr_t>(end - 3),
                  SIZE_MAX));
  ::close(pair.near);
  say_all_of("got", pair.far);
  return 0;
}

int receive_to_nowhere(long) {
  const tcp_pair pair;
  const std::uintptr_t far = fd_of(pair.far);
  send_all(pair.near, "hello");
  ::close(pair.near);
  say_result("recv", call(SYS_recvfrom, far, nowhere, 5));
  say_result("read", call(SYS_read, far, nowhere, 5));
  say_result("readv", call(SYS_readv, far, nowhere, 3));
  say_result("recvmsg", call(SYS_recvmsg, far, nowhere));
  say_result("recvmmsg", call(SYS_recvmmsg, far, nowhere, 3));
  char byte;
  say_result("name",
             call(SYS_recvfrom, far, reinterpret_cast<std::uintptr_t>(&byte), 1,
                  0, nowhere, nowhere));
  char* const end = edge_of_memory('e');
  const ssize_t n =
      call(SYS_recvfrom, far, reinterpret_cast<std::uintptr_t>(end - 2), 100);
  say_result("edge", n);
  say_all_of("got", pair.far);
  return 0;
}

int receive_too_much(long) {
  const tcp_pair pair;
  send_all(pair.near, "hello");
  static char bytes[8];  // the stack is so high that its end would be near
  say_result("recv",
             call(SYS_recvfrom, fd_of(pair.far),
                  reinterpret_cast<std::uintptr_t>(bytes), LONG_MAX, MSG_PEEK));
  say_result("max", call(SYS_recvfrom, fd_of(pair.far),
                         reinterpret_cast<std::uintptr_t>(bytes), SIZE_MAX,
                         MSG_PEEK | MSG_DONTWAIT));
  iovec negative{bytes, SIZE_MAX};
  say_result("readv", ::readv(pair.far, &negative, 1));
  say("%s\n", bytes);
  return 0;
}

int wait_at_nowhere(long) {
  const tcp_pair pair;
  const int group = ::epoll_create1(0);
  epoll_event event{};
  event.events = EPOLLIN;
  ::epoll_ctl(group, EPOLL_CTL_ADD, pair.far, &event);
  send_all(pair.near, "x");
  say_result("poll", call(SYS_ppoll, nowhere, 3));
  say_result("limit", call(SYS_ppoll, 0, 0, nowhere));
  say_result("select", call(SYS_pselect6, 10, nowhere));
  say_result("epoll", call(SYS_epoll_pwait, fd_of(group), nowhere, 1, 0));
  say_result("minus one",
             call(SYS_epoll_pwait, fd_of(group),
                  reinterpret_cast<std::uintptr_t>(&event), UINTPTR_MAX, 0));
  say_result("too many", call(SYS_ppoll, nowhere, UINT32_MAX));
  return 0;
}

int name_at_nowhere(long) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const std::uintptr_t f = fd_of(fd);
  say_result("bind", call(SYS_bind, f, nowhere, 16));
  say_result("long", call(SYS_bind, f, nowhere, 99999));
  say_result("connect", call(SYS_connect, f, nowhere, 16));
  say_result("minus", call(SYS_connect, f, nowhere, UINT32_MAX));
  say_result("getsockname", call(SYS_getsockname, f, nowhere, nowhere));
  const int desk = listener();
  const int near = dial(desk);
  say_result("accept", call(SYS_accept4, fd_of(desk), nowhere, nowhere, 0));
  ::close(near);
  say_result("socketpair",
             call(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, nowhere));
  return 0;
}

constexpr behaviour all[] = {
    {"print_from_nowhere", print_from_nowhere},
    {"print_from_the_edge", print_from_the_edge},
    {"print_too_much", print_too_much},
    {"print_in_many_parts", print_in_many_parts},
    {"send_from_nowhere", send_from_nowhere},
    {"receive_to_nowhere", receive_to_nowhere},
    {"receive_too_much", receive_too_much},
    {"wait_at_nowhere", wait_at_nowhere},
    {"name_at_nowhere", name_at_nowhere},
};

}  // namespace

const std::span<const behaviour> pointers = all;
