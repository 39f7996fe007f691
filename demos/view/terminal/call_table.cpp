#include <fmt/format.h>

#include <algorithm>

#include "view/layout/columns.hpp"
#include "view/layout/folding.hpp"
#include "view/layout/payload.hpp"
#include "view/terminal/call_text.hpp"
#include "view/view.hpp"
#include "view/words/vocabulary.hpp"

namespace view {
namespace {

constexpr int most_side_by_side = 3;
constexpr int least_room = 22;  // for a column
constexpr std::size_t most_entries = 120;
constexpr std::size_t most_about_one = 16;  // of which so many before it
constexpr std::size_t before_it = 9;
constexpr std::size_t most_lines = 8;  // of what is printed at a time
constexpr std::size_t most_at_once = std::size_t{1} << 16;  // bytes

/// Some lines in the column of one program.
struct entry {
  std::size_t program = 0;
  int first = 0, last = 0;  ///< numbers of the calls; 0: none
  std::string kind;         ///< alike entries in a row are folded
  std::vector<line> lines;
};

/// Where the columns of the programs are.
struct geometry {
  bool beside = true;  ///< a column for each program; else all in one
  int gutter = 0;      ///< for the numbers of the calls
  int room = 0;        ///< in a column
};

geometry measured(const play::record& play, const style& how) {
  const int programs = std::max(1, static_cast<int>(play.programs.size()));
  const int last = play.calls.empty() ? 0 : play.calls.back().n;
  geometry result;
  result.gutter = columns(fmt::format("#{}-{} ", last, last));
  const int room = how.width - 2 - result.gutter;
  result.beside =
      programs <= most_side_by_side && room / programs >= least_room;
  int name = 0;
  for (const play::program& p : play.programs) {
    name = std::max(name, columns(harmless(p.name, how.utf8)) + 1);
  }
  result.room = result.beside ? (room - 3 * (programs - 1)) / programs
                              : std::max(least_room, room - name);
  return result;
}

class teller {
 public:
  teller(const play::record& play, const style& how)
      : play_(play),
        how_(how),
        word_(words(how.language)),
        place_(measured(play, how)),
        call_text_(play, how, place_.room) {}

  std::string text(int around) {
    collect();
    std::string result = place_.beside ? heads() : "";
    std::vector<entry> list = folded();
    list = around == 0 ? shortened(std::move(list))
                       : about(around, std::move(list));
    for (const entry& e : list) result += drawn(e);
    return result;
  }

  parts_of_calls parts() {
    collect();
    parts_of_calls all{place_.beside ? heads() : "", {}};
    for (const entry& e : folded()) {
      // What others printed after a call goes with it.
      if (e.last == 0 && !all.entries.empty())
        all.entries.back().text += drawn(e);
      else
        all.entries.push_back({drawn(e), e.last});
    }
    return all;
  }

 private:
  std::string clean(std::string_view text) const {
    return harmless(text, how_.utf8);
  }

  std::size_t index_of(const std::string& program) const {
    const auto found =
        std::ranges::find(play_.programs, program, &play::program::name);
    return found == play_.programs.end()
               ? 0
               : static_cast<std::size_t>(found - play_.programs.begin());
  }

  void collect() {
    auto print = play_.prints.begin();
    const auto tell_prints = [&](int until) {
      for (; print != play_.prints.end() && print->after <= until;) {
        tell(print);
      }
    };
    tell_prints(0);
    for (auto c = play_.calls.begin(); c != play_.calls.end();) {
      const auto next_print =
          print == play_.prints.end() ? play_.calls.back().n : print->after;
      auto last = c;
      while (prepares(*last) && last + 1 != play_.calls.end() &&
             prepares(*(last + 1)) && (last + 1)->program == c->program &&
             (last + 1)->task == c->task && last->n < next_print) {
        ++last;
      }
      if (last == c) {
        tell(*c);
      } else {
        tell_preparation(c, last);
      }
      tell_prints(last->n);
      c = last + 1;
    }
    if (!play_.calls.empty()) tell_prints(1 << 30);
  }

