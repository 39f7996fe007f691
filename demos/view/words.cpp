#include "view/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace view {
namespace {

using ribbon::fact;
using ribbon::finding;
using ribbon::meeting;

constexpr std::size_t most_of_a_kind = 3;
constexpr std::size_t most_numbers = 4;

/// "#5", "#5 and #6", "#5, #6, #7 ... #19".
std::string numbers(const std::vector<int>& calls, language in) {
  const bool english = in == language::english;
  const bool all = calls.size() <= most_numbers;
  const std::size_t n = all ? calls.size() : most_numbers - 1;
  std::string list;
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) list += !english ? "、" : all && i + 1 == n ? " and " : ", ";
    list += fmt::format("#{}", calls[i]);
  }
  if (all) return list;
  return list + fmt::format("{}#{}", english ? " ... " : "……", calls.back());
}

std::string count(std::int64_t n, std::string_view one, std::string_view more) {
  return fmt::format("{} {}", n, n == 1 ? one : more);
}

std::string met(const finding& f, language in) {
  if (in == language::english) {
    switch (f.met) {
      case meeting::sender:
        return " They crossed in one segment, so they were joined on the "
               "sender's side.";
      case meeting::receiver:
        return fmt::format(
            " They crossed in {} segments, so they met in the receive buffer.",
            f.segments);
      case meeting::both:
        return " Some were joined in one segment on the sender's side, the "
               "others met in the receive buffer.";
      case meeting::unknown:
        return "";
    }
  }
  switch (f.met) {
    case meeting::sender:
      return "它们在同一个报文段里，是在发送方合并的。";
    case meeting::receiver:
      return fmt::format("它们分在 {} 个报文段里传输，是在接收缓冲区里合并的。",
                         f.segments);
    case meeting::both:
      return "一部分在发送方就合进了同一个报文段，其余的在接收缓冲区里合并。";
    case meeting::unknown:
      break;
  }
  return "";
}

std::string english(const finding& f, const play::stream& stream) {
  const std::string sends = numbers(f.sends, language::english);
  const std::string recvs = numbers(f.recvs, language::english);
  const std::string bytes = count(f.bytes, "byte", "bytes");
  switch (f.what) {
    case fact::coalesced:
      return fmt::format(
          "{} coalesced: one recv holds bytes of {} sends ({}).{}", recvs,
          f.sends.size(), sends, met(f, language::english));
    case fact::split:
      return fmt::format(
          "{} split: this send of {} came out of {} recvs ({}).{}", sends,
          bytes, f.recvs.size(), recvs,
          f.segments > 1
              ? fmt::format(" It crossed in {} segments.", f.segments)
              : "");
    case fact::left_over:
      return fmt::format("{} left over: it begins with {} of {}.", recvs, bytes,
                         sends);
    case fact::truncated:
      return fmt::format(
          "{} truncated: the buffer was too small for datagram {}, {} {} gone "
          "for good.",
          recvs, sends, bytes, f.bytes == 1 ? "is" : "are");
    case fact::lost:
      return fmt::format("lost: {} of {} never reached a recv: {}.",
                         f.sends.size(),
                         count(static_cast<std::int64_t>(stream.sends.size()),
                               "datagram", "datagrams"),
                         sends);
    case fact::unread:
      return fmt::format("unread: the last {} {} not been read.", bytes,
                         f.bytes == 1 ? "has" : "have");
    case fact::end_of_stream:
      return f.recvs.size() == 1
                 ? fmt::format("{} end of stream: recv returned 0.", recvs)
                 : fmt::format(
                       "end of stream, {} times: {} returned 0; every further "
                       "recv will.",
                       f.recvs.size(), recvs);
  }
  return "";
}

