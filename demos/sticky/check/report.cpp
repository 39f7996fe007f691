#include "sticky/check/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "sticky/cast_line.hpp"
#include "sticky/check/words.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/words.hpp"
#include "view/layout/columns.hpp"
#include "view/words/difference.hpp"
#include "view/words/vocabulary.hpp"

namespace sticky {
namespace {

using view::ink;

/// What does not fit into these rows is only counted.
constexpr int most_rows = 20;

/// "exit 0", "SIGSEGV", or how the stage left it.
std::string how_it_ended(const play::program& program, play::ending ended,
                         const words& say) {
  if (!program.signal.empty()) return program.signal;
  if (program.exit) return say.format("exit {}", "退出 {}", *program.exit);
  switch (ended) {
    case play::ending::idle:
      return say("idle", "空闲");
    case play::ending::everyone_waits:
      return say("waits", "在等");
    case play::ending::exited:
    case play::ending::spinning:
    case play::ending::killed:
    case play::ending::bound:
      break;
  }
  return say("stopped", "被停下");
}

/// How many bytes all of these begin with.
std::size_t common_beginning(const std::vector<std::string_view>& texts) {
  std::size_t common = texts.front().size();
  for (const std::string_view text : texts) {
    const auto [end, unused] =
        std::ranges::mismatch(texts.front().substr(0, common), text);
    common = static_cast<std::size_t>(end - texts.front().begin());
  }
  return common;
}

/// The outcomes, a row for each program. Of all but the first only the programs
/// that did something else.
class table {
 public:
  table(const std::vector<check::outcome>& outcomes, const view::style& style)
      : outcomes_(outcomes), style_(style), say_(style.language) {
    int rows = 0;
    while (shown_ < outcomes_.size() && rows + height(shown_) <= most_rows) {
      rows += height(shown_++);
    }
    shown_ = std::max<std::size_t>(shown_, 1);
    measure();
  }

  std::string text() const {
    const std::size_t all = outcomes_.size();
    std::string text = say_.format(all == 1 ? "{} outcome\n" : "{} outcomes\n",
                                   "{} 种结果\n", all);
    text += row("", say_("schedules", "调度数"), say_("program", "程序"),
                say_("end", "结束"), say_("printed", "输出"), ink::faint);
    for (std::size_t i = 0; i < shown_; ++i) text += rows(i);
    if (shown_ < all) {
      text +=
          row("", "...", "", "",
              say_.format("{} more outcomes", "还有 {} 种结果", all - shown_),
              ink::faint);
    }
    return text + (all > 1 ? replays() : "");
  }

 private:
  const play::program& program(std::size_t outcome, std::size_t p) const {
    return outcomes_[outcome].programs[p];
  }
  std::string letter(std::size_t outcome) const {
    return outcomes_.size() > 1 ? letter_of(outcome) : "";
  }

  /// The cues that play each of them again.
  std::string replays() const {
    std::string text =
        view::line()
            .add(say_("To play one again: trace --cues '...' with",
                      "重演其中一种：trace --cues '...'，填入"),
                 ink::faint)
            .text(style_.colour);
    for (std::size_t i = 0; i < shown_; ++i) {
      const std::string& cues = outcomes_[i].cues;
      std::string begins = letter(i);
      for (const std::string& part : view::wrapped(
               cues.empty() ? say_("(nothing: '')", "（空：''）") : cues,
               style_.width - 5)) {
        view::line line;
        line.add("  ").add(begins, ink::faint).pad_to(5).add(part);
        text += line.text(style_.colour);
        begins.clear();
      }
    }
    return text;
  }

  std::string ending(std::size_t outcome, std::size_t p) const {
    return how_it_ended(program(outcome, p), outcomes_[outcome].ended, say_);
  }
  std::string name(std::size_t outcome, std::size_t p) const {
    constexpr int longest = 16;
    return view::cut(view::harmless(program(outcome, p).name, style_.utf8),
                     longest, style_.utf8 ? "…" : "...");
  }

  bool is_told(std::size_t outcome, std::size_t p) const {
    const play::program& usual = program(0, p);
    const play::program& odd = program(outcome, p);
    return outcome == 0 || usual.out != odd.out || usual.err != odd.err ||
           ending(0, p) != ending(outcome, p);
  }

  int height(std::size_t outcome) const {
    int rows = 0;
    for (std::size_t p = 0; p < outcomes_[outcome].programs.size(); ++p) {
      if (!is_told(outcome, p)) continue;
      rows += program(outcome, p).err.empty() ? 1 : 2;
    }
    return std::max(rows, 1);
  }

  void measure() {
    const auto widen = [](int& width, std::string_view text) {
      width = std::max(width, view::columns(text));
    };
    widen(counts_, say_("schedules", "调度数"));
    widen(names_, say_("program", "程序"));
    widen(ends_, say_("end", "结束"));
    for (std::size_t i = 0; i < shown_; ++i) {
      for (std::size_t p = 0; p < outcomes_[i].programs.size(); ++p) {
        widen(names_, name(i, p));
        widen(ends_, ending(i, p));
      }
    }
  }
  int before_count() const { return outcomes_.size() > 1 ? 5 : 2; }
  int before_name() const { return before_count() + counts_ + 2; }
  int before_printed() const { return before_name() + names_ + ends_ + 4; }

