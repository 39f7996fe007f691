#include "view/terminal/call_text.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>

#include "play/address.hpp"
#include "view/layout/payload.hpp"
#include "view/words/vocabulary.hpp"

namespace view {
namespace {

using play::kind;

/// Columns of a payload and its quotes: on a line of its own, and beside what
/// else a call has to tell.
constexpr int most_bytes = 42, least_bytes = 14;

/// The arguments of a call; `bytes` are those of a send, "" if not known.
/// `terse` leaves of an address only its port.
std::vector<std::string> arguments(const play::call& c,
                                   const std::string& bytes,
                                   bool terse = false) {
  std::vector<std::string> list;
  if (c.fd >= 0) list.push_back(fmt::format("{}", c.fd));
  if (!bytes.empty()) {
    list.push_back(bytes);
  } else if (c.asked == 0 && c.sends()) {
    list.emplace_back("\"\"");
  } else if (c.asked >= 0) {
    list.push_back(!c.sends()     ? fmt::format("{}", c.asked)
                   : c.asked == 1 ? "1 byte"
                                  : fmt::format("{} bytes", c.asked));
  }
  // Whom a call talks to is told where it is chosen. Elsewhere it is mostly a
  // port that the kernel picked, another one each time. MSG_NOSIGNAL is what
  // every careful program says, and never the point.
  play::call rest = c;
  if (c.kind != kind::bind && c.kind != kind::connect) rest.address.clear();
  if (terse) rest.address = play::port_part(rest.address);
  if (c.flags == MSG_NOSIGNAL) rest.flags = 0;
  const std::string detail = play::detail_of(rest);
  if (!detail.empty()) list.push_back(detail);
  return list;
}

/// "[1] " for a thread or a child, after the program's own first thread.
std::string task_of(const play::call& c) {
  return c.task == 0 ? "" : fmt::format("[{}] ", c.task);
}

/// "server.cpp:58", and " read_header".
struct place {
  std::string line, function;
};

/// Of several calls "server.cpp:21-25", the innermost function that all were
/// made in.
place place_of(const std::vector<play::call>& calls) {
  for (const play::source& shared : calls.front().where) {
    int least = shared.line, most = shared.line;
    const auto is_in_it = [&](const play::call& c) {
      for (const play::source& frame : c.where) {
        if (frame.file != shared.file || frame.function != shared.function)
          continue;
        least = std::min(least, frame.line);
        most = std::max(most, frame.line);
        return true;
      }
      return false;
    };
    if (!std::ranges::all_of(calls, is_in_it)) continue;
    if (shared.file.empty()) return {shared.function, ""};
    return {least == most ? fmt::format("{}:{}", shared.file, least)
                          : fmt::format("{}:{}-{}", shared.file, least, most),
            shared.function.empty() ? "" : " " + shared.function};
  }
  return {};
}

}  // namespace

bool prepares(const play::call& c) {
  const bool is_one =
      c.kind == kind::make || c.kind == kind::bind || c.kind == kind::listen;
  return is_one && c.result && *c.result >= 0 && c.forced == play::forced::none;
}

call_text::call_text(const play::record& play, const style& how, int room)
    : play_(play), how_(how), word_(words(how.language)), room_(room) {}

std::string call_text::clean(std::string_view text) const {
  return harmless(text, how_.utf8);
}

// Where the result counts messages, the record's pieces tell their bytes. With
// MSG_TRUNC it is the datagram's size, not what was copied.
std::int64_t call_text::bytes_of(const play::call& c) const {
  const std::int64_t result = c.result.value_or(0);
  if (!c.several)
    return c.receives() && c.asked >= 0 ? std::min(result, c.asked) : result;
  std::int64_t sum = 0;
  for (const play::stream& s : play_.streams) {
    for (const play::piece& p : c.sends() ? s.sends : s.recvs)
      if (p.call == c.n) sum += p.size;
  }
  return sum;
}

line call_text::quoted(const play::call& c, int width) const {
  line result;
  const auto index = static_cast<std::size_t>(c.stream);
  if (c.stream < 0 || index >= play_.streams.size() || c.offset < 0 ||
      c.result.value_or(0) <= 0 || width < 6) {
    return result;
  }
  const play::stream& s = play_.streams[index];
  const auto runs = runs_between(s, c.offset, bytes_of(c));
  const line bytes = payload(s, runs, width - 2, how_);
  if (bytes.width() == 0) return result;
  return result.add("\"").append(bytes).add("\"");
}

std::vector<line> call_text::head_of(const play::call& c, int most,
                                     bool terse) const {
  const std::string begin = clean(task_of(c) + c.name + "(");
  if (terse) {
    // The bytes stand beside the descriptor, and a bracket or comma follows.
    const int before =
        columns(begin + (c.fd < 0 ? "" : fmt::format("{}, ", c.fd)));
    most = std::min(most, room_ - before - 1);
  }
  const line bytes = c.sends() ? quoted(c, most) : line();
  // The bytes have colours: the other arguments are made with a mark for them.
  const std::string mark = bytes.width() == 0 ? "" : "\n";
  const std::vector<std::string> list = arguments(c, mark, terse);
  std::vector<line> parts;
  line part;
  part.add(begin);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!mark.empty() && list[i] == mark) {
      part.append(bytes);
    } else {
      const int room = terse ? std::max(8, room_ - part.width() - 3) : 1 << 30;
      part.add(cut(clean(list[i]), room, ellipsis(how_), true));
    }
    if (i + 1 == list.size()) break;
    // A descriptor is never on a line of its own.
    if (i == 0 && c.fd >= 0) {
      part.add(", ");
      continue;
    }
    parts.push_back(part.add(","));
    part = line();
  }
  parts.push_back(part.add(")"));
  return parts;
}