std::string chinese(const finding& f, const play::stream& stream) {
  const std::string sends = numbers(f.sends, language::chinese);
  const std::string recvs = numbers(f.recvs, language::chinese);
  switch (f.what) {
    case fact::coalesced:
      return fmt::format(
          "{} 合并（粘包）：一次 recv 取到了 {} 次 send（{}）的数据。{}", recvs,
          f.sends.size(), sends, met(f, language::chinese));
    case fact::split:
      return fmt::format(
          "{} 拆分：一次 send 的 {} 字节由 {} 次 recv（{}）取走。{}", sends,
          f.bytes, f.recvs.size(), recvs,
          f.segments > 1 ? fmt::format("传输时分成了 {} 个报文段。", f.segments)
                         : "");
    case fact::left_over:
      return fmt::format("{} 残留：开头的 {} 字节是 {} 剩下的。", recvs,
                         f.bytes, sends);
    case fact::truncated:
      return fmt::format(
          "{} 截断：缓冲区放不下数据报 {}，多出的 {} 字节就此丢失。", recvs,
          sends, f.bytes);
    case fact::lost:
      return fmt::format(
          "丢失：{} 个数据报中有 {} 个没有被任何 recv 收到：{}。",
          stream.sends.size(), f.sends.size(), sends);
    case fact::unread:
      return fmt::format("未读：最后 {} 字节没有被读取。", f.bytes);
    case fact::end_of_stream:
      return f.recvs.size() == 1
                 ? fmt::format("{} 流结束：recv 返回 0。", recvs)
                 : fmt::format(
                       "流结束，共 {} 次：{} 都返回 0，再读多少次也还是 0。",
                       f.recvs.size(), recvs);
  }
  return "";
}

}  // namespace

std::string waits_for(std::string_view what, language in) {
  struct phrase {
    std::string_view english, chinese;
  };
  constexpr phrase phrases[] = {
      {"a connection", "新的连接"},
      {"room in the listener's queue", "监听队列有空位"},
      {"room in the send buffer", "发送缓冲区有空位"},
      {"data", "数据"},
      {"an event on one of its sockets", "某个套接字上的事件"},
      {"something outside of the play's sockets", "套接字以外的事情"}};
  constexpr std::string_view from = "data from ";
  if (in == language::english) return std::string(what);
  if (what.starts_with(from)) {
    return fmt::format("{} 的数据", what.substr(from.size()));
  }
  for (const phrase& p : phrases) {
    if (p.english == what) return std::string(p.chinese);
  }
  return std::string(what);
}

namespace {

std::string ending_of(play::ending ended, language in) {
  const bool en = in == language::english;
  switch (ended) {
    case play::ending::exited:
      return en ? "The end: every program has ended."
                : "演完：所有程序都已结束。";
    case play::ending::idle:
      return en ? "The end: only servers are left, waiting for new clients."
                : "演完：只剩服务端在等待新的客户端。";
    case play::ending::everyone_waits:
      return en ? "Everyone waits: nobody can go on, 0 bytes are under way."
                : "所有程序都在等待，谁也无法继续，路上的数据是 0 字节。";
    case play::ending::spinning:
      return en ? "Spinning: a program goes on reading an ended stream."
                : "空转：程序一直在读已经结束的流。";
    case play::ending::killed:
      return en ? "Interrupted." : "演示被中断。";
    case play::ending::bound:
      return en ? "Stopped: too many calls, or too long without one."
                : "演示被停止：调用次数太多，或太久没有调用。";
  }
  return "";
}

constexpr vocabulary english_words = {
    .outside = "outside",
    .byte = "byte",
    .bytes = "bytes",
    .datagram = "datagram",
    .datagrams = "datagrams",
    .connection = "connection",
    .send = "send",
    .segment = "segment",
    .recv = "recv",
    .end_of_stream = "end of stream",
    .lost = "lost",
    .cut = "cut",
    .unread = "unread",
    .more = "{} more",
    .more_lost = "{} lost",
    .more_calls = "{} more calls of this kind",
    .more_lines = "{} more lines",
    .never_returned = "has not returned",
    .cut_to = "cut to",
    .cut_short = "cut short",
    .failed = "failed by the schedule",
    .skipped = "sleep skipped"};

constexpr vocabulary chinese_words = {.outside = "外部",
                                      .byte = "字节",
                                      .bytes = "字节",
                                      .datagram = "个数据报",
                                      .datagrams = "个数据报",
                                      .connection = "连接",
                                      .send = "send",
                                      .segment = "报文段",
                                      .recv = "recv",
                                      .end_of_stream = "流结束",
                                      .lost = "丢失",
                                      .cut = "截断",
                                      .unread = "未读",
                                      .more = "还有 {} 个",
                                      .more_lost = "丢失 {} 个",
                                      .more_calls = "还有 {} 次同类调用",
                                      .more_lines = "还有 {} 行",
                                      .never_returned = "尚未返回",
                                      .cut_to = "截短为",
                                      .cut_short = "被截短",
                                      .failed = "按调度失败",
                                      .skipped = "跳过睡眠"};

/// What can be said when nothing is worth a finding.
std::string one_to_one(const play::stream& stream, language in) {
  const bool en = in == language::english;
  if (play::keeps_boundaries(stream.kind)) {
    return en ? "Each datagram came out of one recv, whole."
              : "每个数据报都由一次 recv 完整取走。";
  }
  return en ? "Each send came out of one recv, this time: a byte stream does "
              "not promise it."
            : "每次 send 恰好由一次 recv 取走：这次如此，字节流并不保证。";
}

}  // namespace

