#include <fmt/format.h>

#include "view/view.hpp"
#include "view/words/bilingual.hpp"
#include "view/words/vocabulary.hpp"

namespace view {
namespace {

// Chinese puts a space between its own characters and a program's name.
bool begins_with_letter(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
}

std::string ending_of(const play::record& play, const speaker& say) {
  switch (play.ended) {
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
      if (play.ended_because.code == play::because::asks_for_nothing)
        return say("Spinning: programs go on asking, and nothing will come.",
                   "空转：程序一直在问，而不会再有东西来。");
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

std::vector<std::string> ending_sentences(const play::record& play,
                                          language in) {
  const speaker say(in);
  std::vector<std::string> list;
  list.push_back(ending_of(play, say));
  // Who waits for what follows anyway, where that is the reason.
  const bool told =
      !play.waits.empty() && (play.ended == play::ending::idle ||
                              play.ended == play::ending::everyone_waits);
  if (!told && !play.ended_because.empty()) {
    list.push_back(to_text(play.ended_because, in));
  }
  for (const play::waiting& w : play.waits) {
    std::string call = w.call.empty()
                           ? say("outside of any socket call", "套接字调用之外")
                       : w.fd < 0 ? w.call
                                  : fmt::format("{}({})", w.call, w.fd);
    if (!w.where.empty()) {
      call += say(" at {}", "（{}）", sites_text(w.where));
    }
    const std::string what = to_text(w.what, in);
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
