// What the kernel sends the stage is taken apart by what came, not by what it
// says of itself.
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>

#include <gmock/gmock.h>

#include <cstring>

#include "stage/net/diagnosis.hpp"
#include "stage/net/packet.hpp"
#include "stage/net/passed.hpp"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

template <typename T>
std::string bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

// ---- netlink ----------------------------------------------------------------

// A message; `length`: what it says of its size, if not the truth.
std::string message(int type, const std::string& payload, unsigned length = 0) {
  nlmsghdr header{};
  header.nlmsg_len =
      length > 0 ? length : unsigned(NLMSG_HDRLEN + payload.size());
  header.nlmsg_type = static_cast<__u16>(type);
  header.nlmsg_seq = 7;
  return bytes_of(header) + payload;
}

std::string attribute(int type, const std::string& value, unsigned length = 0) {
  rtattr header{};
  header.rta_type = static_cast<unsigned short>(type);
  header.rta_len = static_cast<unsigned short>(
      length > 0 ? length : sizeof header + value.size());
  return bytes_of(header) + value;
}

std::string about_a_socket() {
  inet_diag_msg about{};
  about.idiag_state = stage::established;
  about.idiag_rqueue = 9;
  return bytes_of(about);
}

// The views of what it gives live no longer than `bytes`.
std::optional<stage::netlink_message> taken(const std::string& bytes) {
  return stage::message_in(std::as_bytes(std::span(bytes)));
}

std::optional<stage::tcp_socket> socket_in(const std::string& payload) {
  const std::string bytes = message(SOCK_DIAG_BY_FAMILY, payload);
  return stage::socket_in(taken(bytes).value());
}

TEST(NetlinkMessage, IsNoneThatIsNotThereAsAWhole) {
  const std::string whole = message(SOCK_DIAG_BY_FAMILY, about_a_socket());
  EXPECT_EQ(taken(whole).value().sequence, 7U);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(taken(whole.substr(0, size))) << size;
  EXPECT_FALSE(taken(message(SOCK_DIAG_BY_FAMILY, "", NLMSG_HDRLEN + 1)));
  EXPECT_FALSE(taken(message(SOCK_DIAG_BY_FAMILY, "", NLMSG_HDRLEN - 1)));
  EXPECT_FALSE(taken(message(SOCK_DIAG_BY_FAMILY, "", 0xffffffff)));
}

TEST(DiagnosedSocket, IsWhatTheKernelSays) {
  tcp_info info{};
  info.tcpi_unacked = 3;
  const auto socket =
      socket_in(about_a_socket() + attribute(INET_DIAG_INFO, bytes_of(info)));
  ASSERT_TRUE(socket);
  EXPECT_EQ(socket->state, stage::established);
  EXPECT_EQ(socket->receive_queue, 9U);
  EXPECT_TRUE(socket->has_info);
  EXPECT_EQ(socket->info.tcpi_unacked, 3U);
  EXPECT_FALSE(socket_in(about_a_socket())->has_info);
}

TEST(DiagnosedSocket, IsNoneInAShortMessageOrAnotherKind) {
  EXPECT_FALSE(socket_in(about_a_socket().substr(1)));
  EXPECT_FALSE(socket_in(""));
  const std::string other = message(NLMSG_ERROR, about_a_socket());
  EXPECT_FALSE(stage::socket_in(*taken(other)));
}

TEST(DiagnosedSocket, TakesNoAttributeBeyondItsMessage) {
  const std::string value(8, '\1');
  for (const unsigned length : {1U, 3U, 13U, 14U, 0xffffU})
    EXPECT_FALSE(
        socket_in(about_a_socket() + attribute(INET_DIAG_INFO, value, length))
            ->has_info)
        << length;
  // As much as an older kernel has.
  const auto old =
      socket_in(about_a_socket() + attribute(INET_DIAG_INFO, value));
  EXPECT_TRUE(old->has_info);
  EXPECT_EQ(old->info.tcpi_state, 1);
  EXPECT_EQ(old->info.tcpi_unacked, 0U);
}

