#include "view/words/vocabulary.hpp"

#include <fmt/format.h>

#include "view/layout/payload.hpp"

namespace view {
namespace {

constexpr vocabulary english_words = {
    .outside = "outside",
    .byte = "byte",
    .bytes = "bytes",
    .datagram = "datagram",
    .datagrams = "datagrams",
    .message = "message",
    .messages = "messages",
    .connection = "connection",
    .comma = ", ",
    .send = "send",
    .segment = "segment",
    .recv = "recv",
    .end_of_stream = "end of stream",
    .lost = "lost",
    .cut = "cut",
    .unread = "unread",
    .not_yet_read = "not yet read",
    .more = "{} more",
    .more_lost = "{} lost",
    .more_unread = "{} unread",
    .more_not_yet_read = "{} not yet read",
    .more_calls = "{} more calls of this kind",
    .more_lines = "{} more lines",
    .more_calls_hidden = "{} more calls",
    .more_packets = "{} more packets",
    .again = "sent again",
    .unanswered = "no answer",
    .in_the_buffer = "in the receive buffer",
    .it_waits = "waits: there is nothing yet",
    .never_returned = "has not returned",
    .cut_to = "cut to",
    .cut_short = "cut short",
    .failed = "failed by the schedule",
    .skipped = "sleep skipped",
    .time_is_up = "time is up"};

constexpr vocabulary chinese_words = {.outside = "外部",
                                      .byte = "字节",
                                      .bytes = "字节",
                                      .datagram = "个数据报",
                                      .datagrams = "个数据报",
                                      .message = "条消息",
                                      .messages = "条消息",
                                      .connection = "连接",
                                      .comma = "，",
                                      .send = "send",
                                      .segment = "报文段",
                                      .recv = "recv",
                                      .end_of_stream = "流结束",
                                      .lost = "丢失",
                                      .cut = "截断",
                                      .unread = "未读",
                                      .not_yet_read = "还没有读",
                                      .more = "还有 {} 个",
                                      .more_lost = "丢失 {} 个",
                                      .more_unread = "未读 {} 个",
                                      .more_not_yet_read = "还没有读 {} 个",
                                      .more_calls = "还有 {} 次同类调用",
                                      .more_lines = "还有 {} 行",
                                      .more_calls_hidden = "还有 {} 次调用",
                                      .more_packets = "还有 {} 个数据包",
                                      .again = "重传",
                                      .unanswered = "没有应答",
                                      .in_the_buffer = "在接收缓冲区里",
                                      .it_waits = "等待：还什么都没有",
                                      .never_returned = "尚未返回",
                                      .cut_to = "截短为",
                                      .cut_short = "被截短",
                                      .failed = "按调度失败",
                                      .skipped = "跳过睡眠",
                                      .time_is_up = "时间到"};

}  // namespace

const vocabulary& words(language in) {
  return in == language::english ? english_words : chinese_words;
}

std::string amount(const play::stream& stream, language in) {
  const vocabulary& word = words(in);
  std::string text{play::to_string(stream.kind)};
  if (play::keeps_boundaries(stream.kind)) {
    text.append(word.comma).append(messages(stream, in));
  }
  text += word.comma;
  return text + counted(static_cast<std::int64_t>(stream.bytes.size()),
                        word.byte, word.bytes);
}

std::string messages(const play::stream& stream, language in) {
  const vocabulary& word = words(in);
  const auto n = static_cast<std::int64_t>(stream.sends.size());
  return stream.kind == play::transport::unix_seqpacket
             ? counted(n, word.message, word.messages)
             : counted(n, word.datagram, word.datagrams);
}

std::string folded(const play::stream& stream, int pieces, int missing,
                   const style& how, bool goes_on) {
  const vocabulary& word = words(how.language);
  std::string text;
  if (pieces > 0) text = fmt::format(fmt::runtime(word.more), pieces);
  if (missing > 0) {
    text += text.empty() ? "" : word.comma;
    text += fmt::format(
        fmt::runtime(goes_on ? word.more_not_yet_read
                     : stream.kind == play::transport::udp ? word.more_lost
                                                           : word.more_unread),
        missing);
  }
  return fmt::format("{} {} {}", ellipsis(how), text, ellipsis(how));
}

std::string counted(std::int64_t n, std::string_view one,
                    std::string_view more) {
  return fmt::format("{} {}", n, n == 1 ? one : more);
}

}  // namespace view
