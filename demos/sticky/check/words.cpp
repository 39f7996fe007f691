#include "sticky/check/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "sticky/check/choices.hpp"
#include "sticky/which.hpp"
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
      "一个 reset 毁掉了 {} 个字节（{} 发的，{} 正要读）：{} "
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

/// "at most 2 short reads", "every short read"
std::string at_most(std::optional<int> most, const std::string& one,
                    const std::string& several, const words& say) {
  if (!most) return say.format("any number of {}", "任意多次{}", several);
  if (*most == 0) return say.format("no {}", "没有{}", several);
  return say.format("at most {} {}", "至多 {} 次{}", *most,
                    *most == 1 ? one : several);
}

/// What the search tries, as far as it goes.
std::string within(const check::options& options, const words& say) {
  std::vector<std::string> parts;
  parts.push_back(options.preemptions
                      ? at_most(options.preemptions, say("preemption", "抢占"),
                                say("preemptions", "抢占"), say)
                      : say("every order", "所有次序"));
  if (!options.late || *options.late != 1)
    parts.push_back(at_most(options.late, say("early time limit", "提前的超时"),
                            say("early time limits", "提前的超时"), say));
  parts.push_back(options.short_writes
                      ? at_most(options.shorts,
                                say("short read or write", "短读或短写"),
                                say("short reads or writes", "短读或短写"), say)
                      : at_most(options.shorts, say("short read", "短读"),
                                say("short reads", "短读"), say));
  if (!options.shorts || *options.shorts > 0) {
    parts.back() += say(" each", "");
  }
  for (const check_choice& choice : check_choices) {
    if (!(options.*choice.asked) || choice.done.english.empty()) continue;
    parts.push_back(say(choice.done.english, choice.done.chinese));
  }
  if (!options.errors.empty()) {
    std::vector<std::string> names;
    for (const int error : options.errors) {
      names.push_back(play::error_name(error));
    }
    parts.push_back(in_a_row(names, say));
  }
  return in_a_row(parts, say);
}

std::vector<std::string> not_tried(const check::report& report,
                                   const check::options& options,
                                   const words& say) {
  std::vector<std::string> list;
  const auto add = [&](bool is_not_tried, std::string_view english,
                       std::string_view chinese) {
    if (is_not_tried) list.push_back(say(english, chinese));
  };
  const auto more_than = [&](std::optional<int> most, std::string_view one,
                             std::string_view several,
                             std::string_view chinese) {
    if (!most) return;
    const std::string what =
        *most == 1 ? say(one, chinese) : say(several, chinese);
    list.push_back(*most == 0 ? what
                              : say.format("more than {} {}", "超过 {} 次的{}",
                                           *most, what));
  };
  more_than(options.preemptions, "preemption", "preemptions", "抢占");
  more_than(options.shorts, "short read", "short reads", "短读");
  if (options.shorts != 0 && report.seen.long_reads)
    list.push_back(
        report.each_length > 0
            ? say.format("short reads of other lengths twice in a schedule or "
                         "of reads beyond {} bytes",
                         "同一调度中两次其他长度的短读，或超过 {} 字节的读取的"
                         "其他长度",
                         report.each_length)
            : say("short reads of other lengths", "其他长度的短读"));
  if (report.seen.time_limits)
    more_than(options.late, "time limit that strikes early",
              "time limits that strike early", "提前的超时");
  add(report.seen.long_limits, "time limits of 5 s and more that strike early",
      "5 秒及以上的时限提前到");
  for (const check_choice& choice : check_choices) {
    add(!(options.*choice.asked), choice.not_done.english,
        choice.not_done.chinese);
  }
  add(options.errors.empty(), "calls that fail", "调用失败");
  add(options.shards > 1, "the other shards", "其余各份");
  return list;
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
      return say.format("{} loses bytes to a reset", "reset 使 {} 丢了字节",
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
    const std::vector<play::waiting>& waits = plays->odd.waits;
    if (all.cause.empty() && !waits.empty()) all.where = waits.front().where;
  }
  const bool both = !all.cause.empty() && !all.effect.empty();
  all.whole = all.cause +
              words(style.language)(both ? "; " : "", both ? "；" : "") +
              all.effect;
  return all;
}

std::string schedules(long n, const words& say) {
  return say.format(n == 1 ? "{} schedule" : "{} schedules", "{} 个调度", n);
}

