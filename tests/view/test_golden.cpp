// Lesson 11's three outcomes, as they are drawn: one pair of programs, three
// schedules. Read them as a learner would.
#include <gtest/gtest.h>

#include "ribbon/records.hpp"
#include "view/view.hpp"

// clang-format off

TEST(Golden, LateReader) {
  EXPECT_EQ(view::text(tests::late_reader(), {}), R"_(         server                             │ client
  #1-3   socket, bind(127.0.0.1:8080),      │
           listen                           │
  #4                                        │ socket(SOCK_STREAM) = 3
  #5                                        │ connect(3, 127.0.0.1:8080) = 0
  #6     accept(3) = 4                      │
  #7                                        │ send(3, "hello") = 5
  #8                                        │ send(3, "feng") = 4
  #9                                        │ close(3) = 0
  #10    recv(4, 10) = 9 "hellofeng"        │
         ┊ 1st recv: 9 bytes "hellofeng"    │
  #11    recv(4, 10) = 0                    │
         ┊ 2nd recv: 0 bytes ""             │

client ──▶ server   tcp, 9 bytes
           0             5            9
           ┌─────────────┬────────────┐
  send     │ #7: 5 hello │ #8: 4 feng │
           ├─────────────┼────────────┤
  segment  │ 5           │ 4          │
           ├─────────────┴────────────┼──────────────────────┐
  recv     │ #10: 9 hellofeng         │ #11: 0 end of stream │
           └──────────────────────────┴──────────────────────┘
  * #10 coalesced: one recv holds bytes of 2 sends (#7 and #8). They crossed in
    2 segments, so they met in the receive buffer.
  * #11 end of stream: recv returned 0.

The end: every program has ended.
)_");
}

TEST(Golden, PromptReader) {
  EXPECT_EQ(view::text(tests::prompt_reader(), {}), R"_(         server                             │ client
  #1-3   socket, bind(127.0.0.1:8080),      │
           listen                           │
  #4                                        │ socket(SOCK_STREAM) = 3
  #5                                        │ connect(3, 127.0.0.1:8080) = 0
  #6     accept(3) = 4                      │
  #7                                        │ send(3, "hello") = 5
  #8     recv(4, 10) = 5 "hello"            │
  #9                                        │ send(3, "feng") = 4
  #10    recv(4, 10) = 4 "feng"             │

client ──▶ server   tcp, 9 bytes
           0             5             9
           ┌─────────────┬─────────────┐
  send     │ #7: 5 hello │ #9: 4 feng  │
           ├─────────────┼─────────────┤
  segment  │ 5           │ 4           │
           ├─────────────┼─────────────┤
  recv     │ #8: 5 hello │ #10: 4 feng │
           └─────────────┴─────────────┘
  * Each send came out of one recv, this time: a byte stream does not promise
    it.

The end: every program has ended.
)_");
}

TEST(Golden, SmallFirstBite) {
  EXPECT_EQ(view::text(tests::small_first_bite(), {}), R"_(         server                             │ client
  #1-3   socket, bind(127.0.0.1:8080),      │
           listen                           │
  #4                                        │ socket(SOCK_STREAM) = 3
  #5                                        │ connect(3, 127.0.0.1:8080) = 0
  #6     accept(3) = 4                      │
  #7                                        │ send(3, "hello") = 5
  #8                                        │ send(3, "feng") = 4
  #9     recv(4, 2) = 2 "he"                │
  #10    recv(4, 10) = 7 "llofeng"          │

client ──▶ server   tcp, 9 bytes
           0           2  5             9
           ┌──────────────┬─────────────┐
  send     │ #7: 5 hello  │ #8: 4 feng  │
           ├──────────────┼─────────────┤
  segment  │ 5            │ 4           │
           ├───────────┬──┴─────────────┤
  recv     │ #9: 2 he  │ #10: 7 llofeng │
           └───────────┴────────────────┘
  * #10 coalesced: one recv holds bytes of 2 sends (#7 and #8), the first 3
    bytes left over from #7. They crossed in 2 segments, so they met in the
    receive buffer.
  * #7 split: this send of 5 bytes came out of 2 recvs (#9 and #10).

The end: every program has ended.
)_");
}

TEST(Golden, SmallFirstBiteInAscii) {
  EXPECT_EQ(view::text(tests::small_first_bite(), {.utf8 = false}), R"_(         server                             | client
  #1-3   socket, bind(127.0.0.1:8080),      |
           listen                           |
  #4                                        | socket(SOCK_STREAM) = 3
  #5                                        | connect(3, 127.0.0.1:8080) = 0
  #6     accept(3) = 4                      |
  #7                                        | send(3, "hello") = 5
  #8                                        | send(3, "feng") = 4
  #9     recv(4, 2) = 2 "he"                |
  #10    recv(4, 10) = 7 "llofeng"          |

client --> server   tcp, 9 bytes
           0           2  5             9
           +--------------+-------------+
  send     | #7: 5 hello  | #8: 4 feng  |
           +--------------+-------------+
  segment  | 5            | 4           |
           +-----------+--+-------------+
  recv     | #9: 2 he  | #10: 7 llofeng |
           +-----------+----------------+
  * #10 coalesced: one recv holds bytes of 2 sends (#7 and #8), the first 3
    bytes left over from #7. They crossed in 2 segments, so they met in the
    receive buffer.
  * #7 split: this send of 5 bytes came out of 2 recvs (#9 and #10).

The end: every program has ended.
)_");
}

TEST(Golden, LateReaderInChinese) {
  EXPECT_EQ(view::text(tests::late_reader(),
                       {.language = view::language::chinese}), R"_(         server                             │ client
  #1-3   socket, bind(127.0.0.1:8080),      │
           listen                           │
  #4                                        │ socket(SOCK_STREAM) = 3
  #5                                        │ connect(3, 127.0.0.1:8080) = 0
  #6     accept(3) = 4                      │
  #7                                        │ send(3, "hello") = 5
  #8                                        │ send(3, "feng") = 4
  #9                                        │ close(3) = 0
  #10    recv(4, 10) = 9 "hellofeng"        │
         ┊ 1st recv: 9 bytes "hellofeng"    │
  #11    recv(4, 10) = 0                    │
         ┊ 2nd recv: 0 bytes ""             │

client ──▶ server   tcp，9 字节
          0             5            9
          ┌─────────────┬────────────┐
  send    │ #7: 5 hello │ #8: 4 feng │
          ├─────────────┼────────────┤
  报文段  │ 5           │ 4          │
          ├─────────────┴────────────┼───────────────┐
  recv    │ #10: 9 hellofeng         │ #11: 0 流结束 │
          └──────────────────────────┴───────────────┘
  * #10 合并（粘包）：一次 recv 取到了 2 次 send（#7、#8）的数据。它们分在 2 个
    报文段里传输，是在接收缓冲区里合并的。
  * #11 流结束：recv 返回 0。

演完：所有程序都已结束。
)_");
}