const vocabulary& words(language in) {
  return in == language::english ? english_words : chinese_words;
}

std::string amount(const play::stream& stream, language in) {
  const vocabulary& word = words(in);
  const std::string_view comma = in == language::english ? ", " : "，";
  std::string text{play::to_string(stream.kind)};
  if (play::keeps_boundaries(stream.kind)) {
    text += comma;
    text += count(static_cast<std::int64_t>(stream.sends.size()), word.datagram,
                  word.datagrams);
  }
  text += comma;
  return text + count(static_cast<std::int64_t>(stream.bytes.size()), word.byte,
                      word.bytes);
}

std::vector<std::string> sentences(const play::stream& stream,
                                   const ribbon::boundaries& what,
                                   language in) {
  std::vector<std::string> list;
  std::map<fact, std::size_t> said;
  const auto say_rest = [&](fact kind) {
    if (said[kind] <= most_of_a_kind) return;
    const std::size_t rest = said[kind] - most_of_a_kind;
    list.push_back(in == language::english
                       ? fmt::format("... and {} more like this.", rest)
                       : fmt::format("……这样的还有 {} 处。", rest));
  };
  // The findings of one kind belong together, so that many can be cut short.
  for (const fact kind :
       {fact::left_over, fact::coalesced, fact::split, fact::truncated,
        fact::lost, fact::unread, fact::end_of_stream}) {
    for (const finding& f : what.findings) {
      if (f.what != kind || ++said[kind] > most_of_a_kind) continue;
      list.push_back(in == language::english ? english(f, stream)
                                             : chinese(f, stream));
    }
    say_rest(kind);
  }
  const bool only_the_end = list.size() == said[fact::end_of_stream];
  if (only_the_end && !stream.sends.empty() && !stream.recvs.empty()) {
    list.insert(list.begin(), one_to_one(stream, in));
  }
  return list;
}

std::vector<std::string> ending_sentences(const play::record& play,
                                          language in) {
  const bool en = in == language::english;
  std::vector<std::string> list;
  list.push_back(ending_of(play.ended, in));
  // Who waits for what follows anyway, where that is the reason.
  const bool told =
      !play.waits.empty() && (play.ended == play::ending::idle ||
                              play.ended == play::ending::everyone_waits);
  if (en && !told && !play.ended_because.empty()) {
    list.push_back(play.ended_because);
  }
  for (const play::waiting& w : play.waits) {
    const std::string call =
        w.call.empty() ? en ? "outside of any socket call" : "套接字调用之外"
        : w.fd < 0     ? w.call
                       : fmt::format("{}({})", w.call, w.fd);
    const std::string what = waits_for(w.what, in);
    list.push_back(
        fmt::format(fmt::runtime(en ? "{} waits in {}{}{}" : "{} 停在 {}{}{}"),
                    w.program, call,
                    what.empty() ? ""
                    : en         ? ": for "
                                 : "，等待",
                    what));
  }
  for (const play::program& p : play.programs) {
    if (!p.signal.empty()) {
      list.push_back(fmt::format(
          fmt::runtime(en ? "{} was ended by {}." : "{} 被 {} 终止。"), p.name,
          p.signal));
    } else if (p.exit.value_or(0) != 0) {
      list.push_back(fmt::format(fmt::runtime(en ? "{} exited with status {}."
                                                 : "{} 的退出状态为 {}。"),
                                 p.name, *p.exit));
    }
  }
  return list;
}

}  // namespace view
