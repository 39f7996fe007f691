#include "stage/calls.hpp"

#include <sys/syscall.h>

#include <algorithm>
#include <array>

namespace stage {
namespace {

constexpr system_call table[] = {
    {.number = SYS_socket, .name = "socket", .kind = kind::make},
    {.number = SYS_bind,
     .name = "bind",
     .kind = kind::plain,
     .address_argument = 1},
    {.number = SYS_listen, .name = "listen", .kind = kind::plain},
    {.number = SYS_shutdown, .name = "shutdown", .kind = kind::plain},
    {.number = SYS_close, .name = "close", .kind = kind::plain},
    {.number = SYS_dup, .name = "dup", .kind = kind::plain},
    {.number = SYS_dup3, .name = "dup2", .kind = kind::plain},
    {.number = SYS_accept, .name = "accept", .kind = kind::accept},
    {.number = SYS_accept4, .name = "accept", .kind = kind::accept},
    {.number = SYS_connect,
     .name = "connect",
     .kind = kind::connect,
     .address_argument = 1},
    {.number = SYS_sendto,
     .name = "sendto",
     .kind = kind::send,
     .layout = layout::buffer,
     .length_argument = 2,
     .flags_argument = 3,
     .address_argument = 4},
    {.number = SYS_sendmsg,
     .name = "sendmsg",
     .kind = kind::send,
     .layout = layout::message,
     .flags_argument = 2},
    {.number = SYS_sendmmsg,
     .name = "sendmmsg",
     .kind = kind::send,
     .layout = layout::messages,
     .flags_argument = 3},
    {.number = SYS_write,
     .name = "write",
     .kind = kind::send,
     .layout = layout::buffer,
     .length_argument = 2},
    {.number = SYS_writev,
     .name = "writev",
     .kind = kind::send,
     .layout = layout::vector,
     .length_argument = 2},
    {.number = SYS_sendfile,
     .name = "sendfile",
     .kind = kind::send,
     .layout = layout::copy,
     .length_argument = 3},
    {.number = SYS_recvfrom,
     .name = "recvfrom",
     .kind = kind::receive,
     .layout = layout::buffer,
     .length_argument = 2,
     .flags_argument = 3,
     .address_argument = 4},
    {.number = SYS_recvmsg,
     .name = "recvmsg",
     .kind = kind::receive,
     .layout = layout::message,
     .flags_argument = 2},
    {.number = SYS_recvmmsg,
     .name = "recvmmsg",
     .kind = kind::receive,
     .layout = layout::messages,
     .flags_argument = 3},
    {.number = SYS_read,
     .name = "read",
     .kind = kind::receive,
     .layout = layout::buffer,
     .length_argument = 2},
    {.number = SYS_readv,
     .name = "readv",
     .kind = kind::receive,
     .layout = layout::vector,
     .length_argument = 2},
    // Whether it sends or receives depends on which end is the socket.
    {.number = SYS_splice,
     .name = "splice",
     .kind = kind::send,
     .layout = layout::copy,
     .fd_argument = 2,
     .length_argument = 4},
    {.number = SYS_ppoll,
     .name = "poll",
     .kind = kind::poll,
     .timeout_argument = 2,
     .timeout_is_pointer = true},
    {.number = SYS_pselect6,
     .name = "select",
     .kind = kind::select,
     .timeout_argument = 4,
     .timeout_is_pointer = true},
    {.number = SYS_epoll_pwait,
     .name = "epoll_wait",
     .kind = kind::epoll,
     .timeout_argument = 3},
    {.number = SYS_epoll_pwait2,
     .name = "epoll_wait",
     .kind = kind::epoll,
     .timeout_argument = 3,
     .timeout_is_pointer = true},
    {.number = SYS_exit_group, .name = "exit", .kind = kind::exit},
    {.number = SYS_nanosleep, .name = "nanosleep", .kind = kind::sleep},
    {.number = SYS_clock_nanosleep, .name = "nanosleep", .kind = kind::sleep},
    {.number = SYS_io_uring_setup, .name = "io_uring", .kind = kind::io_uring},
#ifdef SYS_poll  // the older calls, which newer processors lack
    {.number = SYS_poll,
     .name = "poll",
     .kind = kind::poll,
     .timeout_argument = 2},
    {.number = SYS_select,
     .name = "select",
     .kind = kind::select,
     .timeout_argument = 4,
     .timeout_is_pointer = true},
    {.number = SYS_epoll_wait,
     .name = "epoll_wait",
     .kind = kind::epoll,
     .timeout_argument = 3},
    {.number = SYS_dup2, .name = "dup2", .kind = kind::plain},
#endif
};

constexpr std::array<std::string_view, 6> senders = {
    "send", "sendto", "sendmsg", "sendmmsg", "write", "writev"};
constexpr std::array<std::string_view, 6> receivers = {
    "recv", "recvfrom", "recvmsg", "recvmmsg", "read", "readv"};

bool among(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::span<const system_call> system_calls() {
  return table;
}

const system_call* find_system_call(std::uint64_t number) {
  for (const system_call& call : table)
    if (static_cast<std::uint64_t>(call.number) == number) return &call;
  return nullptr;
}

bool cue_means(std::string_view wanted, std::string_view name) {
  if (wanted == "send") return among(senders, name) || name == "sendfile";
  if (wanted == "recv") return among(receivers, name);
  return wanted == name;
}

bool moves_bytes(std::string_view name) {
  if (name == "send" || name == "recv") return true;
  return std::any_of(std::begin(table), std::end(table),
                     [name](const system_call& call) {
                       return call.name == name && call.layout != layout::none;
                     });
}

bool is_call_name(std::string_view name) {
  if (name == "send" || name == "recv") return true;
  return std::any_of(std::begin(table), std::end(table),
                     [name](const system_call& call) {
                       return call.name == name && call.kind != kind::io_uring;
                     });
}

}  // namespace stage
