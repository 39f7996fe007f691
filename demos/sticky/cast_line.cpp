#include "sticky/cast_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <span>
#include <sstream>
#include <system_error>

#include "course/course.hpp"
#include "course/nearest.hpp"
#include "sticky/failure.hpp"
#include "sticky/terminal/terminal.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

constexpr std::string_view separator = ":::";

/// The name of the program at that place when nothing else is said.
std::string usual_name(std::size_t place) {
  if (place == 0) return "server";
  return place == 1 ? "client" : fmt::format("client{}", place);
}

std::vector<std::string> names_of(const std::string& list, std::size_t count,
                                  const words& say) {
  std::vector<std::string> names;
  if (list.empty()) {
    while (names.size() < count) names.push_back(usual_name(names.size()));
    return names;
  }
  for (std::istringstream in(list); in;) {
    if (std::getline(in, names.emplace_back(), ',')) continue;
    names.pop_back();
  }
  const std::set<std::string> distinct(names.begin(), names.end());
  if (names.size() != count || distinct.size() != count ||
      distinct.contains("")) {
    throw failure(say.format(
        "--names {}: must be {} different names, such as client,client2",
        "--names {}：应为 {} 个不同的名字，例如 client,client2", list, count));
  }
  return names;
}

/// Turns "11/server" into that program's path, unless there is such a file
/// here. Other paths stay as they are: the stage says what is wrong with them.
void find_lesson_program(std::string& path, const words& say) {
  namespace fs = std::filesystem;
  const std::size_t slash = path.find('/');
  const bool is_number =
      slash == 2 && path.find_first_not_of("0123456789") == slash;
  std::error_code none;
  if (slash == path.npos || fs::exists(path, none)) return;
  const fs::path found = course::program_path(path);
  if (found.empty() && !is_number) return;
  if (!fs::exists(found, none)) {
    find_lesson_to_play(path.substr(0, slash), say);  // throws: who is near
  }
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(found.parent_path(), none)) {
    if (!entry.is_regular_file(none)) continue;  // exercises/, solutions/
    if (::access(entry.path().c_str(), X_OK) != 0) continue;
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  const std::string name = path.substr(slash + 1);
  if (!names.empty() && !fs::is_regular_file(found, none)) {
    const auto near = course::nearest(name, names);
    throw failure(say.format("lesson {} has no program \"{}\"; it has {}",
                             "第 {} 课没有“{}”这个程序；这一课有 {}",
                             path.substr(0, slash), play::escaped(name),
                             in_a_row(near.empty() ? names : near, say)));
  }
  path = found.string();
}

/// "11/server" for that program of the lesson; other paths stay as they are.
std::string shorthand(const std::string& path) {
  const std::filesystem::path whole(path);
  const std::string folder = whole.parent_path().filename().string();
  if (!course::names_lesson(folder)) return path;
  const std::string name =
      folder.substr(0, 2) + '/' + whole.filename().string();
  return course::program_path(name) == path ? name : path;
}

/// A byte as printf has it: in its format, or in an argument for its %b.
std::string printed(char c, bool in_format) {
  const auto byte = static_cast<unsigned char>(c);
  if (c == '\n') return "\\n";
  if (c == '\\') return "\\\\";
  if (c == '%' && in_format) return "%%";
  if (byte < 0x20 || byte == 0x7f || c == '\'')
    return fmt::format("\\{}{:03o}", in_format ? "" : "0", byte);
  return {c};
}

/// How many bytes, as printed, fit into that width: up to the end of a word if
/// there is one, and never into a character.
std::size_t fitting(std::string_view input, int width) {
  std::size_t size = 0;
  for (int used = 0; size < input.size(); ++size) {
    used += static_cast<int>(printed(input[size], false).size());
    if (used > width) break;
  }
  if (size == input.size()) return size;
  const std::size_t blank = input.substr(0, size).find_last_of(" \n");
  if (blank != input.npos) return blank + 1;
  while (size > 1 && (static_cast<unsigned char>(input[size]) & 0xC0) == 0x80) {
    --size;
  }
  return size;
}

