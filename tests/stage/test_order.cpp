// The order of the calls of a free run.
#include "stage/record/order.hpp"

#include "plays.hpp"

namespace {

using testing::ElementsAre;
using Order = StageTest;

struct noted_calls {
  std::size_t begins(const char* name) {
    play::call call;
    set_type(call, *play::find_call_type(name));
    call.n = static_cast<int>(record.calls.size()) + 1;
    record.calls.push_back(call);
    order.begins();
    return record.calls.size() - 1;
  }
  void returns(std::size_t index, std::int64_t result, int error = 0) {
    record.calls[index].result = result;
    record.calls[index].error = error;
    order.returns(index, record.calls[index]);
  }
  void prints(const char* text) {
    record.prints.push_back({"server", false, order.now(), text});
  }
  std::string names() {
    order.put_in_order(record);
    std::string all;
    for (const play::call& call : record.calls)
      all += std::to_string(call.n) + " " + call.name + " ";
    return all;
  }
  play::record record;
  stage::call_order order;
};

TEST(CallOrder, PutsWhoWaitedWhereItReturned) {
  noted_calls calls;
  const auto accept = calls.begins("accept");
  const auto connect = calls.begins("connect");
  calls.returns(connect, 0);
  calls.returns(accept, 4);
  const auto recv = calls.begins("recv");
  const auto send = calls.begins("send");
  calls.record.streams.push_back({.sends = {{0, 5, 4}},
                                  .recvs = {{0, 5, 3}},
                                  .segments = {{0, 5, calls.order.now()}}});
  calls.returns(recv, 5);  // told of before the send is
  calls.prints("hello");
  calls.returns(send, 5);
  EXPECT_EQ(calls.names(), "1 connect 2 accept 3 send 4 recv ");
  const play::stream& stream = calls.record.streams.front();
  EXPECT_EQ(stream.sends.front().call, 3);
  EXPECT_EQ(stream.segments.front().call, 3);
  EXPECT_EQ(stream.recvs.front().call, 4);
  EXPECT_EQ(calls.record.prints.front().after, 4);
}

TEST(CallOrder, PutsAnErrorWhereItCame) {
  noted_calls calls;
  const auto send = calls.begins("send");
  calls.returns(calls.begins("close"), 0);
  calls.returns(send, -1, EPIPE);
  const auto connect = calls.begins("connect");
  calls.returns(calls.begins("listen"), 0);
  calls.returns(connect, -1, EINPROGRESS);
  EXPECT_EQ(calls.names(), "1 close 2 send 3 connect 4 listen ");
}

TEST(CallOrder, PutsWhoStillReceivesLast) {
  noted_calls calls;
  calls.begins("poll");
  calls.begins("send");
  calls.prints("still sending");
  EXPECT_EQ(calls.names(), "1 send 2 poll ");
  EXPECT_EQ(calls.record.prints.front().after, 1);
}

// No piece is received before it was sent, and nobody taken before he came.
void expect_causes_first(const play::record& play) {
  for (std::size_t i = 0; i < play.calls.size(); ++i)
    EXPECT_EQ(play.calls[i].n, static_cast<int>(i) + 1);
  for (const play::stream& stream : play.streams) {
    for (const play::piece& received : stream.recvs)
      for (const play::piece& sent : stream.sends)
        if (sent.offset < received.offset + received.size) {
          EXPECT_LT(sent.call, received.call);
        }
    for (const play::piece& crossed : stream.segments)
      for (const play::piece& sent : stream.sends)
        if (sent.offset == crossed.offset) {
          EXPECT_LE(sent.call, crossed.call);
        }
  }
}

int first(const play::record& play, const std::string& name) {
  for (const play::call& call : play.calls)
    if (call.name == name) return call.n;
  return 0;
}

TEST_F(Order, OfAFreeRunShowsNoEffectBeforeItsCause) {
  for (int i = 0; i < 10; ++i) {
    const auto play = play_freely({"serve 8080", "ask 8080 hello"});
    expect_causes_first(play);
    EXPECT_LT(first(play, "connect"), first(play, "accept"));
    EXPECT_EQ(play.calls.back().name, "accept");  // it still waits
    EXPECT_FALSE(play.calls.back().result);
    const play::stream& asked = play.streams.front();
    for (const play::print& print : play.prints)
      if (print.program == "server") {
        EXPECT_GE(print.after, asked.recvs.back().call);
      }
  }
}

TEST_F(Order, OfAFreeRunHoldsForManyAndForDatagrams) {
  expect_causes_first(play_freely(
      {"threads 8080 3", "say 8080 a", "say 8080 b", "say 8080 c"}));
  expect_causes_first(play_freely({"udp_serve 8080", "udp_ask 8080 hello"}));
}

}  // namespace