  using call_at = std::vector<play::call>::const_iterator;
  void tell_preparation(call_at first, call_at last) {
    entry e{index_of(first->program), first->n, last->n, "", {}};
    for (const std::string& part :
         wrapped(call_text_.prepared({first, last + 1}), place_.room - 2)) {
      e.lines.push_back(
          line().add(e.lines.empty() ? "" : "  ").add(part, ink::faint));
    }
    call_text_.add_where(e.lines, {first, last + 1});
    entries_.push_back(std::move(e));
  }

  void tell(const play::call& c) {
    const std::string_view outcome = !c.result       ? "?"
                                     : *c.result < 0 ? "-"
                                     : *c.result > 0 ? "+"
                                                     : "0";
    const std::size_t program = index_of(c.program);
    std::vector<line> lines = call_text_.told(c);
    call_text_.add_where(lines, {c});
    entries_.push_back(
        {program, c.n, c.n,
         fmt::format("{}.{} {} {} {} {} {} {}", program, c.task, c.name, c.fd,
                     outcome, c.error, to_string(c.forced), source_text(c)),
         std::move(lines)});
  }

  /// All that one program printed without a break, from `print` on.
  void tell(std::vector<play::print>::const_iterator& print) {
    const play::print& first = *print;
    std::string text;
    for (; print != play_.prints.end() && print->program == first.program &&
           print->error == first.error && print->after == first.after;
         ++print) {
      text += print->text;
    }
    const std::size_t program = index_of(first.program);
    std::vector<line> lines;
    std::size_t count = 0;
    const ink colour = first.error ? ink::alarm : ink::plain;
    for (std::string_view rest = text; !rest.empty();) {
      // What is printed may be megabytes, all in one line: of their middle only
      // the number of lines is told, and that not exactly.
      if (count > most_lines && rest.size() > 2 * most_at_once) {
        const std::string_view middle =
            rest.substr(0, rest.size() - most_at_once);
        count +=
            std::max(static_cast<std::size_t>(std::ranges::count(middle, '\n')),
                     middle.size() / static_cast<std::size_t>(place_.room));
        rest.remove_prefix(middle.size());
      }
      const std::string_view next =
          rest.substr(0, std::min(rest.find('\n'), most_at_once));
      const bool ends = next.size() < rest.size() && rest[next.size()] == '\n';
      for (const std::string& part : wrapped(clean(next), place_.room - 2)) {
        // The last line stays: it tells how the program's output ends.
        if (++count > most_lines) lines.pop_back();
        lines.push_back(
            line().add(how_.utf8 ? "┊ " : ": ", ink::faint).add(part, colour));
      }
      rest.remove_prefix(next.size() + (ends ? 1 : 0));
    }
    if (count > most_lines) {
      const std::size_t hidden = count - (most_lines - 1);
      lines[most_lines - 2] =
          line().add(more(word_.more_lines, hidden), ink::faint);
    }
    // It belongs to the call before it, where that is the program's.
    if (!entries_.empty() && entries_.back().program == program &&
        !entries_.back().lines.empty()) {
      auto& under = entries_.back().lines;
      under.insert(under.end(), lines.begin(), lines.end());
    } else {
      entries_.push_back({program, 0, 0, "", std::move(lines)});
    }
  }

  std::string more(std::string_view words, std::size_t n) const {
    return fmt::format("{} {}", ellipsis(how_),
                       fmt::format(fmt::runtime(words), n));
  }

  /// A single call need only be of the same kind, blocks must read the same.
  bool alike(std::size_t a, std::size_t b, std::size_t size) const {
    return !entries_[a].kind.empty() && entries_[a].kind == entries_[b].kind &&
           (size == 1 ||
            std::ranges::equal(entries_[a].lines, entries_[b].lines, {},
                               &teller::plain, &teller::plain));
  }
  static std::string plain(const line& l) { return l.text(false); }

