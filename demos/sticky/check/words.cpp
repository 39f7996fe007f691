#include "sticky/check/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sticky/check/choices.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

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

std::string letter_of(std::size_t outcome) {
  constexpr std::size_t letters = 26;
  if (outcome >= letters) return fmt::format("{}", outcome + 1);
  return std::string(1, static_cast<char>('a' + outcome));
}

std::string which_is_right(const check::report& report, const words& say) {
  if (report.outcomes.size() < 2) return "";
  const auto differs = [](const check::fault& one) {
    return one.kind == check::fault_kind::output_differs ||
           one.kind == check::fault_kind::exit_differs;
  };
  if (report.reference != 0) {
    return say.format(
        "Outcome a is what happens by itself, and it goes wrong: the others "
        "are measured by outcome {}, which luck gives.",
        "a 是不加干预时的结果，而它有问题：其他结果以 {} 为准，"
        "那要靠运气。",
        letter_of(report.reference));
  }
  if (!std::ranges::any_of(report.faults, differs)) return "";
  return say(
      "Measured by outcome a, which is what happens by itself. Which is right, "
      "you know; --expect NAME=FILE says it.",
      "以 a 为准，那是不加干预时的结果。哪一种才对，只有你知道；可以用 "
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
