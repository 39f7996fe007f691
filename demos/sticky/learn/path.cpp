#include "sticky/learn/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "course/document.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"

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

std::string say_how_cues_are_written(const view::style& style) {
  return words(style.language)(
      "(A line of cues says who goes when: client:send*2 lets the client go "
      "until it has sent twice, server:recv(1) until a recv has taken one byte "
      "at most, client:exit to its end. All of it: ./sticky trace --help)",
      "（cues 这一行规定谁在什么时候走：client:send*2 让客户端走到发完两次，"
      "server:recv(1) 走到一次 recv 最多取一个字节，client:exit 走到结束。"
      "完整的写法：./sticky trace --help）");
}

}  // namespace

path::path(std::vector<course::lesson> lessons, progress done, const words& say)
    : lessons_(std::move(lessons)), done_(std::move(done)), say_(say) {}

std::size_t path::here() const {
  const auto found =
      std::ranges::find(lessons_, done_.lesson, &course::lesson::slug);
  return found == lessons_.end()
             ? 0
             : static_cast<std::size_t>(found - lessons_.begin());
}

std::string path::title(std::size_t lesson) const {
  return heading(lessons_[lesson], lesson + 1, lessons_.size(), say_);
}

const course::exercise* path::next_exercise(
    const course::lesson& lesson) const {
  const auto& solved = done_.of(lesson).solved;
  for (const course::exercise& one : lesson.exercises)
    if (!solved.contains(one.file)) return &one;
  return nullptr;
}

std::string path::counts() const {
  std::size_t read = 0, solved = 0, exercises = 0;
  for (const course::lesson& lesson : lessons_) {
    const lesson_progress& one = done_.of(lesson);
    if (one.read) ++read;
    exercises += lesson.exercises.size();
    for (const course::exercise& exercise : lesson.exercises)
      solved += one.solved.count(exercise.file);
  }
  return say_.format("{} of {} lessons read, {} of {} exercises solved",
                     "读完 {}/{} 课，做对 {}/{} 道练习", read, lessons_.size(),
                     solved, exercises);
}

std::string path::open_lessons() const {
  std::vector<std::string> numbers;
  for (const course::lesson& lesson : lessons_)
    if (!done_.has_done(lesson))
      numbers.push_back(fmt::format("{:02}", lesson.number));
  return in_a_row(numbers, say_);
}

std::string path::exercises(const course::lesson& lesson,
                            const view::style& style) const {
  std::size_t widest = 0;
  for (const course::exercise& one : lesson.exercises)
    widest = std::max(widest, one.file.size());
  std::string text;
  const auto& solved = done_.of(lesson).solved;
  for (const course::exercise& one : lesson.exercises)
    text +=
        fmt::format("  {}{:<{}}{}\n", mark(solved.contains(one.file), style),
                    one.file, widest + 2, say_(one.title));
  return text;
}

std::string mark(bool done, const view::style& style) {
  return done ? (style.utf8 ? "✓ " : "x ") : "  ";
}

std::string where(const path& path, const workspace& files,
                  const view::style& style) {
  const words say(style.language);
  const std::size_t here = path.here();
  const course::lesson& lesson = path.lessons()[here];
  std::string text = bold(style, path.title(here)) + '\n' +
                     in_lines(say(lesson.remember), style.width) + "\n\n" +
                     path.counts() + '\n';
  const lesson_progress& done = path.done().of(lesson);
  if (!lesson.exercises.empty())
    text += say("\nIts exercises:\n", "\n本课练习：\n") +
            path.exercises(lesson, style);
  const course::exercise* next = path.next_exercise(lesson);
  text += say("\nNext: ", "\n下一步：");
  if (!done.read) {
    text += "./sticky learn\n";
  } else if (next != nullptr) {
    text += say.format(
        "edit {}\nand let this look at it each time you save: "
        "./sticky learn --watch\n",
        "编辑 {}\n保存一次，检查一次：./sticky learn --watch\n",
        short_path(files.file_of(lesson, *next)));
  } else if (here + 1 < path.lessons().size()) {
    text += say.format("{}: ./sticky learn\n", "{}：./sticky learn\n",
                       path.title(here + 1));
  } else {
    text += say("programs of your own: ./sticky check --help\n",
                "你自己的程序：./sticky check --help\n");
  }
  return text;
}

std::string hint_text(const course::exercise& exercise, int asked,
                      const view::style& style) {
  const words say(style.language);
  const int all = static_cast<int>(exercise.hints.size());
  if (all == 0)
    return say("There are no hints here.\n", "这道练习没有点拨。\n");
  const int number = (asked - 1) % all + 1;
  std::string text =
      say.format("Hint {} of {}: {}", "点拨 {}/{}：{}", number, all,
                 say(exercise.hints[static_cast<std::size_t>(number - 1)]));
  if (number == all)
    text += say(" (The last one; the answers are in docs/answers.md.)",
                "（最后一条；答案在 docs/answers.zh.md。）");
  return in_lines(text, style.width) + '\n';
}

std::string task_of(const course::lesson& lesson,
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
    text += in_lines(say_how_cues_are_written(style), style.width) + '\n';
  return text;
}

}  // namespace sticky
