// What the record says where calls are told of in an order that no schedule
// gives, or of ends that are in no cast.
#include <gmock/gmock.h>

#include "play/address.hpp"
#include "stage/record/journal.hpp"

namespace {

using play::transport;
using stage::socket_facts;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct told {
  play::record record;
  stage::journal journal{record, false};

  play::call& call(const std::string& program, std::int64_t asked) {
    play::call next;
    next.n = static_cast<int>(record.calls.size()) + 1;
    next.program = program;
    next.asked = asked;
    record.calls.push_back(next);
    return record.calls.back();
  }
  void sent(const std::string& who, const socket_facts& from,
            const std::string& bytes, const std::string& to = {}) {
    const auto size = static_cast<std::int64_t>(bytes.size());
    journal.sent(call(who, size), from, to, size, bytes);
  }
  bool received(const std::string& who, const socket_facts& at,
                const std::string& bytes, const std::string& from = {}) {
    return journal.received(call(who, 10), at, from,
                            static_cast<std::int64_t>(bytes.size()), bytes,
                            false);
  }
};

socket_facts unix_socket(int type, std::uint64_t cookie) {
  socket_facts facts;
  facts.family = AF_UNIX;
  facts.type = type;
  facts.cookie = cookie;
  return facts;
}

socket_facts udp_socket(const std::string& local) {
  socket_facts facts;
  facts.family = AF_INET;
  facts.type = SOCK_DGRAM;
  facts.local = local;
  return facts;
}

std::vector<std::int64_t> sizes(const std::vector<play::piece>& row) {
  std::vector<std::int64_t> all;
  for (const play::piece& one : row) all.push_back(one.size);
  return all;
}

// A client, process 7, and the server's end of its connection.
struct seqpacket_pair : told {
  socket_facts client = unix_socket(SOCK_SEQPACKET, 1);
  socket_facts server = unix_socket(SOCK_SEQPACKET, 2);

  explicit seqpacket_pair(const std::string& spelled = "@desk") {
    server.local = "@desk";
    server.peer_process = 7;
    journal.connects("client", 7, client, spelled);
    client.peer = "@desk";
    journal.accepted("server", server);
  }
};

TEST(Journal, TakesUpAMessageThatCameOutBeforeItsSendReturned) {
  seqpacket_pair pair;
  EXPECT_FALSE(pair.received("server", pair.server, "one"));
  pair.sent("client", pair.client, "one");
  pair.sent("client", pair.client, "three");
  EXPECT_FALSE(pair.received("server", pair.server, "three"));
  EXPECT_TRUE(pair.received("server", pair.server, ""));
  ASSERT_THAT(pair.record.streams, SizeIs(1));
  EXPECT_EQ(pair.record.streams[0].from, "client");
  EXPECT_THAT(sizes(pair.record.streams[0].recvs), ElementsAre(3, 5, 0));
  EXPECT_EQ(pair.record.calls[0].stream, 0);
}

TEST(Journal, TakesUpADatagramThatCameOutBeforeItsSendReturned) {
  told play;
  const auto server = udp_socket("127.0.0.1:8080");
  play.received("server", server, "one", "127.0.0.1:9000");
  play.sent("client", udp_socket("0.0.0.0:9000"), "one", "127.0.0.1:8080");
  ASSERT_THAT(play.record.streams, SizeIs(1));
  EXPECT_THAT(sizes(play.record.streams[0].recvs), ElementsAre(3));
  EXPECT_EQ(play.record.streams[0].from_address, "127.0.0.1:9000");
}

TEST(Journal, KnowsAUnixSocketByWhoConnectedHoweverItsNameIsSpelled) {
  seqpacket_pair pair("./desk");
  pair.sent("client", pair.client, "one");
  pair.received("server", pair.server, "one");
  ASSERT_THAT(pair.record.streams, SizeIs(1));
  EXPECT_EQ(pair.record.streams[0].to, "server");
}

// In a free run the calls' returns are not told of in the kernel's order.
TEST(Journal, AsksTheKernelWhoseConnectionWasTaken) {
  told play;
  socket_facts first = unix_socket(SOCK_STREAM, 1),
               second = unix_socket(SOCK_STREAM, 2),
               taken = unix_socket(SOCK_STREAM, 3);
  play.journal.connects("client", 7, first, "@desk");
  play.journal.connects("client2", 8, second, "@desk");
  taken.local = "@desk";
  taken.peer_process = 8;
  play.journal.accepted("server", taken);
  EXPECT_EQ(play.journal.other_end(taken), "client2");
}

TEST(Journal, HasWhatCameFromOutsideOfTheCastOverAUnixSocket) {
  for (const int type : {SOCK_STREAM, SOCK_SEQPACKET}) {
    told play;
    socket_facts client = unix_socket(type, 1);
    play.journal.connects("client", 7, client, "/run/outside");
    client.peer = "/run/outside";
    play.sent("client", client, "hi");
    play.received("client", client, "good");
    play.received("client", client, "bye");
    play.journal.name_receivers();
    ASSERT_THAT(play.record.streams, SizeIs(2));
    const play::stream &out = play.record.streams[0],
                       &in = play.record.streams[1];
    EXPECT_EQ(out.from + " > " + out.to + out.to_address,
              "client > /run/outside");
    EXPECT_EQ(in.from + in.from_address + " > " + in.to,
              "/run/outside > client");
    EXPECT_EQ(in.bytes, "goodbye");
    EXPECT_THAT(sizes(in.recvs), ElementsAre(4, 3));
    EXPECT_THAT(in.sends, IsEmpty());
  }
}

TEST(Journal, GivesADatagramToTheClosestOfSeveralAddresses) {
  told play;
  play.journal.bound("all", udp_socket("0.0.0.0:8080"));
  play.journal.bound("jack", udp_socket("127.0.0.2:8080"));
  const auto client = udp_socket("0.0.0.0:9000");
  for (const char* const to :
       {"127.0.0.1:8080", "127.0.0.2:8080", "127.0.0.1:8081"})
    play.sent("client", client, "one", to);
  play.journal.name_receivers();
  std::vector<std::string> to;
  for (const play::stream& one : play.record.streams) to.push_back(one.to);
  EXPECT_THAT(to, ElementsAre("all", "jack", ""));
}

TEST(Addresses, MeetWhereOneOfThemIsAnyOfTheMachine) {
  EXPECT_TRUE(play::meet("127.0.0.1:80", "127.0.0.1:80"));
  EXPECT_TRUE(play::meet("127.0.0.1:80", "0.0.0.0:80"));
  EXPECT_TRUE(play::meet("[::]:80", "127.0.0.1:80"));
  EXPECT_TRUE(play::meet("[::]:80", "[::1]:80"));
  EXPECT_FALSE(play::meet("0.0.0.0:80", "[::1]:80"));
  EXPECT_FALSE(play::meet("127.0.0.1:80", "127.0.0.2:80"));
  EXPECT_FALSE(play::meet("0.0.0.0:80", "127.0.0.1:8080"));
  EXPECT_FALSE(play::meet("/run/a", "/run/b"));
}

}  // namespace
