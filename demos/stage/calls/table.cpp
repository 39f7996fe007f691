#include "stage/calls/table.hpp"

#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace stage {
namespace {

consteval const play::call_type* named(std::string_view name) {
  return &play::call_type_of(name);
}

constexpr system_call table[] = {
    {.number = SYS_socket, .type = named("socket")},
    {.number = SYS_bind, .type = named("bind"), .address_argument = 1},
    {.number = SYS_listen, .type = named("listen")},
    {.number = SYS_shutdown, .type = named("shutdown")},
    {.number = SYS_close, .type = named("close")},
    {.number = SYS_close_range, .type = named("close_range")},
    {.number = SYS_dup, .type = named("dup")},
    {.number = SYS_dup3, .type = named("dup2")},
    {.number = SYS_accept, .type = named("accept")},
    {.number = SYS_accept4, .type = named("accept")},
    {.number = SYS_connect, .type = named("connect"), .address_argument = 1},
    {.number = SYS_sendto,
     .type = named("sendto"),
     .unaddressed = named("send"),
     .layout = layout::buffer,
     .length_argument = 2,
     .flags_argument = 3,
     .address_argument = 4},
    {.number = SYS_sendmsg,
     .type = named("sendmsg"),
     .layout = layout::message,
     .flags_argument = 2},
    {.number = SYS_sendmmsg,
     .type = named("sendmmsg"),
     .layout = layout::messages,
     .flags_argument = 3},
    {.number = SYS_write,
     .type = named("write"),
     .layout = layout::buffer,
     .may_print = true,
     .length_argument = 2},
    {.number = SYS_writev,
     .type = named("writev"),
     .layout = layout::vector,
     .may_print = true,
     .length_argument = 2},
    {.number = SYS_pwritev2,
     .type = named("pwritev2"),
     .layout = layout::vector,
     .may_print = true,
     .length_argument = 2},
    {.number = SYS_sendfile,
     .type = named("sendfile"),
     .layout = layout::copy,
     .length_argument = 3},
    {.number = SYS_recvfrom,
     .type = named("recvfrom"),
     .unaddressed = named("recv"),
     .layout = layout::buffer,
     .length_argument = 2,
     .flags_argument = 3,
     .address_argument = 4},
    {.number = SYS_recvmsg,
     .type = named("recvmsg"),
     .layout = layout::message,
     .flags_argument = 2},
    {.number = SYS_recvmmsg,
     .type = named("recvmmsg"),
     .layout = layout::messages,
     .flags_argument = 3},
    {.number = SYS_read,
     .type = named("read"),
     .layout = layout::buffer,
     .empty_returns = true,
     .length_argument = 2},
    {.number = SYS_readv,
     .type = named("readv"),
     .layout = layout::vector,
     .empty_returns = true,
     .length_argument = 2},
    {.number = SYS_preadv2,
     .type = named("preadv2"),
     .layout = layout::vector,
     .empty_returns = true,
     .length_argument = 2},
    {.number = SYS_ioctl,
     .type = named("ioctl"),
     .filter_argument = 1,
     .filter_value = FIONREAD},
    {.number = SYS_ioctl,
     .type = named("ioctl"),
     .filter_argument = 1,
     .filter_value = SIOCOUTQ},
    {.number = SYS_ioctl,
     .type = named("ioctl"),
     .filter_argument = 1,
     .filter_value = SIOCATMARK},
    {.number = SYS_getsockopt,
     .type = named("getsockopt"),
     .filter_argument = 2,
     .filter_value = SO_ERROR},
    {.number = SYS_getsockopt,
     .type = named("getsockopt"),
     .filter_argument = 2,
     .filter_value = TCP_INFO},
    // Whether it sends or receives depends on which end is the socket.
    {.number = SYS_splice,
     .type = named("splice"),
     .layout = layout::copy,
     .fd_argument = 2,
     .length_argument = 4},
    {.number = SYS_ppoll,
     .type = named("poll"),
     .timeout_argument = 2,
     .timeout_is_pointer = true},
    {.number = SYS_pselect6,
     .type = named("select"),
     .timeout_argument = 4,
     .timeout_is_pointer = true},
    {.number = SYS_epoll_pwait,
     .type = named("epoll_wait"),
     .timeout_argument = 3},
    {.number = SYS_epoll_pwait2,
     .type = named("epoll_wait"),
     .timeout_argument = 3,
     .timeout_is_pointer = true},
    {.number = SYS_exit_group, .type = named("exit")},
    {.number = SYS_nanosleep, .type = named("nanosleep")},
    {.number = SYS_clock_nanosleep, .type = named("nanosleep")},
    {.number = SYS_io_uring_setup, .type = named("io_uring")},
    {.number = SYS_io_submit, .type = named("io_submit")},
#ifdef SYS_poll  // the older calls, which newer processors lack
    {.number = SYS_poll, .type = named("poll"), .timeout_argument = 2},
    {.number = SYS_select,
     .type = named("select"),
     .timeout_argument = 4,
     .timeout_is_pointer = true},
    {.number = SYS_epoll_wait,
     .type = named("epoll_wait"),
     .timeout_argument = 3},
    {.number = SYS_dup2, .type = named("dup2")},
#endif
};

constexpr auto watched = [] {
  std::array<watched_call, std::size(table)> all{};
  std::ranges::transform(table, all.begin(), [](const system_call& one) {
    return watched_call{one.number, one.filter_argument, one.filter_value};
  });
  return all;
}();

}  // namespace

std::span<const watched_call> watched_calls() {
  return watched;
}

const system_call* find_system_call(std::uint64_t number) {
  for (const system_call& call : table)
    if (static_cast<std::uint64_t>(call.number) == number) return &call;
  return nullptr;
}

}  // namespace stage