/// A process substitution of bash that gives these bytes: one word, or several
/// words in lines of their own, if it is wider than `room`.
std::string printing(std::string_view input, int room, int width) {
  std::string format;
  for (const char c : input) {
    format += c == '-' && format.empty() ? "\\055" : printed(c, true);
  }
  std::string whole = fmt::format("<(printf '{}')", format);
  if (static_cast<int>(whole.size()) <= room) return whole;
  constexpr std::string_view next = " \\\n        ";
  whole = "<(printf %b";
  while (!input.empty()) {
    const std::size_t size = fitting(input, width - 12);
    whole.append(next).append("'");
    for (const char c : input.substr(0, size)) whole += printed(c, false);
    whole += "'";
    input.remove_prefix(size);
  }
  return whole + ")";
}

/// The option with its line of cues. Inside the quotes a line may end between
/// two cues without a backslash: to a schedule all white space is one.
std::string cues_option(const std::string& cues, int width) {
  const std::string whole = "--cues " + shell_word(cues);
  if (static_cast<int>(whole.size()) + 6 <= width) return whole;
  return "--cues '" + in_lines(cues, width - 15, "\n            ") + "'";
}

/// The parts in lines of that width, as far as they can be.
std::string broken(const std::vector<std::string>& parts, int width) {
  std::string text;
  std::size_t column = 0;
  for (const std::string& part : parts) {
    // Two columns are kept for the backslash.
    const auto room = static_cast<std::size_t>(width) - 2;
    if (!text.empty() &&
        column + 1 + std::min(part.find('\n'), part.size()) > room) {
      text += " \\\n    " + part;
      column = 4 + part.size();
    } else {
      if (!text.empty()) text += ' ';
      text += part;
      column += 1 + part.size();
    }
    if (part.find('\n') != std::string::npos) {
      column = part.size() - part.rfind('\n') - 1;
    }
  }
  return text;
}

}  // namespace

std::vector<stage::program> parse_cast(std::string_view command,
                                       const std::vector<std::string>& line,
                                       const std::string& names,
                                       const words& say) {
  std::vector<stage::program> cast(1);
  for (const std::string& word : line) {
    if (word == separator) {
      cast.emplace_back();
    } else {
      cast.back().argv.push_back(word);
    }
  }
  const std::vector<std::string> given = names_of(names, cast.size(), say);
  for (std::size_t i = 0; i < cast.size(); ++i) {
    cast[i].name = given[i];
    if (cast[i].argv.empty()) {
      throw failure(say.format(
          "{0}: no program for {1}; write: sticky {0} -- SERVER ARGS ::: "
          "CLIENT ARGS",
          "{0}：缺少 {1} 的程序；写法：sticky {0} -- 服务端 参数 ::: 客户端 "
          "参数",
          command, cast[i].name));
    }
    find_lesson_program(cast[i].argv[0], say);
  }
  return cast;
}

std::string shell_word(std::string_view word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') ||
           std::string_view("_-./:,+@%=").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) {
    return std::string(word);
  }
  std::string text = "'";
  for (const char c : word) {
    if (c == '\'') {
      text += "'\\''";
    } else {
      text += c;
    }
  }
  return text + "'";
}

std::string trace_line(const std::string& cues,
                       const std::vector<stage::program>& cast, int width,
                       const std::vector<std::string>& inputs) {
  std::vector<std::string> parts{"./sticky", "trace"};
  parts.push_back(cues_option(cues, width));
  std::vector<std::string> names, usual, programs;
  for (std::size_t i = 0; i < cast.size(); ++i) {
    const stage::program& program = cast[i];
    names.push_back(program.name);
    usual.push_back(usual_name(i));
    const auto given = std::ranges::find_if(inputs, [&](const auto& input) {
      return input.starts_with(program.name + '=') && !input.ends_with("=-");
    });
    if (given != inputs.end()) {
      parts.push_back("--stdin " + shell_word(*given));
    } else if (!program.input.empty()) {
      const std::string option = fmt::format("--stdin {}=", program.name);
      const int room = width - 6 - static_cast<int>(option.size());
      parts.push_back(option + printing(program.input, room, width));
    }
    programs.push_back(fmt::format("{} {}", i == 0 ? "--" : separator,
                                   shell_word(shorthand(program.argv[0]))));
    for (const std::string& arg : std::span(program.argv).subspan(1)) {
      programs.back() += ' ' + shell_word(arg);
    }
  }
  if (names != usual) {
    parts.insert(parts.begin() + 2,
                 fmt::format("--names {}", fmt::join(names, ",")));
  }
  parts.insert(parts.end(), programs.begin(), programs.end());
  return broken(parts, width);
}

}  // namespace sticky
