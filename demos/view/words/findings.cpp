#include "view/words/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "view/words/vocabulary.hpp"

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

bool is_seqpacket(const play::stream& stream) {
  return stream.kind == play::transport::unix_seqpacket;
}

std::string met(const finding& f, language in) {
  if (in == language::english) {
    switch (f.met) {
      case meeting::sender:
        return " They crossed in one segment, so they were joined on the "
               "sender's side.";
      case meeting::receiver:
        if (f.segments == 0) {
          return " UNIX sockets have no segments, so they met in the receive "
                 "buffer.";
        }
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
      if (f.segments == 0) {
        return "UNIX 套接字没有报文段，它们是在接收缓冲区里合并的。";
      }
      return fmt::format("它们分在 {} 个报文段里传输，是在接收缓冲区里合并的。",
                         f.segments);
    case meeting::both:
      return "一部分在发送方就合进了同一个报文段，其余的在接收缓冲区里合并。";
    case meeting::unknown:
      break;
  }
  return "";
}

/// `left_over` is what the same recv begins with, if it is coalesced; or null.
std::string english(const finding& f, const finding* left_over,
                    const play::stream& stream) {
  const std::string sends = numbers(f.sends, language::english);
  const std::string recvs = numbers(f.recvs, language::english);
  const std::string bytes = counted(f.bytes, "byte", "bytes");
  switch (f.what) {
    case fact::coalesced:
      return fmt::format(
          "{} coalesced: one recv holds bytes of {} sends ({}){}.{}", recvs,
          f.sends.size(), sends,
          left_over == nullptr
              ? ""
              : fmt::format(", the first {} left over from {}",
                            left_over->bytes == 1
                                ? "byte"
                                : fmt::format("{} bytes", left_over->bytes),
                            numbers(left_over->sends, language::english)),
          met(f, language::english));
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
          "{} truncated: the buffer was too small for {} {}, {} {} gone for "
          "good.",
          recvs, is_seqpacket(stream) ? "message" : "datagram", sends, bytes,
          f.bytes == 1 ? "is" : "are");
    case fact::lost:
      return fmt::format("lost: {} of {} never reached a recv: {}.",
                         f.sends.size(), messages(stream, language::english),
                         sends);
    case fact::unread:
      if (play::keeps_boundaries(stream.kind)) {
        return fmt::format("unread: {} of {} never reached a recv: {}.",
                           f.sends.size(), messages(stream, language::english),
                           sends);
      }
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

std::string chinese(const finding& f, const finding* left_over,
                    const play::stream& stream) {
  const std::string sends = numbers(f.sends, language::chinese);
  const std::string recvs = numbers(f.recvs, language::chinese);
  switch (f.what) {
    case fact::coalesced:
      return fmt::format(
          "{} 合并（粘包）：一次 recv 取到了 {} 次 send（{}）的数据{}。{}",
          recvs, f.sends.size(), sends,
          left_over == nullptr
              ? ""
              : fmt::format("，开头 {} 字节是 {} 残留的", left_over->bytes,
                            numbers(left_over->sends, language::chinese)),
          met(f, language::chinese));
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
      return fmt::format("{} 截断：缓冲区放不下{} {}，多出的 {} 字节就此丢失。",
                         recvs, is_seqpacket(stream) ? "消息" : "数据报", sends,
                         f.bytes);
    case fact::lost:
      return fmt::format(
          "丢失：{} 个数据报中有 {} 个没有被任何 recv 收到：{}。",
          stream.sends.size(), f.sends.size(), sends);
    case fact::unread:
      if (play::keeps_boundaries(stream.kind)) {
        return fmt::format("未读：{}中有 {} {}没有被任何 recv 收到：{}。",
                           messages(stream, language::chinese), f.sends.size(),
                           is_seqpacket(stream) ? "条" : "个", sends);
      }
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

/// The same of a play that goes on: what is lost or unread may still be read.
std::string not_yet_read(const finding& f, const play::stream& stream,
                         language in) {
  const std::string sends = numbers(f.sends, in);
  const bool messages_are_kept = play::keeps_boundaries(stream.kind);
  if (in == language::english) {
    return messages_are_kept
               ? fmt::format("not yet read: {} of {}: {}.", f.sends.size(),
                             messages(stream, in), sends)
               : fmt::format("not yet read: the last {}.",
                             counted(f.bytes, "byte", "bytes"));
  }
  return messages_are_kept
             ? fmt::format("还没有读：{}中的 {} {}：{}。", messages(stream, in),
                           f.sends.size(), is_seqpacket(stream) ? "条" : "个",
                           sends)
             : fmt::format("还没有读：最后 {} 字节。", f.bytes);
}

/// What can be said when nothing is worth a finding.
std::string one_to_one(const play::stream& stream, language in) {
  const bool en = in == language::english;
  if (is_seqpacket(stream)) {
    return en ? "Each message came out of one recv, whole."
              : "每条消息都由一次 recv 完整取走。";
  }
  if (play::keeps_boundaries(stream.kind)) {
    return en ? "Each datagram came out of one recv, whole."
              : "每个数据报都由一次 recv 完整取走。";
  }
  return en ? "Each send came out of one recv, this time: a byte stream does "
              "not promise it."
            : "每次 send 恰好由一次 recv 取走：这次如此，字节流并不保证。";
}

int last_call_of(const finding& f) {
  int last = 0;
  for (const int call : f.sends) last = std::max(last, call);
  for (const int call : f.recvs) last = std::max(last, call);
  return last;
}

int last_call_of(const std::vector<finding>& list, fact kind) {
  int last = 0;
  for (const finding& f : list)
    if (f.what == kind) last = std::max(last, last_call_of(f));
  return last;
}

}  // namespace

std::vector<std::string> narrator::sentences(const play::stream& stream,
                                             const ribbon::boundaries& what) {
  std::vector<std::string> texts;
  for (sentence& one : tell(stream, what)) texts.push_back(std::move(one.text));
  return texts;
}

std::vector<sentence> narrator::tell(const play::stream& stream,
                                     const ribbon::boundaries& what,
                                     bool goes_on) {
  std::vector<sentence> list;
  std::map<fact, std::size_t> said;
  const auto say_rest = [&](fact kind) {
    if (said[kind] <= most_of_a_kind) return;
    const std::size_t rest = said[kind] - most_of_a_kind;
    list.push_back({in_ == language::english
                        ? fmt::format("... and {} more like this.", rest)
                        : fmt::format("……这样的还有 {} 处。", rest),
                    last_call_of(what.findings, kind)});
  };
  const auto same_recv = [](const finding& a, const finding& b) {
    return a.what == fact::left_over && b.what == fact::coalesced &&
           a.recvs == b.recvs;
  };
  // The findings of one kind belong together, so that many can be cut short;
  // the most telling come first.
  for (const fact kind :
       {fact::coalesced, fact::split, fact::left_over, fact::truncated,
        fact::lost, fact::unread, fact::end_of_stream}) {
    for (auto f = what.findings.begin(); f != what.findings.end(); ++f) {
      if (f->what != kind) continue;
      // What a coalesced recv begins with is found right before it, and told in
      // one sentence with it.
      if (f + 1 != what.findings.end() && same_recv(*f, *(f + 1))) continue;
      if (++said[kind] > most_of_a_kind) continue;
      const bool begins_with_rest =
          f != what.findings.begin() && same_recv(*(f - 1), *f);
      const finding* const left_over = begins_with_rest ? &*(f - 1) : nullptr;
      const bool may_come =
          goes_on && (kind == fact::lost || kind == fact::unread);
      list.push_back({may_come ? not_yet_read(*f, stream, in_)
                      : in_ == language::english
                          ? english(*f, left_over, stream)
                          : chinese(*f, left_over, stream),
                      last_call_of(*f)});
    }
    say_rest(kind);
  }
  const bool only_the_end = list.size() == said[fact::end_of_stream];
  if (only_the_end && !stream.sends.empty() && !stream.recvs.empty()) {
    const std::string remark = one_to_one(stream, in_);
    if (remarks_.insert(remark).second)
      list.insert(list.begin(), {remark, stream.recvs.back().call});
  }
  return list;
}

}  // namespace view
