#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "view/columns.hpp"
#include "view/payload.hpp"
#include "view/view.hpp"
#include "view/words.hpp"

namespace view {
namespace {

constexpr std::size_t most_side_by_side = 3;
constexpr int least_room = 22;         // for a column
constexpr std::size_t most_alike = 5;  // of a run: the first three, the last
constexpr std::size_t most_entries = 120;
constexpr std::size_t most_lines = 8;  // of what is printed at a time

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& names,
            std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool sends(const play::call& c) {
  constexpr std::array<std::string_view, 7> names = {
      "send", "sendto", "sendmsg", "sendmmsg", "write", "writev", "sendfile"};
  return one_of(names, c.name);
}

bool receives(const play::call& c) {
  constexpr std::array<std::string_view, 7> names = {
      "recv", "recvfrom", "recvmsg", "recvmmsg", "read", "readv", "splice"};
  return one_of(names, c.name);
}

/// Calls that prepare a socket. Where they succeed one line tells them all.
bool prepares(const play::call& c) {
  constexpr std::array<std::string_view, 8> names = {
      "socket", "setsockopt",  "getsockopt",  "bind",
      "listen", "getsockname", "getpeername", "fcntl"};
  return one_of(names, c.name) && c.result && *c.result >= 0 &&
         c.forced.empty();
}

bool is_address(std::string_view text) {
  return text.find_last_of(':') != std::string_view::npos ||
         text.starts_with('/');
}

/// The arguments of a call; `bytes` are those of a send, "" if not known.
/// `terse` leaves of an address only its port.
std::string arguments(const play::call& c, const std::string& bytes,
                      bool terse = false) {
  std::vector<std::string> list;
  if (c.fd >= 0) list.push_back(fmt::format("{}", c.fd));
  if (!bytes.empty()) {
    list.push_back(bytes);
  } else if (c.asked >= 0) {
    list.push_back(!sends(c)      ? fmt::format("{}", c.asked)
                   : c.asked == 1 ? "1 byte"
                                  : fmt::format("{} bytes", c.asked));
  }
  // Whom a call talks to is told where it is chosen. Elsewhere it is mostly a
  // port that the kernel picked, another one each time.
  const bool chooses = c.name == "bind" || c.name == "connect";
  for (std::string_view rest = c.detail; !rest.empty();) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    const std::string_view item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    if (is_address(item) && !chooses) continue;
    const std::size_t colon = terse ? item.find_last_of(':') : 0;
    list.emplace_back(colon == item.npos ? item : item.substr(colon));
  }
  std::string text;
  for (const std::string& argument : list) {
    text += (text.empty() ? "" : ", ") + argument;
  }
  return text;
}

/// Some lines in the column of one program.
struct entry {
  std::size_t program = 0;
  int first = 0, last = 0;  ///< numbers of the calls; 0: none
  std::string kind;         ///< alike entries in a row are folded
  std::vector<line> lines;
};

class teller {
 public:
  teller(const play::record& play, const style& how)
      : play_(play), how_(how), word_(words(how.language)) {
    const std::size_t n = play.programs.size();
    const int last = play.calls.empty() ? 0 : play.calls.back().n;
    gutter_ = columns(fmt::format("#{}-{} ", last, last));
    const int room = how.width - 2 - gutter_;
    const int programs = std::max(1, static_cast<int>(n));
    beside_ = n <= most_side_by_side && room / programs >= least_room;
    int name = 0;
    for (const play::program& p : play.programs) {
      name = std::max(name, columns(clean(p.name)) + 1);
    }
    room_ = beside_ ? (room - 3 * (programs - 1)) / programs
                    : std::max(least_room, room - name);
  }