  std::vector<entry> folded() const {
    std::vector<entry> result;
    std::size_t next = 0;
    const auto keep = [&](std::size_t until) {
      for (; next < until; ++next) result.push_back(entries_[next]);
    };
    for (const fold& hidden : folds(
             entries_.size(),
             [this](auto a, auto b, auto size) { return alike(a, b, size); })) {
      keep(hidden.from);
      entry e{entries_[hidden.from].program,
              entries_[hidden.from].first,
              entries_[hidden.to - 1].last,
              "",
              {}};
      e.lines.push_back(line().add(
          more(word_.more_calls, hidden.to - hidden.from), ink::faint));
      result.push_back(std::move(e));
      next = hidden.to;
    }
    keep(entries_.size());
    return result;
  }

  /// A very long play: its first two thirds of what is shown, and its end.
  std::vector<entry> shortened(std::vector<entry> list) const {
    if (list.size() <= most_entries) return list;
    const auto first = list.begin() + most_entries * 2 / 3;
    const auto last = list.end() - most_entries / 3;
    entry e = left_out(first, last);
    list.insert(list.erase(first, last), std::move(e));
    return list;
  }

  /// Those about one call; how many there are before and after.
  std::vector<entry> about(int call, std::vector<entry> list) const {
    if (list.size() <= most_about_one + 2) return list;
    const auto it = std::ranges::find_if(
        list, [&](const entry& e) { return e.last >= call; });
    const auto at = static_cast<std::size_t>(it - list.begin());
    const std::size_t first =
        std::min(at - std::min(at, before_it), list.size() - most_about_one);
    const std::size_t last = first + most_about_one;
    const auto from = list.begin() + static_cast<std::ptrdiff_t>(first);
    const auto to = list.begin() + static_cast<std::ptrdiff_t>(last);
    std::vector<entry> result;
    if (from != list.begin()) result.push_back(left_out(list.begin(), from));
    result.insert(result.end(), from, to);
    if (to != list.end()) result.push_back(left_out(to, list.end()));
    return result;
  }

  using entry_at = std::vector<entry>::const_iterator;
  entry left_out(entry_at from, entry_at to) const {
    entry all{0, 0, 0, "", {line().add(ellipsis(how_), ink::faint)}};
    for (; from != to; ++from) {
      if (all.first == 0) all.first = from->first;
      all.last = std::max(all.last, from->last);
    }
    return all;
  }

  std::string heads() const {
    line result;
    result.pad_to(2 + place_.gutter);
    for (std::size_t i = 0; i < play_.programs.size(); ++i) {
      if (i > 0) add_bar(result, i);
      result.append(line()
                        .add(clean(play_.programs[i].name), ink::strong)
                        .clipped(place_.room, ellipsis(how_)));
    }
    return result.text(how_.colour);
  }

  int column_of(std::size_t program) const {
    return 2 + place_.gutter + static_cast<int>(program) * (place_.room + 3);
  }

  void add_bar(line& to, std::size_t program) const {
    to.pad_to(column_of(program) - 3);
    to.add(how_.utf8 ? " │ " : " | ", ink::faint);
  }

  std::string drawn(const entry& e) const {
    std::string result;
    std::string number = e.first == 0 ? ""
                         : e.first == e.last
                             ? fmt::format("#{}", e.first)
                             : fmt::format("#{}-{}", e.first, e.last);
    for (const line& l : e.lines) {
      line whole;
      whole.add("  ").add(number, ink::faint).pad_to(2 + place_.gutter);
      number.clear();
      if (place_.beside) {
        for (std::size_t i = 0; i < play_.programs.size(); ++i) {
          if (i > 0) add_bar(whole, i);
          if (i == e.program)
            whole.append(l.clipped(place_.room, ellipsis(how_)));
        }
      } else if (!play_.programs.empty()) {
        whole.add(clean(play_.programs[e.program].name) + " ", ink::strong)
            .append(l);
        whole = whole.clipped(how_.width, ellipsis(how_));
      } else {
        whole.append(l);
      }
      result += whole.text(how_.colour);
    }
    return result;
  }

  const play::record& play_;
  const style& how_;
  const vocabulary& word_;
  geometry place_;
  call_text call_text_;
  std::vector<entry> entries_;
};

}  // namespace

std::string calls(const play::record& play, const style& how, int around) {
  return teller(play, how).text(around);
}

parts_of_calls calls_in_parts(const play::record& play, const style& how) {
  return teller(play, how).parts();
}

}  // namespace view
