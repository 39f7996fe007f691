#include "play/reason.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <ostream>
#include <string_view>

#include "play/record.hpp"
#include "play/words/course.hpp"
#include "play/words/cues.hpp"
#include "play/words/endings.hpp"
#include "play/words/machine.hpp"
#include "play/words/search.hpp"

namespace play {
namespace {

constexpr std::size_t how_many = static_cast<std::size_t>(because::how_many);

static_assert(std::size(words_of_endings) + std::size(words_of_machine) +
                      std::size(words_of_search) + std::size(words_of_cues) +
                      std::size(words_of_course) ==
                  how_many,
              "each reason has words in words/, and only one of them");

constexpr std::array<wording, how_many> all = [] {
  std::array<wording, how_many> words{};
  auto* to = words.begin();
  to = std::ranges::copy(words_of_endings, to).out;
  to = std::ranges::copy(words_of_machine, to).out;
  to = std::ranges::copy(words_of_search, to).out;
  to = std::ranges::copy(words_of_cues, to).out;
  std::ranges::copy(words_of_course, to);
  return words;
}();

constexpr bool are_in_order() {
  for (std::size_t i = 0; i < how_many; ++i) {
    if (all[i].code != static_cast<because>(i)) return false;
  }
  return true;
}
static_assert(are_in_order(), "words/ has the order of the reasons");

constexpr char every_part = '*';
constexpr std::string_view marks = "0123456789abcdef*";

/// Which of `marks` the words name in braces, as bits.
constexpr std::uint32_t named_in(std::string_view words) {
  std::uint32_t named = 0;
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    if (words[i] != '{' || words[i + 2] != '}') continue;
    const std::size_t mark = marks.find(words[i + 1]);
    if (mark != marks.npos) named |= 1U << mark;
  }
  return named;
}

constexpr bool has_letters(std::string_view words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == '{') i += 2;
    if (words[i] >= 'a' && words[i] <= 'z') return true;
  }
  return false;
}

constexpr bool are_sound() {
  for (std::size_t i = 1; i < how_many; ++i) {
    const auto& [code, english, chinese] = all[i];
    if (english.empty() || chinese.empty()) return false;
    if (named_in(english) != named_in(chinese)) return false;
    if (has_letters(english) && english == chinese) return false;
  }
  return true;
}
static_assert(are_sound(), "both languages have words, of the same arguments");

constexpr bool is_of_chinese(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

/// Puts text together. Chinese has no space between its own characters.
class writer {
 public:
  explicit writer(language in) : closes_up_(in == language::chinese) {}

  void put(std::string_view more) {
    if (more.empty()) return;
    if (closes_up_ && is_of_chinese(more.front()) && text_.size() >= 2 &&
        text_.back() == ' ' && is_of_chinese(text_[text_.size() - 2])) {
      text_.pop_back();
    }
    if (closes_up_ && more.size() >= 2 && more.front() == ' ' &&
        is_of_chinese(more[1]) && !text_.empty() &&
        is_of_chinese(text_.back())) {
      more.remove_prefix(1);
    }
    text_ += more;
  }
  std::string take() { return std::move(text_); }

 private:
  bool closes_up_;
  std::string text_;
};

std::string all_parts(const reason& why, language in) {
  std::string text;
  for (const reason& part : why.parts) {
    if (!text.empty()) text += in == language::english ? "; " : "；";
    text += to_text(part, in);
  }
  return text;
}

std::string marked(char mark, const reason& why, language in) {
  if (mark == every_part) return all_parts(why, in);
  const std::size_t at = marks.find(mark);
  if (at < 10) return at < why.arguments.size() ? why.arguments[at] : "";
  return at - 10 < why.parts.size() ? to_text(why.parts[at - 10], in) : "";
}

}  // namespace

std::string to_text(const reason& why, language in) {
  if (why.code >= because::how_many) return "";
  const wording& both = all[static_cast<std::size_t>(why.code)];
  std::string_view words =
      in == language::english ? both.english : both.chinese;
  writer text(in);
  for (;;) {
    const std::size_t brace = words.find('{');
    text.put(words.substr(0, brace));
    if (brace == words.npos) return text.take();
    text.put(marked(words[brace + 1], why, in));
    words.remove_prefix(brace + 3);
  }
}

std::ostream& operator<<(std::ostream& to, const reason& why) {
  return to << to_text(why);
}

bool is_whole(const reason& why, int levels) {
  if (why.code >= because::how_many || levels == 0) return false;
  const std::uint32_t named =
      named_in(all[static_cast<std::size_t>(why.code)].english);
  std::size_t arguments = 0, parts = 0;
  for (std::size_t i = 0; i < 10; ++i) arguments += (named >> i) & 1U;
  for (std::size_t i = 10; i < 16; ++i) parts += (named >> i) & 1U;
  const bool any_parts = ((named >> marks.find(every_part)) & 1U) != 0;
  return why.arguments.size() == arguments &&
         (any_parts || why.parts.size() == parts) &&
         std::ranges::all_of(why.parts, [levels](const reason& part) {
           return is_whole(part, levels - 1);
         });
}

reason escaped(reason why) {
  for (std::string& argument : why.arguments) argument = escaped(argument);
  for (reason& part : why.parts) part = escaped(std::move(part));
  return why;
}

}  // namespace play
