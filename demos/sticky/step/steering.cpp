#include "sticky/step/steering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "view/view.hpp"
#include "view/words/vocabulary.hpp"

namespace sticky {
namespace {

bool is_ready(const stage::actor& actor) {
  return actor.ready;
}

bool can_go(const stage::actor& actor) {
  return actor.where == stage::actor::where::parked &&
         (actor.ready || actor.returns_anyway);
}

/// Also one that the scene's cues kill, or whose call they let fail.
bool can_make(const stage::actor& actor, const play::interference& what) {
  using way = play::interference::way;
  return what.how == way::kill || can_go(actor) ||
         (what.how == way::fail && actor.where == stage::actor::where::parked);
}

/// A read that can be cut: it asked for two bytes at least.
bool can_be_cut(const stage::actor& actor) {
  return can_go(actor) && actor.call.asked > 1 && actor.call.receives();
}

}  // namespace

std::string name_of(const stage::actor& actor) {
  return actor.task == 0 ? actor.program
                         : fmt::format("{}.{}", actor.program, actor.task);
}

std::string state_of(const stage::actor& actor, const words& say) {
  const std::string waits_for = to_text(actor.waits_for, say.language());
  switch (actor.where) {
    case stage::actor::where::inside:
      return say.format("waits inside for {}", "正在等待：{}", waits_for);
    case stage::actor::where::elsewhere:
      return say("waits outside of any socket call", "在套接字调用之外等待");
    case stage::actor::where::parked:
      break;
  }
  if (actor.ready) return say("ready", "就绪");
  if (actor.returns_anyway) {
    return say.format("would give up waiting for {}", "会放弃等待：{}",
                      waits_for);
  }
  return say.format("would wait for {}", "会一直等：{}", waits_for);
}

std::string done_to(const play::interference& what, const stage::actor& actor,
                    const words& say) {
  switch (what.how) {
    case play::interference::way::none:
      break;
    case play::interference::way::cut: {
      const std::string bytes =
          view::counted(what.value, say("byte", "字节"), say("bytes", "字节"));
      return actor.call.sends()
                 ? say.format("sends {} at most", "最多发送 {}", bytes)
                 : say.format("takes {} at most", "最多取 {}", bytes);
    }
    case play::interference::way::fail:
      return say.format("fails with {}", "失败：{}",
                        play::error_name(static_cast<int>(what.value)));
    case play::interference::way::kill:
      return say("is killed here", "在这里被杀死");
  }
  return "";
}

steering::steering(const std::string& cues, std::vector<chosen_move>& moves,
                   keys& keyboard, drawing draw, const words& say)
    : moves_(moves), keys_(keyboard), draw_(std::move(draw)), say_(say) {
  if (!cues.empty()) script_.emplace(cues);
}

std::optional<stage::move> steering::next(const stage::situation& now) {
  const bool is_repeated = repeated_ < moves_.size();
  scripted_ = ask_script(now);
  if (is_repeated) remark_.clear();
  next_ = scripted_;
  for (const auto is_meant : {&is_ready, &can_go}) {
    for (std::size_t i = 0; !next_ && i < now.actors.size(); ++i)
      if (is_meant(now.actors[i])) next_ = stage::move{i};
  }
  if (is_repeated) {
    if (const auto move = repeat(now)) return move;
  }
  // Nobody can go: the stage knows what kind of end that is.
  if (!next_) return {};
  for (;;) {
    draw_(now, {next_, std::exchange(remark_, "")});
    if (const auto move = answer(keys_.next(), now)) return move;
  }
}

/// What the line of cues does here. It has to be asked in every situation.
std::optional<stage::move> steering::ask_script(const stage::situation& now) {
  if (!script_) return {};
  std::optional<stage::move> move;
  try {
    move = script_->next(now);
  } catch (const stage::cue_error& wrong) {
    remark_ = say_.format(
        "The scene's cues cannot be followed any further ({}): n lets the "
        "first ready program go.",
        "这一幕的 cues 无法再跟下去（{}）：n 让第一个就绪的程序执行。",
        to_text(wrong.why, say_.language()));
    script_.reset();
    return {};
  }
  if (!script_->all_met()) return move;
  script_.reset();
  return {};
}

std::optional<stage::move> steering::repeat(const stage::situation& now) {
  const chosen_move& past = moves_[repeated_];
  for (std::size_t i = 0; i < now.actors.size(); ++i) {
    const stage::actor& actor = now.actors[i];
    if (actor.program == past.program && actor.task == past.task &&
        can_make(actor, past.what)) {
      ++repeated_;
      return note({i, past.what}, now);
    }
  }
  moves_.resize(repeated_);
  remark_ = say_("The programs took another way this time: from here on anew.",
                 "这一次程序走了另一条路：从这里重新开始。");
  return {};
}

/// Notes the move.
stage::move steering::note(const stage::move& move,
                           const stage::situation& now) {
  const stage::actor& actor = now.actors[move.actor];
  const auto& programs = now.so_far.programs;
  const auto program =
      std::ranges::find(programs, actor.program, &play::program::name);
  const auto first = std::ranges::find_if(now.actors, is_ready);
  const bool in_order = first != now.actors.end() && &*first == &actor &&
                        move.what == play::interference{};
  made_.push_back({{static_cast<std::uint8_t>(program - programs.begin()),
                    move.what.how, static_cast<std::uint16_t>(actor.task),
                    static_cast<std::uint32_t>(move.what.value)},
                   actor.call.name,
                   actor.call.kind,
                   in_order});
  if (scripted_ &&
      (scripted_->actor != move.actor || scripted_->what != move.what)) {
    script_.reset();
  }
  return move;
}

std::optional<stage::move> steering::answer(char key,
                                            const stage::situation& now) {
  switch (key) {
    case 'q':
      throw quit{};
    case 'b':
      if (!moves_.empty()) throw back_one{};
      remark_ = say_("This is the beginning.", "已经回到开头。");
      return {};
    case 'n':
      return go(*next_, now);
    case 'h':
      return short_read(now);
    case '?':
      remark_ = say_(
          "n or Enter: the marked program makes its call, as the scene has it\n"
          "1 to 9, or a program's first letter: that program makes its call\n"
          "h: a short read: the first ready recv takes only some bytes\n"
          "b: back to one call before      q: quit\n"
          "\"would give up waiting\": choose it, and its time limit strikes",
          "n 或回车：有标记的程序执行它的调用，照这一幕的安排\n"
          "1 到 9，或程序名的首字母：由该程序执行它的调用\n"
          "h：短读：第一个就绪的 recv 只取几个字节\n"
          "b：退回到上一个调用之前      q：退出\n"
          "“会放弃等待”：选它，它的时限就到了");
      return {};
    default:
      if (key >= '1' && key <= '9') {
        return go({static_cast<std::size_t>(key - '1')}, now);
      }
      return go_by_letter(key, now);
  }
}

std::optional<stage::move> steering::go(const stage::move& move,
                                        const stage::situation& now) {
  if (move.actor >= now.actors.size()) {
    remark_ = say_("No program has that number.", "没有这个编号的程序。");
    return {};
  }
  const stage::actor& actor = now.actors[move.actor];
  if (!can_make(actor, move.what)) {
    // Refused, not allowed: a call that waits inside the kernel cannot be
    // taken back into line.
    remark_ = fmt::format("{}: {}", name_of(actor), state_of(actor, say_));
    return {};
  }
  moves_.push_back({actor.program, actor.task, move.what});
  repeated_ = moves_.size();
  const bool was_in_script = script_.has_value();
  note(move, now);
  if (was_in_script && !script_) {
    remark_ = say_(
        "Off the script: n lets the first ready program go; b takes you back "
        "to it.",
        "离开了剧本：n 让第一个就绪的程序执行；按 b 可以退回剧本。");
  }
  return move;
}

std::optional<stage::move> steering::go_by_letter(char letter,
                                                  const stage::situation& now) {
  const auto is_meant = [&](const stage::actor& actor) {
    return actor.program[0] == letter;
  };
  // Of client and client2, the one that can go.
  auto found = std::ranges::find_if(now.actors, [&](const auto& actor) {
    return is_meant(actor) && can_go(actor);
  });
  if (found == now.actors.end()) {
    found = std::ranges::find_if(now.actors, is_meant);
  }
  if (found != now.actors.end()) {
    return go({static_cast<std::size_t>(found - now.actors.begin())}, now);
  }
  remark_ = say_("No such key here; ? tells which there are.",
                 "没有这个键；按 ? 查看有哪些键。");
  return {};
}

std::optional<stage::move> steering::short_read(const stage::situation& now) {
  const auto found = std::ranges::find_if(now.actors, can_be_cut);
  if (found == now.actors.end()) {
    remark_ =
        say_("No recv is ready to be cut short.", "现在没有可以短读的 recv。");
    return {};
  }
  const std::int64_t most = std::min<std::int64_t>(9, found->call.asked - 1);
  draw_(now,
        {{},
         "",
         say_.format("Short read: how many bytes does {} {} take, 1 to {}?",
                     "短读：{} 的 {} 取几个字节，1 到 {}？", name_of(*found),
                     view::call_line(found->call), most)});
  const char key = keys_.next();
  if (key == 'q') throw quit{};
  if (key < '1' || key - '0' > most) {
    remark_ = say_("No short read, then.", "那就不短读了。");
    return {};
  }
  return go({static_cast<std::size_t>(found - now.actors.begin()),
             {play::interference::way::cut, key - '0'}},
            now);
}

}  // namespace sticky
