#include "course/text.hpp"

#include <algorithm>
#include <optional>
#include <regex>
#include <sstream>

#include "course/document.hpp"

namespace course {
namespace {

using kind = block::kind;

/// The heading of each part, in both languages.
constexpr std::array<std::array<std::string_view, 2>, parts> headings{{
    {"The question (predict first)", "先猜一猜"},
    {"Run it", "运行"},
    {"What you see", "你会看到"},
    {"Why", "为什么"},
    {"What the document says", "文档怎么说"},
    {"Try it", "动手试试"},
    {"Next", "下一课"},
}};

std::optional<part> part_called(std::string_view heading) {
  for (std::size_t i = 0; i < parts; ++i)
    if (std::ranges::find(headings[i], heading) != headings[i].end())
      return static_cast<part>(i);
  return {};
}

/// Where a link leads, if that is a page of docs/ which its words do not name:
/// " (docs/answers.md)". The words of other links say it themselves.
std::string named_page(const std::string& address, const std::string& words) {
  static const std::regex page(R"(.*/(docs/[a-z_.]+\.md)(#.*)?)");
  std::smatch found;
  if (!std::regex_match(address, found, page)) return "";
  return words.find(found.str(1)) == words.npos ? " (" + found.str(1) + ")"
                                                : "";
}

/// `[words](address)` becomes the words, `**words**` and `*words*` too. What
/// stands between backticks stays as it is.
std::string plain(const std::string& markdown) {
  static const std::regex marks(
      R"((`[^`]*`)|!\[([^\]]*)\]\(([^)]*)\)|\[([^\]]*)\]\(([^)]*)\)|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*)");
  std::string text;
  auto from = markdown.cbegin();
  for (std::sregex_iterator found(from, markdown.cend(), marks), none;
       found != none; ++found) {
    const std::smatch& match = *found;
    text.append(from, match[0].first);
    if (match[3].matched) {  // a picture
      text += '[' + match.str(3) + "] " + match.str(2);
    } else if (match[1].matched) {
      text += match.str(1);
    } else {
      // Of the others one is there; a link's words may hold code.
      text += plain(match.str(4) + match.str(6) + match.str(7)) +
              named_page(match.str(5), match.str(4));
    }
    from = match[0].second;
  }
  return text.append(from, markdown.cend());
}

std::string trimmed(std::string_view line) {
  const std::size_t from = line.find_first_not_of(' ');
  if (from == line.npos) return "";
  return std::string(line.substr(from, line.find_last_not_of(' ') + 1 - from));
}

int indent_of(std::string_view line) {
  const std::size_t from = line.find_first_not_of(' ');
  return from == line.npos ? 0 : static_cast<int>(from);
}

std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells;
  std::istringstream rest{std::string(row.substr(1))};
  for (std::string cell; std::getline(rest, cell, '|');)
    cells.push_back(plain(trimmed(cell)));
  return cells;
}

/// Line by line: those of a paragraph belong together until an empty one.
class reader {
 public:
  explicit reader(std::string_view markdown)
      : lines_(std::string(markdown)), part_(part::question) {}

  text read() {
    for (std::string line; std::getline(lines_, line);) {
      if (line.starts_with("## ")) {
        end_paragraph();
        if (const auto next = part_called(line.substr(3))) part_ = *next;
      } else if (!line.starts_with("# ")) {
        take(line);
      }
    }
    end_paragraph();
    for (auto& blocks : text_)
      for (block& one : blocks) finish(one);
    return std::move(text_);
  }

 private:
  void take(const std::string& line) {
    static const std::regex an_item(R"(( *)([-*]|\d+\.) +(.*))");
    const std::string words = trimmed(line);
    std::smatch item;
    if (words.starts_with("```")) {
      take_code(words.substr(3), indent_of(line));
    } else if (words == "<details>" || words == "</details>") {
      end_paragraph();
      if (words == "<details>") {
        here().push_back({kind::fold, "", "", 0, {}, {}});
        in_fold_ = true;
      } else {
        in_fold_ = false;
      }
    } else if (words.starts_with("<summary>")) {
      const std::size_t end = words.find("</summary>");
      fold().text = words.substr(9, end - 9);
    } else if (words.empty()) {
      end_paragraph();
    } else if (words.starts_with("### ")) {
      end_paragraph();
      add({kind::heading, words.substr(4), "", 0, {}, {}});
    } else if (words.starts_with("|")) {
      end_paragraph();
      if (words.find_first_not_of("|-: ") != words.npos)
        add({kind::row, "", "", indent_of(line), cells_of(words), {}});
    } else if (std::regex_match(line, item, an_item)) {
      end_paragraph();
      // What belongs to it stands as far in as its first word.
      paragraph_ = block{kind::item, item[3],
                         item[2],    static_cast<int>(item.position(3)),
                         {},         {}};
    } else if (paragraph_) {
      paragraph_->text += ' ' + words;
    } else {
      paragraph_ = block{kind::paragraph, words, "", indent_of(line), {}, {}};
    }
  }

  void take_code(const std::string& info, int indent) {
    end_paragraph();
    block code{kind::code, "", info, indent, {}, {}};
    for (std::string line; std::getline(lines_, line);) {
      if (trimmed(line) == "```") break;
      const int cut = std::min(indent, indent_of(line));
      code.text += line.substr(static_cast<std::size_t>(cut)) + '\n';
    }
    add(std::move(code));
  }

  std::vector<block>& here() { return text_[static_cast<std::size_t>(part_)]; }
  block& fold() { return here().back(); }
  void add(block one) {
    (in_fold_ ? fold().inside : here()).push_back(std::move(one));
  }
  void end_paragraph() {
    if (paragraph_) add(std::move(*paragraph_));
    paragraph_.reset();
  }
  static void finish(block& one) {
    if (one.is != kind::code) one.text = plain(one.text);
    for (block& inner : one.inside) finish(inner);
  }

  std::istringstream lines_;
  part part_;
  text text_;
  std::optional<block> paragraph_;
  bool in_fold_ = false;
};

}  // namespace

text parse_text(std::string_view markdown) {
  return reader(markdown).read();
}

text read_text(const lesson& lesson, play::language language) {
  const bool is_chinese = language == play::language::chinese;
  text all = parse_text(
      read_whole(lesson.folder / (is_chinese ? "README.zh.md" : "README.md")));
  // A picture is looked at from elsewhere.
  static const std::regex picture(R"(^\[([a-z_.]+\.svg)\])");
  for (auto& blocks : all)
    for (block& one : blocks)
      one.text = std::regex_replace(
          one.text, picture, "[lessons/" + lesson.folder_name() + "/$1]");
  return all;
}

}  // namespace course
