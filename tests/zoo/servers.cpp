#include <vector>

#include "groups.hpp"

namespace zoo {
namespace {

using check::fault_kind;

void add_many_peers(std::vector<animal>& zoo) {
  zoo.push_back(pair("one_client_at_a_time", fault_kind::everyone_waits,
                     {"a connection served to its end before the next one",
                      "一个连接服务到底，才接下一个"},
                     {"server: one_client_at_a_time MODE 8080",
                      "client: one_client_at_a_time client 8080"}));
  zoo.push_back(pair(
      "accept_order", fault_kind::output_differs,
      {"the first connection taken for the control connection",
       "把先来的连接当成控制连接"},
      {"server: accept_order MODE 8080", "client: peer connect 8080 send:c1",
       "client2: peer connect 8080 send:d2"}));
  zoo.push_back(pair("two_threads_one_socket", fault_kind::output_differs,
                     {"two threads read messages from one connection",
                      "两个线程从同一个连接里读消息"},
                     {"server: two_threads_one_socket MODE 8080",
                      "client: peer connect 8080 send:abcd"}));
  zoo.push_back(pair("threads_share_buffer", fault_kind::output_differs,
                     {"a thread for each connection, and one buffer for all",
                      "每个连接一个线程，缓冲区却大家共用一个"},
                     {"server: threads_share_buffer MODE 8080",
                      "client: peer connect 8080 send:a recv:1",
                      "client2: peer connect 8080 send:b recv:1"}));
  zoo.push_back(pair("one_buffer_for_all", fault_kind::output_differs,
                     {"a poll loop with one decode buffer for all clients",
                      "poll 循环里，所有客户端共用一个解码缓冲区"},
                     {"server: one_buffer_for_all MODE 8080",
                      "client: peer connect 8080 send:a\\n",
                      "client2: peer connect 8080 send:b\\n"}));
  zoo.push_back(pair("fork_keeps_connection", fault_kind::everyone_waits,
                     {"the parent of the child that serves keeps it open",
                      "子进程在服务，父进程却没有关掉这个连接"},
                     {"server: fork_keeps_connection MODE 8080",
                      "client: peer connect 8080 all"}));
  zoo.push_back(pair("poll_one_read", fault_kind::output_differs,
                     {"one recv for each wake-up taken for a line",
                      "每次醒来只 recv 一次，就当成一行"},
                     {"server: poll_one_read MODE 8080",
                      "client: peer connect 8080 send:hel send:lo\\n"}));
  zoo.push_back(pair("poll_forgets_its_buffer", fault_kind::everyone_waits,
                     {"polls while a whole line is in its own buffer",
                      "自己的缓冲区里已有完整的一行，还去 poll"},
                     {"server: poll_forgets_its_buffer MODE 8080",
                      "client: peer connect 8080 send:a\\n send:b\\n recv:4"}));
  zoo.push_back(pair("edge_read_once", fault_kind::everyone_waits,
                     {"one recv for each edge of an edge-triggered epoll",
                      "边缘触发的 epoll，每次通知只 recv 一次"},
                     {"server: edge_read_once MODE 8080",
                      "client: peer connect 8080 send:hel send:lo\\n recv:2"}));
  zoo.push_back(pair(
      "epoll_event_order", fault_kind::output_differs,
      {"the first of two events taken for the first socket's",
       "把两个事件中的第一个当成第一个套接字的"},
      {"server: epoll_event_order MODE 8080 8081",
       "client: peer ask 8080 send:one", "client2: peer ask 8081 send:two"}));
}

void add_datagrams(std::vector<animal>& zoo) {
  zoo.push_back(pair("announced_by_datagram", fault_kind::output_differs,
                     {"the first connection taken for the first one announced",
                      "把先来的连接当成先通报的那一个"},
                     {"server: announced_by_datagram MODE 8080 8081",
                      "client: announced_by_datagram a 8080 8081",
                      "client2: announced_by_datagram b 8080 8081"}));
  zoo.push_back(pair(
      "udp_buffer_too_small", fault_kind::output_differs,
      {"room for as much as the first datagram had",
       "缓冲区只按第一个数据报的大小准备"},
      {"server: udp_buffer_too_small MODE 8080",
       "client: peer ask 8080 send:hello", "client2: peer ask 8080 send:hi"}));
  zoo.push_back(pair(
      "udp_reply_order", fault_kind::output_differs,
      {"the first answer taken for the first server's",
       "把先来的回答当成第一个服务端的"},
      {"server: peer answer 8080 send:a1", "server2: peer answer 8081 send:b2",
       "client: udp_reply_order MODE 8080 8081"}));
  zoo.push_back(pair("recvmmsg_taken_for_all", fault_kind::output_differs,
                     {"two datagrams expected from one recvmmsg",
                      "以为一次 recvmmsg 一定拿到两个数据报"},
                     {"server: recvmmsg_taken_for_all MODE 8080",
                      "client: peer ask 8080 send:one send:two"}));
  zoo.push_back(pair("datagram_as_stream", fault_kind::everyone_waits,
                     {"a datagram's length read first, then the rest of it",
                      "先读数据报的长度，再读剩下的部分"},
                     {"server: datagram_as_stream MODE 8080",
                      "client: peer ask 8080 send:\\x05hello recv:2"}));
}

// A peer that is merely slow.
void add_time_limits(std::vector<animal>& zoo) {
  zoo.push_back(pair("time_limit_drops", fault_kind::output_differs,
                     {"what had come before a time limit dropped",
                      "超时的时候，把已经收到的一半丢掉"},
                     {"server: time_limit_drops MODE 8080",
                      "client: peer connect 8080 send:hel send:lo"}));
  zoo.push_back(pair("asked_again_when_late", fault_kind::output_differs,
                     {"a request that is sent again, without a number",
                      "请求超时就重发，却没有编号"},
                     {"server: asked_again_when_late MODE 8080 server",
                      "client: asked_again_when_late MODE 8080 client"}));
  zoo.push_back(pair("limit_taken_for_end", fault_kind::output_differs,
                     {"a poll's time limit taken for the peer's end",
                      "poll 超时，就当对方已经走了"},
                     {"server: limit_taken_for_end MODE 8080",
                      "client: peer connect 8080 send:hel send:lo"}));
  zoo.push_back(pair("buffer_of_the_select", fault_kind::output_differs,
                     {"a line begun anew whenever a select wakes for nothing",
                      "select 每次空手醒来，就把一行从头收起"},
                     {"server: buffer_of_the_select MODE 8080",
                      "client: peer connect 8080 send:hel send:lo\\n"}));
}

// What no schedule does otherwise, and what goes wrong by itself.
void add_always_wrong(std::vector<animal>& zoo) {
  zoo.push_back(pair("only_first_of_many", fault_kind::output_differs,
                     {"of what one recv brought only the first used",
                      "一次 recv 拿到好几条，只用第一条"},
                     {"server: peer accept 8080 send:a send:b",
                      "client: only_first_of_many MODE 8080"}));
  zoo.push_back(pair(
      "datagram_cut", fault_kind::truncated,
      {"room for less than each datagram has", "缓冲区比每个数据报都小"},
      {"server: datagram_cut MODE 8080", "client: peer ask 8080 send:hello"}));
  zoo.push_back(
      pair("refused_by_all", fault_kind::always_fails,
           {"a greeting expected that never comes", "等一句永远不会来的问候"},
           {"server: peer accept 8080 send:ok",
            "client: refused_by_all MODE 8080"}));
}

}  // namespace

void add_servers(std::vector<animal>& zoo) {
  add_many_peers(zoo);
  add_datagrams(zoo);
  add_time_limits(zoo);
  add_always_wrong(zoo);
}

}  // namespace zoo
