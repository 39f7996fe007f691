#include "sticky/learn/task.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <vector>

#include "course/document.hpp"
#include "sticky/learn/workspace.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/words.hpp"

namespace sticky {
namespace {

/// Above the first line that is no comment; without the comment's marks.
std::vector<std::string> head_comment(const std::string& source) {
  std::vector<std::string> lines;
  std::istringstream rest(source);
  for (std::string line; std::getline(rest, line);) {
    const std::size_t mark = line.starts_with("//") ? 2 : 1;
    if (!line.starts_with("//") && !line.starts_with("# ") && line != "#")
      break;
    if (line.starts_with("#include")) break;
    lines.push_back(
        line.substr(line.find(' ', mark) == mark ? mark + 1 : mark));
  }
  return lines;
}

/// Some character of it is Chinese, or Chinese punctuation.
bool is_chinese(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto lead = static_cast<unsigned char>(c);
    return lead >= 0xe3 && lead <= 0xef;
  });
}

/// What it prints, for example: the same in both languages.
bool is_sample(std::string_view line) {
  return line.size() > 2 && line.starts_with("  ") && line[2] != ' ';
}

/// How to build and run it by hand: in this folder that is another line.
bool is_of_another_folder(std::string_view line) {
  return line.starts_with("Run:") || line.starts_with("Check:");
}

std::string how_cues_are_written(const view::style& style) {
  return words(style.language)(
      "(A line of cues says who goes when: client:send*2 lets the client go "
      "until it has sent twice, server:recv(1) until a recv has taken one byte "
      "at most, client:exit to its end. All of it: ./sticky trace --help)",
      "（cues 这一行规定谁在什么时候走：client:send*2 让客户端走到发完两次，"
      "server:recv(1) 走到一次 recv 最多取一个字节，client:exit 走到结束。"
      "完整的写法：./sticky trace --help）");
}

}  // namespace

std::string hint_text(const course::exercise& exercise, int n,
                      const view::style& style) {
  const words say(style.language);
  const int all = static_cast<int>(exercise.hints.size());
  if (all == 0)
    return say("There are no hints here.\n", "这道练习没有点拨。\n");
  const int number = (n - 1) % all + 1;
  std::string text =
      say.format("Hint {} of {}: {}", "点拨 {}/{}：{}", number, all,
                 say(exercise.hints[static_cast<std::size_t>(number - 1)]));
  if (number == all)
    text += say(" (The last one; the answers are in docs/answers.md.)",
                "（最后一条；答案在 docs/answers.zh.md。）");
  return in_lines(text, style.width) + '\n';
}

std::string task_text(const course::lesson& lesson,
                      const course::exercise& exercise,
                      const view::style& style) {
  const bool chinese = style.language == view::language::chinese;
  std::string text;
  for (const std::string& line : head_comment(course::read_whole(
           lesson.folder / "exercises" / file_name(exercise)))) {
    if (line.empty() || (is_chinese(line) != chinese && !is_sample(line)))
      continue;
    if (is_of_another_folder(line)) continue;
    text += line + '\n';
  }
  if (exercise.asks == course::asks::cues)
    text += in_lines(how_cues_are_written(style), style.width) + '\n';
  return text;
}

}  // namespace sticky