std::string call_text::forced(const play::call& c) const {
  const auto bracketed = [](std::string_view text) {
    return fmt::format(" ({})", text);
  };
  switch (c.forced) {
    case play::forced::none:
      return "";
    case play::forced::failed:
      return bracketed(word_.failed);
    case play::forced::skipped:
      return bracketed(word_.skipped);
    case play::forced::time_is_up:
      return bracketed(word_.time_is_up);
    case play::forced::cut:
      break;
  }
  return bracketed(c.result.value_or(0) > 0
                       ? fmt::format("{} {}", word_.cut_to, bytes_of(c))
                       : std::string(word_.cut_short));
}

line call_text::result_of(const play::call& c, int most) const {
  line result;
  if (c.kind == kind::exit) return result;  // it does not return
  if (!c.result) {
    return result.add(" = ? ").add(word_.never_returned, ink::alarm);
  }
  if (*c.result == -1) {
    return result.add(" = -1 ").add(play::error_name(c.error), ink::alarm);
  }
  result.add(fmt::format(" = {}", *c.result), ink::strong);
  if (c.several)
    result.add(fmt::format(" ({} {})", bytes_of(c),
                           bytes_of(c) == 1 ? word_.byte : word_.bytes));
  const line bytes = c.receives() ? quoted(c, most) : line();
  return bytes.width() > 0 ? result.add(" ").append(bytes) : result;
}

std::string call_text::peer_of(const play::call& c) const {
  if (play_.programs.size() <= 2 || c.stream < 0 ||
      static_cast<std::size_t>(c.stream) >= play_.streams.size()) {
    return "";
  }
  const play::stream& s = play_.streams[static_cast<std::size_t>(c.stream)];
  if (c.sends() && !s.to.empty()) {
    return (how_.utf8 ? " → " : " to ") + clean(s.to);
  }
  if (c.receives() && !s.from.empty()) {
    return (how_.utf8 ? " ← " : " from ") + clean(s.from);
  }
  return "";
}

std::vector<line> call_text::told(const play::call& c) const {
  line rest;
  rest.add(peer_of(c), ink::faint).add(forced(c), ink::alarm);
  const auto on_one_line = [&](int most) {
    line one;
    for (const line& part : head_of(c, most)) {
      one.add(one.width() == 0 ? "" : " ").append(part);
    }
    return one.append(result_of(c, most)).append(rest);
  };
  line one = on_one_line(most_bytes);
  if (one.width() <= room_) return {one};
  // A payload takes what its line has left over, if that is enough.
  const int bytes = quoted(c, most_bytes).width();
  if (const int most = bytes - (one.width() - room_); most >= least_bytes) {
    return {on_one_line(most)};
  }
  const auto width_of = [](const std::vector<line>& parts) {
    int width = static_cast<int>(parts.size()) - 1;
    for (const line& part : parts) width += part.width();
    return width;
  };
  std::vector<line> head = head_of(c, 26);
  if (width_of(head) > room_) head = head_of(c, least_bytes, true);
  std::vector<line> lines(1);
  const auto put = [&](const line& part) {
    const int used = lines.back().width();
    if (used > 0 && used + part.width() > room_) {
      lines.push_back(line().add(" "));
    }
    lines.back().append(part);
  };
  for (const line& part : head) {
    put(line().add(lines.front().width() == 0 ? "" : " ").append(part));
  }
  const int around = columns(fmt::format("  = {} ", c.result.value_or(0)));
  put(result_of(c, std::min(most_bytes, room_ - around)));
  put(line().add(peer_of(c), ink::faint));
  put(line().add(forced(c), ink::alarm));
  for (line& l : lines) l = l.clipped(room_, ellipsis(how_));
  return lines;
}

std::string call_text::prepared(const std::vector<play::call>& calls) const {
  std::string text = task_of(calls.front());
  const std::string* before = nullptr;
  for (const play::call& c : calls) {
    if (before != nullptr && *before == c.name) continue;
    text += (before == nullptr ? "" : ", ") + c.name;
    if (c.kind == kind::bind) {
      // An address is not broken, but shortened where its line is too narrow.
      const bool fits = columns("bind(),  " + c.address) <= room_;
      text.append("(")
          .append(fits ? c.address : play::port_part(c.address))
          .append(")");
    }
    before = &c.name;
  }
  return clean(text);
}

void call_text::add_where(std::vector<line>& lines,
                          const std::vector<play::call>& calls) const {
  const place where = place_of(calls);
  if (where.line.empty()) return;
  for (const std::string& text : {where.line + where.function, where.line}) {
    const std::string shown = clean(text);
    const int begin = room_ - columns(shown);
    if (begin < lines.back().width() + 2) continue;
    lines.back().pad_to(begin).add(shown, ink::faint);
    return;
  }
  lines.push_back(line()
                      .add("  ")
                      .add(clean(where.line + where.function), ink::faint)
                      .clipped(room_, ellipsis(how_)));
}

std::string call_line(const play::call& call) {
  std::string text;
  for (const std::string& argument : arguments(call, "")) {
    text += (text.empty() ? "" : ", ") + argument;
  }
  return call.name + "(" + text + ")";
}

}  // namespace view
