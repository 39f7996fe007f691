// One call: its type, and what it is in words.
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <span>
#include <utility>

#include "play/record.hpp"

namespace play {
namespace {

using flag_name = std::pair<unsigned, std::string_view>;

std::string joined(unsigned flags, std::span<const flag_name> names) {
  std::string text;
  for (const auto& [flag, name] : names) {
    if ((flags & flag) == 0) continue;
    if (!text.empty()) text += '|';
    text += name;
  }
  return text;
}

std::string_view text_of(socket_type type) {
  switch (type) {
    case socket_type::none:
      return "";
    case socket_type::stream:
      return "SOCK_STREAM";
    case socket_type::datagram:
      return "SOCK_DGRAM";
    case socket_type::seqpacket:
      return "SOCK_SEQPACKET";
    case socket_type::raw:
      return "SOCK_RAW";
  }
  return "";
}

std::string how_text(int shutdown) {
  return shutdown == SHUT_RD   ? "SHUT_RD"
         : shutdown == SHUT_WR ? "SHUT_WR"
                               : "SHUT_RDWR";
}

std::string_view query_text(int asks_for) {
  switch (asks_for) {
    case FIONREAD:
      return "FIONREAD";
    case SIOCOUTQ:
      return "SIOCOUTQ";
    case SIOCATMARK:
      return "SIOCATMARK";
    case SO_ERROR:
      return "SO_ERROR";
    case TCP_INFO:
      return "TCP_INFO";
    default:
      return "";
  }
}

std::string numbers(const std::vector<int>& all) {
  std::string text;
  for (const int number : all)
    text += (text.empty() ? "" : " ") + std::to_string(number);
  return text;
}

}  // namespace

void set_type(call& made, const call_type& type) {
  made.name = type.name;
  made.kind = type.kind;
  made.direction =
      type.direction == direction::either ? direction::out : type.direction;
  made.several = type.several;
}

bool came_to_nothing(const call& made) {
  return (made.result == -1 && made.error == EAGAIN) ||
         (waits_for_several(made.kind) && made.result == 0);
}

std::string detail_of(const call& made) {
  switch (made.kind) {
    case kind::make:
      return std::string(text_of(made.socket_type));
    case kind::shutdown:
      return made.argument ? how_text(*made.argument) : "";
    case kind::listen:
    case kind::exit:
      return made.argument ? std::to_string(*made.argument) : "";
    case kind::poll:
    case kind::select:
      return numbers(made.watched);
    case kind::query:
      return std::string(query_text(made.argument.value_or(0)));
    default:
      break;
  }
  const std::string flags = flags_text(made.flags);
  return made.address + (made.address.empty() || flags.empty() ? "" : ", ") +
         flags;
}

std::string text_of(const std::vector<event>& events) {
  static constexpr flag_name names[] = {
      {POLLIN, "POLLIN"},       {POLLPRI, "POLLPRI"}, {POLLOUT, "POLLOUT"},
      {POLLERR, "POLLERR"},     {POLLHUP, "POLLHUP"}, {POLLNVAL, "POLLNVAL"},
      {POLLRDHUP, "POLLRDHUP"},
  };
  std::string text;
  for (const event& one : events)
    text += (text.empty() ? "" : " ") + std::to_string(one.name) + ":" +
            joined(one.what, names);
  return text;
}

std::string flags_text(int flags) {
  static constexpr flag_name names[] = {
      {MSG_PEEK, "MSG_PEEK"},         {MSG_TRUNC, "MSG_TRUNC"},
      {MSG_WAITALL, "MSG_WAITALL"},   {MSG_DONTWAIT, "MSG_DONTWAIT"},
      {MSG_NOSIGNAL, "MSG_NOSIGNAL"}, {MSG_MORE, "MSG_MORE"},
      {MSG_OOB, "MSG_OOB"},
  };
  return joined(static_cast<unsigned>(flags), names);
}

}  // namespace play