TEST(NetlinkError, IsAnErrnoOrNone) {
  const auto error = [](const std::string& payload) {
    const std::string bytes = message(NLMSG_ERROR, payload);
    return stage::error_in(*taken(bytes));
  };
  nlmsgerr done{}, failed{}, odd{};
  failed.error = -ENOENT;
  odd.error = INT32_MIN;
  EXPECT_EQ(error(bytes_of(done)), 0);
  EXPECT_EQ(error(bytes_of(failed)), ENOENT);
  EXPECT_EQ(error(bytes_of(odd)), std::nullopt);
  EXPECT_EQ(error(bytes_of(done).substr(1)), std::nullopt);
}

// ---- descriptors ------------------------------------------------------------

std::string control(int type, const std::vector<int>& fds, long longer = 0) {
  cmsghdr header{};
  header.cmsg_level = SOL_SOCKET;
  header.cmsg_type = type;
  header.cmsg_len = static_cast<std::size_t>(
      static_cast<long>(CMSG_LEN(4 * fds.size())) + longer);
  std::string bytes = bytes_of(header);
  for (const int fd : fds) bytes += bytes_of(fd);
  bytes.resize(CMSG_SPACE(4 * fds.size()));
  return bytes;
}

std::vector<int> passed(std::string bytes) {
  msghdr message{};
  message.msg_control = bytes.data();
  message.msg_controllen = bytes.size();
  return stage::passed_descriptors(message);
}

TEST(PassedDescriptors, AreThoseThatCame) {
  EXPECT_THAT(passed(control(SCM_RIGHTS, {5, 6, 7})), ElementsAre(5, 6, 7));
  EXPECT_THAT(passed(control(SCM_CREDENTIALS, {1}) + control(SCM_RIGHTS, {8})),
              ElementsAre(8));
  EXPECT_THAT(passed(""), IsEmpty());
  EXPECT_THAT(stage::passed_descriptors({}), IsEmpty());
}

TEST(PassedDescriptors, AreNoneThatLieBeyondTheControlBytes) {
  EXPECT_THAT(passed(control(SCM_RIGHTS, {5, 6}, 1)), IsEmpty());
  EXPECT_THAT(passed(control(SCM_RIGHTS, {5, 6}, -9)), IsEmpty());
  EXPECT_THAT(passed(control(SCM_RIGHTS, {}, -1000)), IsEmpty());
  EXPECT_THAT(passed(control(SCM_RIGHTS, {5}).substr(0, 15)), IsEmpty());
}

// ---- packets ----------------------------------------------------------------

// IPv4 from 127.0.0.1:4660 to 127.0.0.1:8080.
std::string packet(int protocol, const std::string& transport,
                   unsigned total = 0) {
  std::string bytes(12, '\0');
  bytes += std::string("\x08\x00\x45\x00", 4);
  bytes += bytes_of(htons(
      static_cast<std::uint16_t>(total > 0 ? total : 20 + transport.size())));
  bytes += std::string(4, '\0') + '\x40' + static_cast<char>(protocol);
  bytes += std::string("\0\0\x7f\0\0\1\x7f\0\0\1", 10);
  return bytes + transport;
}

std::string tcp(const std::string& payload, char words = 5) {
  return std::string("\x12\x34\x1f\x90\0\0\0\1\0\0\0\0", 12) +
         static_cast<char>(words << 4) + std::string("\x10\0\0\0\0\0\0", 7) +
         payload;
}

std::string udp(unsigned length, const std::string& payload) {
  return "\x12\x34\x1f\x90" +
         bytes_of(htons(static_cast<std::uint16_t>(length))) +
         std::string(2, '\0') + payload;
}

std::optional<std::int64_t> size_of(const std::string& bytes) {
  const auto found = stage::parse_packet({bytes, bytes.size(), 0});
  return found ? std::optional(found->size) : std::nullopt;
}

TEST(Packet, IsASegmentOrADatagram) {
  const std::string segment = packet(IPPROTO_TCP, tcp("hello"));
  const auto found = stage::parse_packet({segment, segment.size(), 0});
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->tcp);
  EXPECT_EQ(found->from, "127.0.0.1:4660");
  EXPECT_EQ(found->to, "127.0.0.1:8080");
  EXPECT_EQ(found->sequence, 1U);
  EXPECT_EQ(found->size, 5);
  EXPECT_EQ(size_of(packet(IPPROTO_UDP, udp(12, "feng"))), 4);
}

