#include "sticky/step/page.hpp"

#include <algorithm>
#include <functional>
#include <tuple>
#include <vector>

#include "view/layout/columns.hpp"

namespace sticky {
namespace {

/// The number of the last call that has returned; 0: there is none.
int last_answer(const play::record& play) {
  for (auto call = play.calls.rbegin(); call != play.calls.rend(); ++call)
    if (call->result) return call->n;
  return 0;
}

/// Lines of which the middle is left out.
std::string cut(const std::string& text, int rows, std::string_view ellipsis) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  const auto most = static_cast<std::size_t>(std::max(rows, 1));
  if (lines.size() <= most) return text;
  // How a call begins, and how what was printed after it ends.
  const std::size_t head = (most + 1) / 2, tail = most - head;
  std::string result;
  for (std::size_t i = 0; i < head; ++i) result += lines[i];
  if (tail > 0) result += "  " + std::string(ellipsis) + '\n';
  for (std::size_t i = lines.size() - (tail > 0 ? tail - 1 : 0);
       i < lines.size(); ++i)
    result += lines[i];
  return result;
}

class fitting {
 public:
  /// `airy`: with blank lines between the blocks.
  fitting(const page& page, const view::style& style, int rows, bool airy)
      : page_(page),
        style_(style),
        airy_(airy),
        room_(rows),
        answer_(last_answer(page.play)),
        calls_(view::calls_in_parts(page.play, style)),
        ribbons_(view::ribbons_in_parts(page.play, style)) {
    for (const view::parts_of_ribbon& one : ribbons_)
      shown_.push_back({std::vector<bool>(one.bands.size()),
                        std::vector<bool>(one.sentences.size())});
    take_what_must_be_there();
    take_ribbons();
    take_older_calls();
  }

  /// All that is new is there.
  bool has_all_news() const { return has_all_news_; }

  std::string text() const {
    std::string result = page_.title;
    const auto add = [&](const std::string& block) {
      if (block.empty()) return;
      if (airy_ && !result.empty()) result += '\n';
      result += block;
    };
    add(drawn_calls());
    for (std::size_t i = 0; i < ribbons_.size(); ++i) add(drawn_ribbon(i));
    for (const std::string& block : page_.below) add(block);
    add(page_.prompt);
    return result;
  }

 private:
  struct shown_of_ribbon {
    std::vector<bool> bands, sentences;
  };

  int rows(std::string_view text) const { return rows_of(text, style_.width); }

  bool take(int rows) {
    if (rows > room_) return false;
    room_ -= rows;
    return true;
  }

  void take_what_must_be_there() {
    int blocks = 1;  // the prompt
    room_ -= rows(page_.prompt);
    const auto make_room = [&](const std::string& block) {
      room_ -= rows(block);
      blocks += block.empty() ? 0 : 1;
    };
    make_room(page_.title);
    for (const std::string& block : page_.below) make_room(block);
    if (!calls_.heads.empty() || !calls_.entries.empty()) ++blocks;
    if (airy_) room_ -= blocks - 1;
    // From the last call that has returned on, there may be those that wait.
    first_ = calls_.entries.size();
    while (first_ > 0 && (first_ == calls_.entries.size() ||
                          calls_.entries[first_].last > answer_)) {
      --first_;
    }
    must_from_ = first_;
    for (std::size_t i = must_from_; i < calls_.entries.size(); ++i)
      must_ += calls_.entries[i].text;
    const int heads = rows(calls_.heads);
    if (rows(must_) + heads > room_) calls_.heads.clear();
    if (rows(must_) > room_) {
      must_ = cut(must_, room_, style_.utf8 ? "…" : "...");
      has_all_news_ = false;
    }
    room_ -= rows(must_) + rows(calls_.heads);
  }

  /// The parts of the ribbons, those that matter most first.
  void take_ribbons() {
    struct wish {
      std::size_t ribbon, part;
      bool is_band, is_news;
      int last;
    };
    std::vector<wish> wishes;
    for (std::size_t r = 0; r < ribbons_.size(); ++r) {
      const view::parts_of_ribbon& one = ribbons_[r];
      const auto add = [&](const std::vector<view::part>& parts, bool band) {
        for (std::size_t i = 0; i < parts.size(); ++i)
          wishes.push_back({r, i, band,
                            one.last >= answer_ && parts[i].last >= answer_,
                            parts[i].last});
      };
      add(one.bands, true);
      add(one.sentences, false);
    }
    // What is new, then drawings, then what is said of them.
    std::ranges::stable_sort(wishes, std::greater<>(), [](const wish& w) {
      return std::tuple(w.is_news, w.is_band, w.last);
    });
    for (const wish& w : wishes) {
      const bool taken = w.is_band ? take_band(w.ribbon, w.part)
                                   : take_sentence(w.ribbon, w.part);
      if (!taken && w.is_news) has_all_news_ = false;
    }
  }

  bool is_drawn(std::size_t ribbon) const {
    return std::ranges::count(shown_[ribbon].bands, true) > 0;
  }

  bool take_band(std::size_t ribbon, std::size_t band) {
    const view::parts_of_ribbon& one = ribbons_[ribbon];
    const int head = is_drawn(ribbon) ? 0 : rows(one.header) + (airy_ ? 1 : 0);
    if (!take(head + rows(one.bands[band].text))) return false;
    return shown_[ribbon].bands[band] = true;
  }

  bool take_sentence(std::size_t ribbon, std::size_t sentence) {
    if (!is_drawn(ribbon)) return false;
    if (!take(rows(ribbons_[ribbon].sentences[sentence].text))) return false;
    return shown_[ribbon].sentences[sentence] = true;
  }

  void take_older_calls() {
    while (first_ > 0 && take(rows(calls_.entries[first_ - 1].text))) --first_;
  }

  std::string drawn_calls() const {
    std::string text = calls_.heads;
    for (std::size_t i = first_; i < must_from_; ++i)
      text += calls_.entries[i].text;
    return text + must_;
  }

  std::string drawn_ribbon(std::size_t r) const {
    if (!is_drawn(r)) return "";
    const view::parts_of_ribbon& one = ribbons_[r];
    std::string text = one.header;
    for (std::size_t i = 0; i < one.bands.size(); ++i)
      if (shown_[r].bands[i]) text += one.bands[i].text;
    for (std::size_t i = 0; i < one.sentences.size(); ++i)
      if (shown_[r].sentences[i]) text += one.sentences[i].text;
    return text;
  }

  const page& page_;
  const view::style& style_;
  const bool airy_;
  int room_;
  int answer_;
  view::parts_of_calls calls_;
  std::vector<view::parts_of_ribbon> ribbons_;
  std::vector<shown_of_ribbon> shown_;
  std::string must_;  // the last calls
  std::size_t must_from_ = 0, first_ = 0;
  bool has_all_news_ = true;
};

}  // namespace

std::string fitted(const page& page, const view::style& style, int rows) {
  constexpr int endless = 1 << 30;
  if (rows == 0) return fitting(page, style, endless, true).text();
  const fitting airy(page, style, rows, true);
  return airy.has_all_news() ? airy.text()
                             : fitting(page, style, rows, false).text();
}

int rows_of(std::string_view lines, int width) {
  int rows = 0;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    std::string visible;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\033') {
        i = std::min(line.find('m', i), line.size());
      } else {
        visible += line[i];
      }
    }
    rows += std::max(1, (view::columns(visible) + width - 1) / width);
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
  }
  return rows;
}

}  // namespace sticky