  std::string row(std::string_view letter, std::string_view count,
                  std::string_view name, std::string_view ending,
                  std::string_view printed, ink how = ink::plain) const {
    view::line line;
    line.add("  ").add(letter, ink::faint);
    line.pad_to(before_count() + counts_ - view::columns(count))
        .add(count, how);
    line.pad_to(before_name()).add(name, how);
    line.pad_to(before_name() + names_ + 2).add(ending, how);
    line.pad_to(before_printed()).add(printed, how);
    return line.text(style_.colour);
  }

  /// The count is on the first row of its outcome alone.
  std::string rows(std::size_t i) const {
    std::string text, which = letter(i),
                      count = fmt::format("{}", outcomes_[i].schedules);
    for (std::size_t p = 0; p < outcomes_[i].programs.size(); ++p) {
      if (!is_told(i, p)) continue;
      text += row(which, count, name(i, p), ending(i, p), printed(i, p, false));
      which.clear();
      count.clear();
      if (!program(i, p).err.empty()) {
        text += row("", "", "", "", printed(i, p, true));
      }
    }
    if (!text.empty()) return text;
    return row(which, count, "", "", play::to_string(outcomes_[i].ended));
  }

  /// Of a long output the part around where it differs.
  std::string printed(std::size_t outcome, std::size_t p, bool error) const {
    std::vector<std::string_view> texts;
    for (const check::outcome& one : outcomes_) {
      const play::program& same = one.programs[p];
      texts.push_back(error ? same.err : same.out);
    }
    const std::string_view text = texts[outcome];
    if (text.empty()) return say_("nothing", "没有输出");
    if (outcome != 0) texts = {texts.front(), text};
    const std::size_t common = common_beginning(texts);
    const std::string label = error ? "stderr: " : "";
    const int room =
        style_.width - before_printed() - static_cast<int>(label.size());
    const bool differs = common < text.size();
    return label + view::around(text, differs ? common : 0, room, style_);
  }

  const std::vector<check::outcome>& outcomes_;
  const view::style& style_;
  words say_;
  std::size_t shown_ = 0;
  int counts_ = 0, names_ = 0, ends_ = 0;
};

std::string wrapped(const std::string& text, const view::style& style,
                    ink how = ink::plain, int indent = 0) {
  const bool utf8 = style.utf8 || style.language == view::language::chinese;
  std::string result;
  for (const std::string& part :
       view::wrapped(view::harmless(text, utf8), style.width - indent)) {
    result += view::line().pad_to(indent).add(part, how).text(style.colour);
  }
  return result;
}

/// All that comes of one schedule.
std::string cause_text(const checked& all, const cause& one, std::size_t number,
                       std::size_t of, const view::style& style) {
  const cause_words told =
      words_of(all, one, number, of, words(style.language));
  std::string text = wrapped(told.heading, style, ink::alarm);
  if (!told.sentence.empty())
    text += wrapped(told.sentence, style, ink::plain, 2);
  return text + trace_line(one.cues, all.cast, style.width, all.inputs) +
         "\n\n";
}

std::string faults(const checked& all, const view::style& style) {
  const words say(style.language);
  const std::vector<cause> causes = causes_of(all.report);
  std::string text;
  for (std::size_t i = 0; i < causes.size(); ++i)
    text += cause_text(all, causes[i], i + 1, causes.size(), style);
  if (!all.kept.empty()) text += wrapped(all.kept, style, ink::faint) + "\n";
  return text;
}

}  // namespace

cause_words words_of(const checked& all, const cause& one, std::size_t number,
                     std::size_t of, const words& say) {
  std::vector<std::string> kinds, said;
  for (const std::size_t i : one.faults)
    kinds.push_back(kind_of(all.report.faults[i], say));
  const auto say_once = [&](const std::string& what) {
    if (!what.empty() && std::ranges::find(said, what) == said.end())
      said.push_back(what);
  };
  for (const std::size_t i : one.faults) say_once(all.whats[i].cause);
  for (const std::size_t i : one.faults) say_once(all.whats[i].effect);
  const std::string between = say("; ", "；");
  return {say.format("Fault {} of {}: {}", "问题 {}/{}：{}", number, of,
                     fmt::join(kinds, between)),
          said.empty()
              ? ""
              : fmt::format("{}{}", fmt::join(said, between), say(".", "。"))};
}

std::string report_text(const checked& all, const view::style& style) {
  const words say(style.language);
  std::string text;
  if (!all.heading.empty()) text += wrapped(all.heading, style, ink::strong);
  text += wrapped(extent(all.report, all.options, say), style) + "\n";
  text += all.report.faults.empty()
              ? wrapped(nothing_found(all.report, all.options, say), style)
              : faults(all, style);
  if (all.smallest) {
    text +=
        wrapped(say("Fault 1 on its smallest schedule:", "问题 1 的最小调度："),
                style) +
        "\n" + view::text(*all.smallest, style, all.whats.front().call);
  }
  if (!all.report.outcomes.empty()) {
    text += "\n" + table(all.report.outcomes, style).text();
    text += wrapped(which_is_right(all.report, say), style, ink::faint);
  }
  for (const play::reason& note : all.report.notes) {
    text += wrapped(to_text(note, style.language), style, ink::faint);
  }
  return text;
}

}  // namespace sticky
