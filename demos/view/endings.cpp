#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "view/speaker.hpp"
#include "view/words.hpp"

namespace view {
namespace {

/// What the stage says in words of its own; {} stands for what it puts in. The
/// Chinese takes the same, in the same order.
struct phrase {
  std::string_view english, chinese;
};
constexpr phrase waits[] = {
    {"a connection", "新的连接"},
    {"room in the listener's queue", "监听队列有空位"},
    {"room in the send buffer", "发送缓冲区有空位"},
    {"data", "数据"},
    {"data from {}", "{} 的数据"},
    {"an event on one of its sockets", "某个套接字上的事件"},
    {"something outside of the play's sockets", "套接字以外的事情"}};
constexpr phrase sentences[] = {
    // Why a play ended.
    {"stopped from outside", "从外部被中断"},
    {"the schedule stopped it", "被调度停止"},
    {"{} was told {} times that the stream has ended, and reads on",
     "{} 已经 {} 次得知流结束，却还在读"},
    {"asks again and again, and nothing will come: {}",
     "反复询问，却什么也等不到"},
    {"no socket call for {} s: {} computes, or waits for something outside of "
     "the play",
     "{} 秒没有套接字调用：{} 在计算，或在等待演出之外的事情"},
    {"{} calls, and no end in sight", "已有 {} 次调用，仍看不到结束"},
    {"{} MiB sent, received and printed, and no end in sight",
     "收发和打印的数据已有 {} MiB，仍看不到结束"},
    // What a machine could not give.
    {"on the host's network as asked: no segments are recorded",
     "按要求使用本机网络：不记录报文段"},
    {"no network of its own here ({}): plays use the host's, and no segments "
     "are recorded; allow user namespaces ({}) or run as root",
     "这里不能为演出建立独立的网络（{}）：演出使用本机网络，不记录报文段；"
     "请允许用户命名空间（{}），或以 root 身份运行"},
    {"{} packets came too fast and were not recorded",
     "有 {} 个数据包来得太快，没有记录下来"}};

/// What stands for each {} of the pattern; none if the text is another one.
std::optional<std::vector<std::string_view>> matched(std::string_view text,
                                                     std::string_view pattern) {
  std::vector<std::string_view> found;
  for (;;) {
    const std::size_t gap = pattern.find("{}");
    const std::string_view fixed = pattern.substr(0, gap);
    if (!text.starts_with(fixed)) return std::nullopt;
    text.remove_prefix(fixed.size());
    if (gap == pattern.npos) break;
    pattern.remove_prefix(gap + 2);
    const std::string_view next = pattern.substr(0, pattern.find("{}"));
    const std::size_t end =
        next.empty() ? text.size() : std::min(text.find(next), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  if (!text.empty()) return std::nullopt;
  return found;
}

std::string filled(std::string_view pattern,
                   const std::vector<std::string_view>& values) {
  std::string text;
  for (const std::string_view value : values) {
    const std::size_t gap = pattern.find("{}");
    if (gap == pattern.npos) break;
    text.append(pattern.substr(0, gap)).append(value);
    pattern.remove_prefix(gap + 2);
  }
  return text.append(pattern);
}

std::string translated(std::string_view text, std::span<const phrase> phrases,
                       language in) {
  if (in == language::english) return std::string(text);
  for (const phrase& p : phrases) {
    if (const auto values = matched(text, p.english)) {
      return filled(p.chinese, *values);
    }
  }
  return std::string(text);
}

// Chinese puts a space between its own characters and a program's name.
bool begins_with_letter(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
}

std::string ending_of(play::ending ended, const speaker& say) {
  switch (ended) {
    case play::ending::exited:
      return say("The end: every program has ended.",
                 "演完：所有程序都已结束。");
    case play::ending::idle:
      return say("The end: only servers are left, waiting for new clients.",
                 "演完：只剩服务端在等待新的客户端。");
    case play::ending::everyone_waits:
      return say("Everyone waits: nobody can go on, 0 bytes are under way.",
                 "全都在等，谁也无法继续，路上的数据是 0 字节。");
    case play::ending::spinning:
      return say("Spinning: a program goes on reading an ended stream.",
                 "空转：程序一直在读已经结束的流。");
    case play::ending::killed:
      return say("Interrupted.", "演出被中断。");
    case play::ending::bound:
      return say("Stopped: too many calls, or too long without one.",
                 "演出被停止：调用次数太多，或太久没有调用。");
  }
  return "";
}

}  // namespace

std::string waits_for(std::string_view what, language in) {
  return translated(what, waits, in);
}

std::string stage_says(std::string_view sentence, language in) {
  return translated(sentence, sentences, in);
}

std::vector<std::string> ending_sentences(const play::record& play,
                                          language in) {
  const speaker say(in);
  std::vector<std::string> list;
  list.push_back(ending_of(play.ended, say));
  // Who waits for what follows anyway, where that is the reason.
  const bool told =
      !play.waits.empty() && (play.ended == play::ending::idle ||
                              play.ended == play::ending::everyone_waits);
  if (!told && !play.ended_because.empty()) {
    list.push_back(stage_says(play.ended_because, in));
  }
  for (const play::waiting& w : play.waits) {
    const std::string call =
        w.call.empty() ? say("outside of any socket call", "套接字调用之外")
        : w.fd < 0     ? w.call
                       : fmt::format("{}({})", w.call, w.fd);
    const std::string what = waits_for(w.what, in);
    list.push_back(what.empty()
                       ? say("{} waits in {}", "{} 停在 {}", w.program, call)
                       : say("{} waits in {}: for {}",
                             begins_with_letter(what) ? "{} 停在 {}，等待 {}"
                                                      : "{} 停在 {}，等待{}",
                             w.program, call, what));
  }
  for (const play::program& p : play.programs) {
    if (!p.signal.empty()) {
      list.push_back(
          say("{} was ended by {}.", "{} 被 {} 终止。", p.name, p.signal));
    } else if (p.exit.value_or(0) != 0) {
      list.push_back(say("{} exited with status {}.", "{} 的退出状态为 {}。",
                         p.name, *p.exit));
    }
  }
  return list;
}

}  // namespace view