TEST(Packet, HasTheNumbersOfItsHeader) {
  // A SYN-ACK with the options MSS, nothing, and a window scale of 7.
  const std::string syn =
      std::string("\x12\x34\x1f\x90\0\0\0\1\0\0\0\2\x70\x12\xff\xd7\0\0\0\0",
                  20) +
      std::string("\2\4\5\xb4\1\3\3\7", 8);
  const std::string bytes = packet(IPPROTO_TCP, syn);
  const auto found = stage::parse_packet({bytes, bytes.size(), 0});
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->syn && found->ack);
  EXPECT_FALSE(found->opens() || found->fin || found->rst || found->psh);
  EXPECT_EQ(found->acknowledgement, 2U);
  EXPECT_EQ(found->window, 65495);
  EXPECT_EQ(found->window_scale, 7);
}

// Options may say anything: lengths of 0, beyond the header, or none at all.
TEST(Packet, HasNoWindowScaleThatItsOptionsDoNotHold) {
  for (const std::string& options :
       {std::string("\3\0\7\7", 4), std::string("\3\5\7\7", 4),
        std::string("\2\4\3\3", 4), std::string("\0\3\3\7", 4),
        std::string("\1\1\1\3", 4)}) {
    const std::string bytes = packet(
        IPPROTO_TCP,
        std::string("\x12\x34\x1f\x90\0\0\0\1\0\0\0\0\x60\2\0\0\0\0\0\0", 20) +
            options);
    const auto found = stage::parse_packet({bytes, bytes.size(), 0});
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->opens());
    EXPECT_EQ(found->window_scale, std::nullopt);
  }
}

TEST(Packet, IsNoneThatIsCutOffInAHeader) {
  for (const std::string& whole :
       {packet(IPPROTO_TCP, tcp("")), packet(IPPROTO_UDP, udp(8, ""))})
    for (std::size_t size = 0; size < whole.size(); ++size)
      EXPECT_FALSE(stage::parse_packet(
          {std::string_view(whole).substr(0, size), whole.size(), 0}))
          << size;
}

TEST(Packet, IsNoneWhoseHeadersContradictEachOther) {
  EXPECT_FALSE(size_of(packet(IPPROTO_TCP, tcp("hello"), 1000)));
  EXPECT_FALSE(size_of(packet(IPPROTO_TCP, tcp("hello"), 19)));
  EXPECT_FALSE(size_of(packet(IPPROTO_TCP, tcp("hello"), 39)));
  EXPECT_FALSE(size_of(packet(IPPROTO_TCP, tcp("hello", 4))));
  EXPECT_FALSE(size_of(packet(IPPROTO_TCP, tcp("hello", 7))));
  EXPECT_FALSE(size_of(packet(IPPROTO_UDP, udp(7, "feng"))));
  EXPECT_FALSE(size_of(packet(IPPROTO_UDP, udp(13, "feng"))));
}

// Where the link takes more than a slot holds, what was not kept counts too.
TEST(Packet, HasTheSizeThatItHadOnTheWire) {
  const std::string bytes = packet(IPPROTO_TCP, tcp("hello"), 3040);
  EXPECT_FALSE(stage::parse_packet({bytes, 3053, 0}));
  EXPECT_EQ(stage::parse_packet({bytes, 3054, 0}).value().size, 3000);
}

std::string slot(unsigned mac, unsigned snaplen) {
  tpacket2_hdr header{};
  header.tp_mac = static_cast<__u16>(mac);
  header.tp_snaplen = snaplen;
  header.tp_len = 9;
  header.tp_sec = 1;
  std::string bytes = bytes_of(header);
  bytes.resize(128, 'x');
  return bytes;
}

TEST(RingSlot, HoldsItsFrameOrNone) {
  const std::string good = slot(100, 28);
  const auto frame = stage::frame_in(good);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->bytes, std::string(28, 'x'));
  EXPECT_EQ(frame->length, 9U);
  EXPECT_EQ(frame->time, 1'000'000'000U);
  EXPECT_FALSE(stage::frame_in(slot(100, 29)));
  EXPECT_FALSE(stage::frame_in(slot(129, 0)));
  EXPECT_FALSE(stage::frame_in(slot(100, 0xffffffff)));
  EXPECT_FALSE(stage::frame_in(slot(31, 1)));  // in the header
  EXPECT_FALSE(stage::frame_in({good.data(), 31}));
}

}  // namespace
