// What one fault is, where its play parts from the usual one, and what came of
// it.
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "sticky/check/words.hpp"
#include "view/words/difference.hpp"
#include "view/words/vocabulary.hpp"

namespace sticky {
namespace {

/// Null: the fault is of all programs.
const play::program* program_of(const check::outcome& outcome,
                                const std::string& name) {
  const auto found =
      std::ranges::find(outcome.programs, name, &play::program::name);
  return found == outcome.programs.end() ? nullptr : &*found;
}

std::string how_output_differs(const play::program& usual,
                               const play::program& odd,
                               const check::options& options,
                               const view::style& style) {
  const auto expected = options.expected.find(odd.name);
  const bool is_expected = expected != options.expected.end();
  const auto instead = [&](const std::string& before, const std::string& now,
                           bool is_stderr) {
    return view::printed_instead(odd.name,
                                 check::compared(before, is_stderr, options),
                                 check::compared(now, is_stderr, options),
                                 style, is_expected && !is_stderr);
  };
  const std::string on_out =
      instead(is_expected ? expected->second : usual.out, odd.out, false);
  return on_out.empty() ? instead(usual.err, odd.err, true) : on_out;
}

/// " (server.cpp:32 main)"
std::string in_brackets(const std::string& text, const words& say) {
  return text.empty() ? "" : say.format(" ({})", "（{}）", text);
}

/// "recv (server.cpp:32 main)", the last call that a program made, or anyone
/// did; "" if that is not known.
std::string last_call(const std::string& program,
                      const std::optional<two_plays>& plays, const words& say) {
  const play::call* last = nullptr;
  if (plays)
    for (const play::call& call : plays->odd.calls)
      if ((program.empty() || call.program == program) &&
          call.kind != play::kind::exit)
        last = &call;
  if (last == nullptr) return "";
  return last->name + in_brackets(view::sites_text(last->where), say) +
         (last->error == 0 ? ""
                           : say.format(", which gave {}", "，得到 {}",
                                        play::error_name(last->error)));
}

std::string after_its_last_call(const std::string& program,
                                const std::optional<two_plays>& plays,
                                const words& say) {
  const std::string call = last_call(program, plays, say);
  return call.empty() ? ""
                      : say.format(", after its {}", "，此前最后调用 {}", call);
}

/// "server waits in recv(4): for data from client", of everyone.
std::string who_waits(const check::outcome& outcome,
                      const std::optional<two_plays>& plays, const words& say) {
  if (!plays || plays->odd.waits.empty()) {
    return to_text(outcome.ended_because, say.language());
  }
  // The first sentence says that everyone waits, the next ones who.
  const std::vector<std::string> sentences =
      view::ending_sentences(plays->odd, say.language());
  const auto who = std::span(sentences).subspan(1);
  const std::size_t count = std::min(who.size(), plays->odd.waits.size());
  return fmt::format("{}", fmt::join(who.first(count), say("; ", "；")));
}

/// "server's recvfrom took 1024 of the 1300 bytes of a datagram"
std::string what_was_cut(const std::string& program, const play::record& play,
                         const words& say) {
  for (const play::stream& stream : play.streams) {
    if (stream.to != program || !play::keeps_boundaries(stream.kind)) continue;
    for (const play::piece& taken : stream.recvs) {
      const auto sent =
          std::ranges::find(stream.sends, taken.offset, &play::piece::offset);
      if (sent == stream.sends.end() || taken.size >= sent->size) continue;
      const play::call& call =
          play.calls[static_cast<std::size_t>(taken.call) - 1];
      return say.format(
          "{}'s {}{} took {} of the {} bytes of a datagram, and the rest is "
          "gone: give it a larger buffer, or send less at once",
          "{} 的 {}{}只取了数据报 {} 字节（全长 {}），其余的没有了："
          "请给它更大的缓冲区，或者一次少发一些",
          program, call.name,
          call.where.empty() ? say("", " ")
                             : in_brackets(view::sites_text(call.where), say),
          taken.size, sent->size);
    }
  }
  return "";
}

/// "a reset destroyed 5 bytes that client had not read yet"
std::string what_was_lost(const check::fault& fault, const play::record& play,
                          const words& say) {
  if (fault.kind == check::fault_kind::truncated)
    return what_was_cut(fault.program, play, say);
  const auto end = [](const std::vector<play::piece>& row) {
    return row.empty() ? 0 : row.back().offset + row.back().size;
  };
  std::int64_t lost = 0;
  std::string from;
  for (const play::stream& stream : play.streams) {
    if (stream.to != fault.program || play::keeps_boundaries(stream.kind) ||
        end(stream.sends) <= end(stream.recvs))
      continue;
    lost += end(stream.sends) - end(stream.recvs);
    from = stream.from;
  }
  return say.format(
      "a reset destroyed {} bytes of {} that {} was going to read: {} closed "
      "with data unread, or was ended",
      "一次复位毁掉了 {} 个字节（{} 发的，{} 正要读）：{} "
      "关闭时还有数据没读，"
      "或是被终止",
      lost, from, fault.program, from);
}

std::string effect(const check::fault& fault, const check::report& report,
                   const check::options& options,
                   const std::optional<two_plays>& plays,
                   const view::style& style) {
  const words say(style.language);
  const check::outcome& outcome = report.outcomes[fault.outcome];
  const auto* const usual =
      program_of(report.outcomes[report.reference], fault.program);
  const auto* const odd = program_of(outcome, fault.program);
  const bool of_one = usual != nullptr && odd != nullptr;
  switch (fault.kind) {
    case check::fault_kind::output_differs:
      return of_one ? how_output_differs(*usual, *odd, options, style) : "";
    case check::fault_kind::exit_differs:
      return of_one ? view::ended_instead(*usual, *odd, style.language) : "";
    case check::fault_kind::always_fails:
      return of_one ? say.format(
                          "{} exits with {} under every schedule{}; where "
                          "that is right, say --expect-exit {}={}",
                          "在每个调度下 {} 都以 {} 退出{}；如果这是对的，"
                          "请写 --expect-exit {}={}",
                          odd->name, odd->exit.value_or(0),
                          after_its_last_call(odd->name, plays, say), odd->name,
                          odd->exit.value_or(0))
                    : "";
    case check::fault_kind::truncated:
    case check::fault_kind::reset:
      return plays ? what_was_lost(fault, plays->odd, say) : "";
    case check::fault_kind::everyone_waits:
      return who_waits(outcome, plays, say);
    case check::fault_kind::signal:
      return of_one ? say.format("{} is ended by {}{}", "{} 被 {} 终止{}",
                                 odd->name, odd->signal,
                                 after_its_last_call(odd->name, plays, say))
                    : "";
    case check::fault_kind::spinning:
      return to_text(outcome.ended_because, style.language) +
             (last_call("", plays, say).empty()
                  ? ""
                  : say.format("; the last call is {}", "；最后的调用是 {}",
                               last_call("", plays, say)));
  }
  return "";
}

}  // namespace

std::string kind_of(const check::fault& fault, const words& say) {
  switch (fault.kind) {
    case check::fault_kind::output_differs:
      return say.format("{}'s output differs", "{} 的输出不同", fault.program);
    case check::fault_kind::exit_differs:
      return say.format("{}'s exit differs", "{} 的结束方式不同",
                        fault.program);
    case check::fault_kind::always_fails:
      return say.format("{} fails under every schedule",
                        "{} 在每个调度下都失败", fault.program);
    case check::fault_kind::truncated:
      return say.format("{} gets a part of a datagram",
                        "{} 只拿到数据报的一部分", fault.program);
    case check::fault_kind::reset:
      return say.format("{} loses bytes to a reset", "复位使 {} 丢了字节",
                        fault.program);
    case check::fault_kind::everyone_waits:
      return say("everyone waits", "全都在等");
    case check::fault_kind::signal:
      return say.format("{} dies of a signal", "{} 死于信号", fault.program);
    case check::fault_kind::spinning:
      return fault.program.empty()
                 ? say("spinning", "空转")
                 : say.format("{} spins", "{} 空转", fault.program);
  }
  return "";
}

told what_happened(const check::fault& fault, const check::report& report,
                   const check::options& options,
                   const std::optional<two_plays>& plays,
                   const view::style& style) {
  told all;
  all.effect = effect(fault, report, options, plays, style);
  // Who spins by itself has parted from nobody.
  const bool parts =
      fault.kind != check::fault_kind::spinning || !fault.cues.empty();
  if (plays && parts) {
    view::parting parting =
        view::divergence(plays->usual, plays->odd, style.language);
    all.cause = std::move(parting.text);
    all.where = std::move(parting.where);
    all.call = parting.call;
    const std::vector<play::waiting>& waits = plays->odd.waits;
    if (all.cause.empty() && !waits.empty()) all.where = waits.front().where;
  }
  const bool both = !all.cause.empty() && !all.effect.empty();
  all.whole = all.cause +
              words(style.language)(both ? "; " : "", both ? "；" : "") +
              all.effect;
  return all;
}

}  // namespace sticky
