#include <fmt/format.h>

#include "sticky/cast_line.hpp"
#include "sticky/check/report.hpp"
#include "sticky/check/words.hpp"
#include "sticky/words.hpp"
#include "view/layout/columns.hpp"
#include "view/svg/paper.hpp"
#include "view/words/vocabulary.hpp"

namespace sticky {
namespace {

/// The lesson, or the cast as on the command line; each shard is another test.
std::string name_of_test(const checked& all, const words& say) {
  std::string name = all.heading;
  if (name.empty()) {
    for (const stage::program& program : all.cast) {
      if (!name.empty()) name += " ::: ";
      name += fmt::format("{}", fmt::join(program.argv, " "));
    }
  }
  if (all.options.shards > 1) {
    name += say.format(" (shard {} of {})", "（第 {}/{} 份）",
                       all.options.shard, all.options.shards);
  }
  return name;
}

/// Each line by itself. Characters that XML cannot hold become `\xNN`.
std::string for_xml(std::string_view text) {
  std::string result;
  for (;;) {
    const std::size_t end = text.find('\n');
    result += view::for_xml(view::harmless(text.substr(0, end), true));
    if (end == text.npos) return result;
    result += '\n';
    text.remove_prefix(end + 1);
  }
}

/// All faults: what happened, and the line that shows it.
std::string failure_element(const checked& all, const words& say) {
  std::string kinds, text;
  constexpr int any_width = 1 << 20;  // a line that is copied stays whole
  for (std::size_t i = 0; i < all.report.faults.size(); ++i) {
    const check::fault& fault = all.report.faults[i];
    const std::string kind = kind_of(fault, say);
    kinds += (kinds.empty() ? "" : say("; ", "；")) + kind;
    text +=
        fmt::format("{}: {}\n{}\n", kind, all.whats[i].whole,
                    trace_line(fault.cues, all.cast, any_width, all.inputs));
  }
  return fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                     for_xml(check::to_string(all.report.faults.front().kind)),
                     for_xml(kinds), for_xml(text));
}

}  // namespace

std::string report_junit(const checked& all, view::language language) {
  const words say(language);
  const bool fails = !all.report.faults.empty();
  std::string told = extent(all.report, all.options, say) + "\n";
  if (!fails) told += nothing_found(all.report, all.options, say) + "\n";
  for (const play::reason& note : all.report.notes) {
    told += to_text(note, language) + "\n";
  }
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="sticky check" tests="1" failures="{0}" errors="0" skipped="0" time="{1:.3f}">
    <testcase classname="sticky check" name="{2}" time="{1:.3f}">
{3}      <system-out>{4}</system-out>
    </testcase>
  </testsuite>
</testsuites>
)",
      fails ? 1 : 0, all.seconds, for_xml(name_of_test(all, say)),
      fails ? failure_element(all, say) : "", for_xml(told));
}

}  // namespace sticky