  std::string text() {
    collect();
    std::string result = beside_ ? heads() : "";
    for (const entry& e : shortened(folded())) result += drawn(e);
    return result;
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

  /// "[1] " for a thread or a child, after the program's own first thread.
  static std::string task(const play::call& c) {
    return c.task == 0 ? "" : fmt::format("[{}] ", c.task);
  }

  using call_at = std::vector<play::call>::const_iterator;
  void tell_preparation(call_at first, call_at last) {
    std::string text = task(*first);
    const std::string* before = nullptr;
    for (auto c = first; c <= last; before = &c->name, ++c) {
      if (before != nullptr && *before == c->name) continue;
      text += (before == nullptr ? "" : ", ") + c->name;
      if (c->name == "bind") text += "(" + c->detail + ")";
    }
    entry e{index_of(first->program), first->n, last->n, "", {}};
    for (const std::string& part : wrapped(clean(text), room_ - 2)) {
      e.lines.push_back(
          line().add(e.lines.empty() ? "" : "  ").add(part, ink::faint));
    }
    entries_.push_back(std::move(e));
  }

  /// The bytes that a call moved, quoted, in at most `width` columns.
  line quoted(const play::call& c, int width) const {
    line result;
    const auto index = static_cast<std::size_t>(c.stream);
    if (c.stream < 0 || index >= play_.streams.size() || c.offset < 0 ||
        c.result.value_or(0) <= 0 || width < 6) {
      return result;
    }
    const play::stream& s = play_.streams[index];
    const auto runs = runs_between(s, c.offset, *c.result);
    const line bytes = payload(s, runs, width - 2, how_);
    if (bytes.width() == 0) return result;
    return result.add("\"").append(bytes).add("\"");
  }

  /// `send(3, "hello")`, with at most `most` columns of bytes.
  line head_of(const play::call& c, int most, bool terse = false) const {
    line result;
    const line bytes = sends(c) ? quoted(c, most) : line();
    if (bytes.width() == 0) {
      return result.add(
          clean(task(c) + c.name + "(" + arguments(c, "", terse) + ")"));
    }
    // What stands around the bytes is made with a mark in their place.
    const std::string around = arguments(c, "\n", terse);
    const std::size_t mark = around.find('\n');
    return result.add(clean(task(c) + c.name + "(" + around.substr(0, mark)))
        .append(bytes)
        .add(clean(around.substr(mark + 1) + ")"));
  }

  std::string forced(const play::call& c) const {
    if (c.forced.empty()) return "";
    std::string text = c.forced == "failed"    ? std::string(word_.failed)
                       : c.forced == "skipped" ? std::string(word_.skipped)
                       : c.result.value_or(0) > 0
                           ? fmt::format("{} {}", word_.cut_to, *c.result)
                           : std::string(word_.cut_short);
    return " (" + text + ")";
  }

  /// ` = 9 "hellofeng"`, with at most `most` columns of bytes.
  line result_of(const play::call& c, int most) const {
    line result;
    if (!c.result) {
      return result.add(" = ? ").add(word_.never_returned, ink::alarm);
    }
    if (*c.result == -1) {
      return result.add(" = -1 ").add(play::error_name(c.error), ink::alarm);
    }
    result.add(fmt::format(" = {}", *c.result), ink::strong);
    const line bytes = receives(c) ? quoted(c, most) : line();
    return bytes.width() > 0 ? result.add(" ").append(bytes) : result;
  }

  /// " → client2": needed where several could be meant.
  std::string peer_of(const play::call& c) const {
    if (play_.programs.size() <= 2 || c.stream < 0 ||
        static_cast<std::size_t>(c.stream) >= play_.streams.size()) {
      return "";
    }
    const play::stream& s = play_.streams[static_cast<std::size_t>(c.stream)];
    if (sends(c) && !s.to.empty()) {
      return (how_.utf8 ? " → " : " to ") + clean(s.to);
    }
    if (receives(c) && !s.from.empty()) {
      return (how_.utf8 ? " ← " : " from ") + clean(s.from);
    }
    return "";
  }

  std::vector<line> told(const play::call& c) const {
    line rest;
    rest.add(peer_of(c), ink::faint).add(forced(c), ink::alarm);
    for (const int most : {42, 26, 14}) {
      line one = head_of(c, most);
      one.append(result_of(c, most)).append(rest);
      if (one.width() <= room_) return {one};
    }
    line head = head_of(c, 26);
    if (head.width() > room_) head = head_of(c, 12, true);
    std::vector<line> lines{head};
    // A payload takes what its line has left over.
    const int around = columns(fmt::format("  = {} ", c.result.value_or(0)));
    for (const line& part : {result_of(c, std::min(42, room_ - around)),
                             line().add(peer_of(c), ink::faint),
                             line().add(forced(c), ink::alarm)}) {
      if (lines.back().width() + part.width() > room_) {
        lines.push_back(line().add(" "));
      }
      lines.back().append(part);
    }
    for (line& l : lines) l = l.clipped(room_);
    return lines;
  }

  void tell(const play::call& c) {
    const std::string_view outcome = !c.result       ? "?"
                                     : *c.result < 0 ? "-"
                                     : *c.result > 0 ? "+"
                                                     : "0";
    const std::size_t program = index_of(c.program);
    entries_.push_back({program, c.n, c.n,
                        fmt::format("{}.{} {} {} {} {} {}", program, c.task,
                                    c.name, c.fd, outcome, c.error, c.forced),
                        told(c)});
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
    const ink colour = first.error ? ink::alarm : ink::plain;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      for (const std::string& part :
           wrapped(clean(text.substr(0, end)), room_ - 2)) {
        lines.push_back(
            line().add(how_.utf8 ? "┊ " : ": ", ink::faint).add(part, colour));
      }
      text.erase(0, end + 1);
    }
    if (lines.size() > most_lines) {
      const std::size_t hidden = lines.size() - most_lines + 2;
      const auto from = lines.begin() + most_lines - 2;
      lines.erase(from, from + static_cast<std::ptrdiff_t>(hidden - 1));
      *(lines.begin() + most_lines - 2) =
          line().add(more(word_.more_lines, hidden - 1), ink::faint);
      // The last line stays: it tells how the program's output ends.
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

  entry fold(const entry& like, int first, int last, std::size_t n) const {
    entry e{like.program, first, last, "", {}};
    e.lines.push_back(line().add(more(word_.more_calls, n), ink::faint));
    return e;
  }

  /// Runs of calls of one kind: the first three and the last stay.
  std::vector<entry> folded() const {
    std::vector<entry> result;
    for (std::size_t i = 0; i < entries_.size();) {
      std::size_t end = i + 1;
      while (end < entries_.size() && !entries_[i].kind.empty() &&
             entries_[end].kind == entries_[i].kind) {
        ++end;
      }
      if (end - i <= most_alike) {
        result.insert(result.end(), entries_.begin() + static_cast<long>(i),
                      entries_.begin() + static_cast<long>(end));
      } else {
        result.insert(result.end(), entries_.begin() + static_cast<long>(i),
                      entries_.begin() + static_cast<long>(i) + 3);
        result.push_back(fold(entries_[i], entries_[i + 3].first,
                              entries_[end - 2].last, end - i - 4));
        result.push_back(entries_[end - 1]);
      }
      i = end;
    }
    return result;
  }

  /// A very long play: its first two thirds of what is shown, and its end.
  std::vector<entry> shortened(std::vector<entry> list) const {
    if (list.size() <= most_entries) return list;
    const auto first = list.begin() + most_entries * 2 / 3;
    const auto last = list.end() - most_entries / 3;
    entry e{0, first->first, (last - 1)->last, "", {}};
    e.lines.push_back(line().add(ellipsis(how_), ink::faint));
    list.insert(list.erase(first, last), std::move(e));
    return list;
  }

  std::string heads() const {
    line result;
    result.pad_to(2 + gutter_);
    for (std::size_t i = 0; i < play_.programs.size(); ++i) {
      if (i > 0) add_bar(result, i);
      result.append(line()
                        .add(clean(play_.programs[i].name), ink::strong)
                        .clipped(room_));
    }
    return result.text(how_.colour);
  }

  int column_of(std::size_t program) const {
    return 2 + gutter_ + static_cast<int>(program) * (room_ + 3);
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
      whole.add("  ").add(number, ink::faint).pad_to(2 + gutter_);
      number.clear();
      if (beside_) {
        for (std::size_t i = 0; i < play_.programs.size(); ++i) {
          if (i > 0) add_bar(whole, i);
          if (i == e.program) whole.append(l.clipped(room_));
        }
      } else if (!play_.programs.empty()) {
        whole.add(clean(play_.programs[e.program].name) + " ", ink::strong)
            .append(l);
        whole = whole.clipped(how_.width);
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
  bool beside_ = true;
  int gutter_ = 0, room_ = 0;
  std::vector<entry> entries_;
};

}  // namespace

std::string calls(const play::record& play, const style& how) {
  return teller(play, how).text();
}

std::string call_line(const play::call& call) {
  return call.name + "(" + arguments(call, "") + ")";
}

}  // namespace view
