#include "play/cue.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "play/calls.hpp"
#include "play/record.hpp"

namespace play {
namespace {

using aim = cue::aim;
using way = interference::way;

/// The aims that have a word of their own, where a call has its name.
constexpr std::pair<std::string_view, aim> aims[] = {
    {"exit", aim::exit}, {"wait", aim::wait}, {"kill", aim::here}};

aim aim_called(std::string_view word) {
  for (const auto& [name, to] : aims) {
    if (name == word) return to;
  }
  return aim::call;
}

std::string_view word_of(aim wanted) {
  for (const auto& [name, to] : aims) {
    if (to == wanted) return name;
  }
  return "";
}

/// True if a cue may name this call.
bool is_call_name(std::string_view name) {
  const call_type* type = find_call_type(name);
  return type != nullptr && type->kind != kind::io_uring;
}

/// True if a cue may cut a call of that name: it sends, receives, or asks how
/// much there is to receive.
bool counts_bytes(std::string_view name) {
  const call_type* type = find_call_type(name);
  return type != nullptr &&
         (type->kind == kind::transfer || type->kind == kind::query);
}

/// Reads one cue: each function takes its part from the end of what is left.
class reader {
 public:
  reader(std::string_view word, std::size_t column) : left_(word) {
    cue_.text = word;
    cue_.column = column;
  }

  written_cue read() {
    read_program();
    read_times();
    read_error();
    read_limit();
    cue_.to = aim_called(left_);
    check();
    if (cue_.to == aim::call) cue_.call = left_;
    if (cue_.to == aim::here) cue_.what = {way::kill};
    if (error_ != 0) cue_.what = {way::fail, error_};
    if (limit_) cue_.what = {way::cut, *limit_};
    return std::move(cue_);
  }

 private:
  [[noreturn]] void refuse(const reason& why) const {
    throw cue_error(cue_, why);
  }

  std::int64_t number(std::string_view text, std::int64_t most) const {
    std::int64_t value = 0;
    const auto [stop, error] =
        std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || stop != text.data() + text.size() ||
        value < 0 || value > most) {
      refuse({because::cue_is_no_number,
              {std::string(text), std::to_string(most)}});
    }
    return value;
  }

  /// What stands behind the first such mark, which is taken off with it.
  std::optional<std::string_view> take_after(char mark) {
    const std::size_t at = left_.find(mark);
    if (at == left_.npos) return {};
    const std::string_view after = left_.substr(at + 1);
    left_ = left_.substr(0, at);
    return after;
  }

  void read_program() {
    const reason shape{because::cue_has_no_call};
    const std::size_t colon = left_.find(':');
    if (colon == 0 || colon == left_.npos) refuse(shape);
    std::string_view name = left_.substr(0, colon);
    left_.remove_prefix(colon + 1);
    if (const std::size_t dot = name.find('.'); dot != name.npos) {
      cue_.task = static_cast<int>(number(name.substr(dot + 1), 1'000'000));
      name = name.substr(0, dot);
      if (name.empty()) refuse(shape);
    }
    cue_.program = name;
  }

  void read_times() {
    const auto text = take_after('*');
    if (!text) return;
    cue_.times = static_cast<int>(number(*text, 1'000'000));
    if (cue_.times == 0) refuse({because::cue_never_happens});
  }

  void read_error() {
    const auto name = take_after('!');
    if (!name) return;
    error_ = error_called(*name);
    if (error_ == 0) {
      refuse({because::cue_names_no_error, {std::string(*name)}});
    }
  }

  void read_limit() {
    auto text = take_after('(');
    if (!text) return;
    if (!text->ends_with(')')) refuse({because::cue_bracket_is_open});
    text->remove_suffix(1);
    limit_ = number(*text, INT64_MAX);
    if (*limit_ == 0) refuse({because::cue_takes_no_byte});
  }

  /// What is left is the call, or a word of its own.
  void check() const {
    const std::string name(left_);
    if (cue_.to == aim::call && !is_call_name(name)) {
      refuse({because::cue_names_no_call, {name}});
    }
    if (cue_.to != aim::call && (limit_ || error_ != 0 || cue_.times != 1)) {
      refuse({because::cue_takes_nothing, {name}});
    }
    if (limit_ && error_ != 0) {
      refuse({because::cue_cuts_a_failure});
    }
    if (limit_ && !counts_bytes(name)) {
      refuse({because::cue_cuts_no_bytes, {name}});
    }
  }

  std::string_view left_;
  written_cue cue_;
  std::optional<std::int64_t> limit_;
  int error_ = 0;
};

}  // namespace

std::string text_of(const cue& one) {
  std::string text = one.program;
  if (one.task) text += "." + std::to_string(*one.task);
  text += ":";
  if (one.to != aim::call) return text.append(word_of(one.to));
  text += one.call;
  if (one.what.how == way::cut) {
    text += "(" + std::to_string(one.what.value) + ")";
  }
  if (one.what.how == way::fail) {
    text += "!" + error_name(static_cast<int>(one.what.value));
  }
  if (one.times != 1) text += "*" + std::to_string(one.times);
  return text;
}

std::string text_of(const std::vector<cue>& all) {
  std::string line;
  for (const cue& one : all) {
    if (!line.empty()) line += ' ';
    line += text_of(one);
  }
  return line;
}

cue_error::cue_error(const written_cue& wrong, const reason& its_fault)
    : explained_error({because::bad_cue,
                       {wrong.text, std::to_string(wrong.column)},
                       {its_fault}}),
      column(wrong.column) {}

std::vector<written_cue> parse_cues(std::string_view line) {
  constexpr std::string_view blanks = " \t\n\v\f\r";
  std::vector<written_cue> all;
  for (std::size_t end = 0;;) {
    const std::size_t begin = line.find_first_not_of(blanks, end);
    if (begin == line.npos) return all;
    end = std::min(line.find_first_of(blanks, begin), line.size());
    all.push_back(reader(line.substr(begin, end - begin), begin + 1).read());
  }
}

}  // namespace play
