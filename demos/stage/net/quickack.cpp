#include "stage/net/quickack.hpp"

#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <cstddef>
#include <cstring>

#include "stage/net/network.hpp"

namespace stage {
namespace {

// A request about one local route.
struct request {
  nlmsghdr header{};
  rtmsg route{};
  char attributes[128] = {};

  request(std::uint16_t type, std::uint16_t flags, int family,
          unsigned char bits) {
    header.nlmsg_type = type;
    header.nlmsg_flags =
        static_cast<std::uint16_t>(NLM_F_REQUEST | NLM_F_ACK | flags);
    header.nlmsg_len = NLMSG_LENGTH(sizeof route);
    route.rtm_family = static_cast<unsigned char>(family);
    route.rtm_dst_len = bits;
    route.rtm_table = RT_TABLE_LOCAL;
    route.rtm_protocol = RTPROT_KERNEL;
    route.rtm_scope = RT_SCOPE_HOST;
    route.rtm_type = RTN_LOCAL;
    constexpr int device = own_network::loopback_index;
    add(RTA_OIF, &device, sizeof device);
  }

  rtattr* add(int type, const void* value, std::size_t size) {
    auto* attribute = reinterpret_cast<rtattr*>(reinterpret_cast<char*>(this) +
                                                NLMSG_ALIGN(header.nlmsg_len));
    attribute->rta_type = static_cast<unsigned short>(type);
    attribute->rta_len = static_cast<unsigned short>(RTA_LENGTH(size));
    if (size > 0) std::memcpy(RTA_DATA(attribute), value, size);
    header.nlmsg_len = static_cast<std::uint32_t>(
        NLMSG_ALIGN(header.nlmsg_len) + RTA_ALIGN(attribute->rta_len));
    return attribute;
  }

  void add_quick_acknowledgements() {
    constexpr std::uint32_t on = 1;
    rtattr* metrics = add(RTA_METRICS, nullptr, 0);
    const rtattr* inside = add(RTAX_QUICKACK, &on, sizeof on);
    metrics->rta_len =
        static_cast<unsigned short>(metrics->rta_len + inside->rta_len);
  }

  void send(int socket) const noexcept {
    char answer[1024];
    if (::send(socket, this, header.nlmsg_len, 0) > 0)
      static_cast<void>(::recv(socket, answer, sizeof answer, 0));
  }
};

}  // namespace

void acknowledge_at_once(int socket) noexcept {
  in_addr self{}, all{};
  ::inet_pton(AF_INET, "127.0.0.1", &self);
  ::inet_pton(AF_INET, "127.0.0.0", &all);
  for (const bool host : {true, false}) {
    request replace(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, AF_INET,
                    host ? 32 : 8);
    replace.add(RTA_DST, host ? &self : &all, sizeof self);
    replace.add(RTA_PREFSRC, &self, sizeof self);
    replace.add_quick_acknowledgements();
    replace.send(socket);
  }
  // The kernel's own ::1 has a metric that no request can name.
  request drop(RTM_DELROUTE, 0, AF_INET6, 128);
  drop.add(RTA_DST, &in6addr_loopback, sizeof in6addr_loopback);
  drop.send(socket);
  request add(RTM_NEWROUTE, NLM_F_CREATE, AF_INET6, 128);
  add.add(RTA_DST, &in6addr_loopback, sizeof in6addr_loopback);
  constexpr std::uint32_t first = 1;
  add.add(RTA_PRIORITY, &first, sizeof first);
  add.add_quick_acknowledgements();
  add.send(socket);
}

}  // namespace stage
