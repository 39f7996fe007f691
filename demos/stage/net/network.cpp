#include "stage/net/network.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stage/net/passed.hpp"
#include "stage/net/sock_diag.hpp"
#include "stage/refusal.hpp"
#include "stage/tracer/tracee.hpp"

namespace stage {
namespace {

using play::because;

// What the process that makes the namespaces hands back: descriptors of the
// user namespace, the network namespace, the packet, the diagnosis and the
// route socket.
constexpr std::size_t handed_back = 5;

// Steps on the way to a user namespace.
constexpr char unshare[] = "unshare", setgroups[] = "setgroups",
               uid_map[] = "uid_map", gid_map[] = "gid_map";

struct failure {
  const char* step = nullptr;
  int error = 0;
};

bool write_file(const char* path, const std::string& text) {
  const descriptor file(::open(path, O_WRONLY | O_CLOEXEC));
  return file && ::write(file.get(), text.data(), text.size()) ==
                     static_cast<ssize_t>(text.size());
}

// Root needs no user namespace, and without one it keeps its rights on files.
const char* unshare_namespaces(uid_t uid, gid_t gid) {
  if (::unshare(CLONE_NEWNET) == 0) return nullptr;
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) == -1) return unshare;
  const auto same = [](unsigned id) {
    return std::to_string(id) + " " + std::to_string(id) + " 1";
  };
  if (!write_file("/proc/self/setgroups", "deny")) return setgroups;
  if (!write_file("/proc/self/uid_map", same(uid))) return uid_map;
  if (!write_file("/proc/self/gid_map", same(gid))) return gid_map;
  return nullptr;
}

const char* set_up_loopback() {
  const descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) return "socket";
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  request.ifr_mtu = 1500;
  if (::ioctl(socket.get(), SIOCSIFMTU, &request) == -1) return "SIOCSIFMTU";
  for (const auto offload : {ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SGRO}) {
    ethtool_value off{static_cast<__u32>(offload), 0};
    request.ifr_data = reinterpret_cast<char*>(&off);
    if (::ioctl(socket.get(), SIOCETHTOOL, &request) == -1)
      return "SIOCETHTOOL";
  }
  request.ifr_flags = IFF_UP | IFF_LOOPBACK | IFF_RUNNING;
  return ::ioctl(socket.get(), SIOCSIFFLAGS, &request) == -1 ? "SIOCSIFFLAGS"
                                                             : nullptr;
}

int open_packet_socket() {
  const int fd = ::socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC,
                          htons(ETH_P_ALL));
  if (fd == -1) return -1;
  const int on = 1;
  sockaddr_ll lo{};
  lo.sll_family = AF_PACKET;
  lo.sll_protocol = htons(ETH_P_ALL);
  lo.sll_ifindex = own_network::loopback_index;
  ::setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
  return ::bind(fd, reinterpret_cast<sockaddr*>(&lo), sizeof lo) == 0 ? fd : -1;
}

bool send_descriptors(int channel, const std::array<int, handed_back>& fds,
                      failure why) {
  iovec bytes{&why, sizeof why};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof fds)] = {};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  if (why.step == nullptr) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fds);
    std::memcpy(CMSG_DATA(header), fds.data(), sizeof fds);
  }
  return ::sendmsg(channel, &message, 0) > 0;
}

failure open_handed_back(std::array<int, handed_back>& fds) {
  const auto netlink = [](int protocol) {
    return ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
  };
  fds[0] = ::open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC);
  if (fds[0] == -1) return {"user namespace", errno};
  fds[1] = ::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
  if (fds[1] == -1) return {"network namespace", errno};
  fds[2] = open_packet_socket();
  if (fds[2] == -1) return {"packet socket", errno};
  fds[3] = netlink(NETLINK_SOCK_DIAG);
  if (fds[3] == -1) return {"NETLINK_SOCK_DIAG", errno};
  fds[4] = netlink(NETLINK_ROUTE);
  if (fds[4] == -1) return {"NETLINK_ROUTE", errno};
  return {};
}

failure ask_for_a_listener(int diagnosis_socket) try {
  if (sees_listeners(diagnosis_socket)) return {};
  return {"NETLINK_SOCK_DIAG", EOPNOTSUPP};
} catch (const refused_call& error) {
  return {error.call(), error.code().value()};
}

// No step of the child's.
constexpr char its_death[] = "death";

// In the child. Its pointers to step names are valid in the parent as well: the
// child is a copy of it.
[[noreturn]] void make_namespaces(int channel, uid_t uid, gid_t gid) {
  std::array<int, handed_back> fds{};
  failure why{unshare_namespaces(uid, gid), errno};
  if (why.step == nullptr) why = {set_up_loopback(), errno};
  if (why.step == nullptr) why = open_handed_back(fds);
  if (why.step == nullptr) why = ask_for_a_listener(fds[3]);
  const bool sent = send_descriptors(channel, fds, why);
  ::_exit(sent ? 0 : 1);
}

}  // namespace

bool own_network::is_about_users(const play::reason& why) {
  constexpr std::string_view steps[] = {unshare, setgroups, uid_map, gid_map};
  return why.code == because::call_failed &&
         std::ranges::find(steps, why.arguments.front()) != std::end(steps);
}

std::unique_ptr<own_network> own_network::make(play::reason& why) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1) {
    why = {because::call_failed, {"socketpair", std::strerror(errno)}};
    return nullptr;
  }
  const descriptor mine(ends[0]);
  descriptor theirs(ends[1]);
  const uid_t uid = ::geteuid();
  const gid_t gid = ::getegid();
  const pid_t child = ::fork();
  if (child == 0) make_namespaces(theirs.get(), uid, gid);
  theirs = descriptor();

  failure failed{"fork", errno};
  alignas(cmsghdr) char control[CMSG_SPACE(handed_back * sizeof(int))] = {};
  iovec bytes{&failed, sizeof failed};
  msghdr message{};
  if (child != -1) {
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t size = -1;
    do size = ::recvmsg(mine.get(), &message, MSG_CMSG_CLOEXEC);
    while (size == -1 && errno == EINTR);
    // A part of it would hold a pointer of which a part is missing.
    if (size != static_cast<ssize_t>(sizeof failed))
      failed = {its_death, size == -1 ? errno : ECHILD};
  }
  std::vector<descriptor> came;
  for (const int fd : passed_descriptors(message)) came.emplace_back(fd);
  if (child != -1) wait_for(child);
  if (failed.step != nullptr) {
    const char* const error = std::strerror(failed.error);
    if (failed.step == its_death)
      why = {because::namespace_maker_died, {error}};
    else
      why = {because::call_failed, {failed.step, error}};
    return nullptr;
  }
  if (came.size() != handed_back) {
    // The kernel hands over as many as there is room for.
    why = {because::no_room_for_descriptors, {std::to_string(handed_back)}};
    return nullptr;
  }
  auto network = std::unique_ptr<own_network>(new own_network);
  network->user_ = std::move(came[0]);
  network->net_ = std::move(came[1]);
  network->packets_ = std::move(came[2]);
  network->diagnosis_ = std::move(came[3]);
  network->routes_ = std::move(came[4]);
  return network;
}

bool own_network::enter() const noexcept {
  // Entering the user namespace one is in already fails with EINVAL: root's
  // case, see unshare_namespaces.
  if (::setns(user_.get(), CLONE_NEWUSER) == -1 && errno != EINVAL)
    return false;
  return ::setns(net_.get(), CLONE_NEWNET) == 0;
}

}  // namespace stage
