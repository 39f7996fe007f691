#include <cerrno>
#include <string>
#include <vector>

#include "groups.hpp"

namespace zoo {
namespace {

using check::fault_kind;

check::options short_writes() {
  check::options options;
  options.short_writes = true;
  return options;
}

check::options kills() {
  check::options options;
  options.kills = true;
  return options;
}

check::options interruptions() {
  check::options options;
  options.errors = {EINTR};
  return options;
}

const std::string hello_frame = "send:\\x00\\x00\\x00\\x05hello";

void add_short_reads(std::vector<animal>& zoo) {
  zoo.push_back(pair("header_short_read", fault_kind::output_differs,
                     {"a header of four bytes taken with one recv",
                      "四个字节的报头，只用一次 recv 来取"},
                     {"server: header_short_read MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("body_short_read", fault_kind::output_differs,
                     {"a body of known length taken with one recv",
                      "长度已知的正文，只用一次 recv 来取"},
                     {"server: body_short_read MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("miscounted_length", fault_kind::output_differs,
                     {"what it had already counted again with every recv",
                      "每次 recv 都把已经收到的又数一遍"},
                     {"server: miscounted_length MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("half_a_number", fault_kind::output_differs,
                     {"recv into an int, whose count nobody asks",
                      "直接 recv 进一个 int，却没人问来了几个字节"},
                     {"server: half_a_number MODE 8080",
                      "client: peer connect 8080 "
                      "send:\\x00\\x00\\x03\\xe8\\x00\\x00\\x00\\x02"}));
  zoo.push_back(pair("text_length_cut", fault_kind::output_differs,
                     {"a length in digits taken with one recv",
                      "用数字写的长度，只用一次 recv 来取"},
                     {"server: peer accept 8080 send:11\\n recv:5 "
                      "send:hello\\x20world",
                      "client: text_length_cut MODE 8080"}));
  zoo.push_back(pair("nul_not_yet_there", fault_kind::output_differs,
                     {"what one recv brought taken for a whole string",
                      "把一次 recv 拿到的当成完整的字符串"},
                     {"server: nul_not_yet_there MODE 8080",
                      "client: peer connect 8080 send:hello\\x00"}));
  zoo.push_back(pair("checksum_of_last_piece", fault_kind::output_differs,
                     {"the sum of the last piece taken for the body's",
                      "把最后一段的校验和当成整个正文的"},
                     {"server: checksum_of_last_piece MODE 8080",
                      "client: peer connect 8080 send:abc"}));
  zoo.push_back(pair("peek_trusted", fault_kind::output_differs,
                     {"a header seen by MSG_PEEK, whose count nobody asks",
                      "用 MSG_PEEK 看报头，却没人问看到了几个字节"},
                     {"server: peek_trusted MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
}

// Cuts that are neither at one byte nor at all but one.
void add_cuts_inside(std::vector<animal>& zoo) {
  zoo.push_back(pair("crlf_cut", fault_kind::output_differs,
                     {"CR LF turned into LF in each recv by itself",
                      "只在同一次 recv 里把 CR LF 换成 LF"},
                     {"server: crlf_cut MODE 8080",
                      "client: peer connect 8080 send:first\\r\\nsecond"}));
  zoo.push_back(
      pair("utf8_cut", fault_kind::output_differs,
           {"characters looked for in each recv by itself",
            "只在同一次 recv 里找完整的字符"},
           {"server: utf8_cut MODE 8080",
            "client: peer connect 8080 send:hello\\xe4\\xbd\\xa0world"}));
  zoo.push_back(pair("preadv2_short_read", fault_kind::output_differs,
                     {"a header of four bytes taken with one preadv2",
                      "四个字节的报头，只用一次 preadv2 来取"},
                     {"server: preadv2_short_read MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("readv_header_and_body", fault_kind::output_differs,
                     {"a header and its body taken with one readv",
                      "报头和正文，只用一次 readv 来取"},
                     {"server: readv_header_and_body MODE 8080",
                      "client: peer connect 8080 " + hello_frame}));
  zoo.push_back(pair("varint_cut", fault_kind::output_differs,
                     {"a length of seven bits a byte taken with one recv",
                      "每个字节存七位的长度（varint），只用一次 recv 来取"},
                     {"server: varint_cut MODE 8080",
                      "client: peer connect 8080 send:\\x80\\x01 fill:128"}));
  zoo.push_back(pair("escape_cut", fault_kind::output_differs,
                     {"an escape sequence looked for in each recv by itself",
                      "只在同一次 recv 里找转义序列"},
                     {"server: escape_cut MODE 8080",
                      "client: peer connect 8080 send:one\\\\ntwo"}));
  zoo.push_back(pair("fionread_as_length", fault_kind::output_differs,
                     {"what has come so far taken for the message",
                      "把目前已经到的（FIONREAD）当成整条消息"},
                     {"server: fionread_as_length MODE 8080",
                      "client: peer connect 8080 send:hello"}));
}

void add_boundaries(std::vector<animal>& zoo) {
  zoo.push_back(pair("over_read", fault_kind::output_differs,
                     {"each recv takes of the next message too",
                      "每次 recv 连下一条消息的开头也取走"},
                     {"server: over_read MODE 8080",
                      "client: peer connect 8080 send:hello send:world"}));
  zoo.push_back(pair("delimiter_cut", fault_kind::everyone_waits,
                     {"\"\\r\\n\" looked for in what one recv brought",
                      "只在一次 recv 拿到的数据里找 \"\\r\\n\""},
                     {"server: delimiter_cut MODE 8080",
                      "client: peer connect 8080 send:hello\\r\\n recv:2"}));
  zoo.push_back(pair("lf_in_next_read", fault_kind::output_differs,
                     {"the LF behind a CR taken for a line of its own",
                      "把 CR 后面的 LF 当成另一个空行"},
                     {"server: lf_in_next_read MODE 8080",
                      "client: peer connect 8080 send:one\\r\\ntwo\\r\\n"}));
  animal ambiguous =
      pair("text_length_ambiguous", fault_kind::output_differs,
           {"a length in digits before data that begins with a digit",
            "用数字写的长度，后面的数据又以数字开头"},
           {"server: text_length_ambiguous MODE 8080",
            "client: peer connect 8080 send:5 send:42abc"});
  ambiguous.fixed.back() =
      member("client: peer connect 8080 send:5: send:42abc", "");
  zoo.push_back(ambiguous);
  zoo.push_back(pair(
      "lost_leftover", fault_kind::output_differs,
      {"what stood behind the first line dropped", "第一行后面的数据都丢掉"},
      {"server: lost_leftover MODE 8080",
       "client: peer connect 8080 send:a\\n send:b\\n"}));
  zoo.push_back(pair(
      "reply_before_request", fault_kind::output_differs,
      {"answered before the whole request was there", "请求还没收全就回答"},
      {"server: reply_before_request MODE 8080",
       "client: peer connect 8080 send:hel send:lo\\n all"}));
  zoo.push_back(pair("overflow_by_two_messages", fault_kind::signal,
                     {"room for one message, and two come together",
                      "只有一条消息的地方，却一起来了两条"},
                     {"server: overflow_by_two_messages MODE 8080",
                      "client: peer connect 8080 send:hello send:world"}));
  zoo.push_back(pair(
      "json_per_recv", fault_kind::output_differs,
      {"what one recv brought parsed as one JSON object",
       "把一次 recv 拿到的当成一个 JSON 对象来解析"},
      {"server: json_per_recv MODE 8080",
       "client: peer connect 8080 send:{\"a\":1} send:{\"b\":{\"c\":2}}"}));
  zoo.push_back(
      pair("one_reply_per_recv", fault_kind::output_differs,
           {"two requests at once, and each recv taken for a reply",
            "一口气发两个请求，把每次 recv 当成一个回答"},
           {"server: peer accept 8080 recv:2 send:A\\n recv:2 send:B\\n",
            "client: one_reply_per_recv MODE 8080"}));
}

void add_sends(std::vector<animal>& zoo) {
  zoo.push_back(pair("partial_send_ignored", fault_kind::output_differs,
                     {"a send's result ignored", "不看 send 返回多少"},
                     {"server: peer accept 8080 all",
                      "client: partial_send_ignored MODE 8080"},
                     short_writes()));
  zoo.push_back(pair("full_buffer_ignored", fault_kind::output_differs,
                     {"a send that does not wait, its EAGAIN ignored",
                      "非阻塞的 send，不理会 EAGAIN"},
                     {"server: full_buffer_ignored MODE 8080",
                      "client: peer connect_small 8080 all"}));
  zoo.push_back(
      pair("both_send_first", fault_kind::everyone_waits,
           {"both ends send more than the buffers hold before they read",
            "双方都先发后读，发的比缓冲区装得下的还多"},
           {"server: peer accept_small 8080 fill:6000 recv:6000",
            "client: both_send_first MODE 8080"}));
  zoo.push_back(
      pair("sigpipe", fault_kind::signal,
           {"send to a client that left, without MSG_NOSIGNAL",
            "向已经离开的客户端 send，没有加 MSG_NOSIGNAL"},
           {"server: sigpipe MODE 8080", "client: peer connect 8080 recv:1"}));
}

void add_ends(std::vector<animal>& zoo) {
  zoo.push_back(pair(
      "eof_taken_for_message", fault_kind::output_differs,
      {"an end of stream taken for an empty message", "把流结束当成一条空消息"},
      {"server: eof_taken_for_message MODE 8080",
       "client: peer connect 8080 send:y", "client2: peer connect 8080"}));
  zoo.push_back(pair("eof_inside_frame", fault_kind::signal,
                     {"a record that the peer's end cut short used as whole",
                      "对方中途离开，把残缺的记录当成完整的"},
                     {"server: eof_inside_frame MODE 8080",
                      "client: peer connect 8080 send:he send:llo"},
                     kills()));
  zoo.push_back(
      pair("recv_zero_ignored", fault_kind::spinning,
           {"reads on at the end of the stream", "流已经结束，还一直读"},
           {"server: recv_zero_ignored MODE 8080",
            "client: peer connect 8080 send:hello"}));
  zoo.push_back(pair("close_with_unread", fault_kind::output_differs,
                     {"closes with unread bytes: a reset behind the answer",
                      "还有未读的字节就关闭：回答后面跟着复位"},
                     {"server: close_with_unread MODE 8080",
                      "client: peer connect 8080 send:a send:b end all"}));
  zoo.push_back(pair("shutdown_missing", fault_kind::everyone_waits,
                     {"each end waits for the other's end of stream",
                      "双方都在等对方的流结束"},
                     {"server: peer accept 8080 all send:ok",
                      "client: shutdown_missing MODE 8080"}));
  zoo.push_back(pair("eintr_taken_for_end", fault_kind::output_differs,
                     {"an interrupted recv taken for the end of the stream",
                      "recv 被信号打断，就当流结束了"},
                     {"server: eintr_taken_for_end MODE 8080",
                      "client: peer connect 8080 send:hel send:lo"},
                     interruptions()));
  zoo.push_back(
      pair("eagain_taken_for_end", fault_kind::output_differs,
           {"EAGAIN taken for the end of the stream", "把 EAGAIN 当成流结束"},
           {"server: eagain_taken_for_end MODE 8080",
            "client: peer connect 8080 send:hel send:lo"}));
}

}  // namespace

void add_streams(std::vector<animal>& zoo) {
  add_short_reads(zoo);
  add_cuts_inside(zoo);
  add_boundaries(zoo);
  add_sends(zoo);
  add_ends(zoo);
}

}  // namespace zoo