std::string extent(const check::report& report, const check::options& options,
                   const words& say) {
  const std::string size = say.format(
      report.states == 1 ? "{}, {} state" : "{}, {} states", "{}，{} 个状态",
      schedules(report.schedules, say), report.states);
  std::string text =
      report.complete ? say.format("{}: complete ({})", "{}：已穷尽（{}）",
                                   size, within(options, say))
                      : say.format("{}: not complete, stopped by {} ({})",
                                   "{}：未穷尽，止于 {}（{}）", size,
                                   to_text(report.stopped_by, say.language()),
                                   within(options, say));
  if (report.each_length > 0) {
    text += say.format("; and every cut of every read of up to {} bytes",
                       "；另外，不超过 {} 字节的读取，在每一处都截断过",
                       report.each_length);
  }
  if (report.drawn > 0) {
    text += say.format("; {} drawn at random besides (seed {})",
                       "；另外随机抽取了 {} 个（种子 {}）", report.drawn,
                       options.seed);
  }
  if (options.shards > 1) {
    text += say.format("; shard {} of {}", "；第 {}/{} 份", options.shard,
                       options.shards);
  }
  return text;
}

std::vector<cause> causes_of(const check::report& report) {
  std::vector<cause> causes;
  for (std::size_t i = 0; i < report.faults.size(); ++i) {
    const std::string& cues = report.faults[i].cues;
    const auto known = std::ranges::find(causes, cues, &cause::cues);
    if (known == causes.end())
      causes.push_back({cues, {i}});
    else
      known->faults.push_back(i);
  }
  return causes;
}

std::string which_is_right(const check::report& report, const words& say) {
  if (report.outcomes.size() < 2) return "";
  const auto differs = [](const check::fault& one) {
    return one.kind == check::fault_kind::output_differs ||
           one.kind == check::fault_kind::exit_differs;
  };
  if (report.reference != 0) {
    return say.format(
        "The first is what happens by itself, and it goes wrong: the others "
        "are "
        "measured by outcome {}, which luck gives.",
        "第一种是不加干预时的结果，而它有问题：其他结果以第 {} "
        "种为准，那要靠运气。",
        report.reference + 1);
  }
  if (!std::ranges::any_of(report.faults, differs)) return "";
  return say(
      "Measured by the first, which is what happens by itself. Which is right, "
      "you know; --expect NAME=FILE says it.",
      "以第一种为准，那是不加干预时的结果。哪一种才对，只有你知道；可以用 "
      "--expect NAME=FILE 说明。");
}

std::string nothing_found(const check::report& report,
                          const check::options& options, const words& say) {
  if (!report.complete) {
    return say.format(
        "Nothing found so far, and nothing proved: the search was stopped by "
        "{}.",
        "到目前为止没有发现问题，但也没有证明什么：搜索止于 {}。",
        to_text(report.stopped_by, say.language()));
  }
  const bool exit_only = options.compare == check::compare::exit;
  const bool disturbs = options.kills || !options.errors.empty();
  const std::string same = say.format(
      "Nothing found: {} the same under every schedule tried{}.",
      "没有发现问题：在试过的每个调度下，{}都相同{}。",
      exit_only ? say("exit statuses are", "退出状态")
                : say("output and exit statuses are", "输出和退出状态"),
      disturbs ? say(", where no program was killed and no call failed",
                     "（程序被杀死或调用失败的除外）")
               : "");
  const std::vector<std::string> rest = not_tried(report, options, say);
  if (rest.empty()) return same;
  return same +
         say.format(" Not tried: {}.", "没有试过：{}。", in_a_row(rest, say));
}

std::string so_far(const check::progress& now, const words& say) {
  const auto count = [&](auto n, std::string_view one, std::string_view several,
                         std::string_view chinese) {
    return say.format(n == 1 ? one : several, chinese, n);
  };
  std::string text = say.format(
      "{}, {}, {} to go, {}", "{}，{}，还剩 {} 个，{}",
      schedules(now.schedules, say),
      count(now.states, "{} state", "{} states", "{} 个状态"), now.waiting,
      count(now.outcomes, "{} outcome", "{} outcomes", "{} 种结果"));
  if (now.faults == 0) return text;
  return text + say(", ", "，") +
         count(now.faults, "{} fault", "{} faults", "{} 个问题");
}

}  // namespace sticky
