#include "view/telling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "view/payload.hpp"
#include "view/words.hpp"

namespace view {
namespace {

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

bool is_address(std::string_view text) {
  return text.find_last_of(':') != std::string_view::npos ||
         text.starts_with('/') || text.starts_with('@');
}

/// Columns of a payload and its quotes: on a line of its own, and beside what
/// else a call has to tell.
constexpr int most_bytes = 42, least_bytes = 14;

/// ":8080" of "127.0.0.1:8080".
std::string_view port_of(std::string_view address) {
  const std::size_t colon = address.find_last_of(':');
  return colon == address.npos ? address : address.substr(colon);
}

/// The arguments of a call; `bytes` are those of a send, "" if not known.
/// `terse` leaves of an address only its port.
std::vector<std::string> arguments(const play::call& c,
                                   const std::string& bytes,
                                   bool terse = false) {
  std::vector<std::string> list;
  if (c.fd >= 0) list.push_back(fmt::format("{}", c.fd));
  if (!bytes.empty()) {
    list.push_back(bytes);
  } else if (c.asked == 0 && sends(c)) {
    list.emplace_back("\"\"");
  } else if (c.asked >= 0) {
    list.push_back(!sends(c)      ? fmt::format("{}", c.asked)
                   : c.asked == 1 ? "1 byte"
                                  : fmt::format("{} bytes", c.asked));
  }
  // Whom a call talks to is told where it is chosen. Elsewhere it is mostly a
  // port that the kernel picked, another one each time. MSG_NOSIGNAL is what
  // every careful program says, and never the point.
  const bool chooses = c.name == "bind" || c.name == "connect";
  for (std::string_view rest = c.detail; !rest.empty();) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    const std::string_view item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    if (item == "MSG_NOSIGNAL" || (is_address(item) && !chooses)) continue;
    list.emplace_back(terse ? port_of(item) : item);
  }
  return list;
}

/// "[1] " for a thread or a child, after the program's own first thread.
std::string task_of(const play::call& c) {
  return c.task == 0 ? "" : fmt::format("[{}] ", c.task);
}

}  // namespace

bool prepares(const play::call& c) {
  constexpr std::array<std::string_view, 8> names = {
      "socket", "setsockopt",  "getsockopt",  "bind",
      "listen", "getsockname", "getpeername", "fcntl"};
  return one_of(names, c.name) && c.result && *c.result >= 0 &&
         c.forced.empty();
}

telling::telling(const play::record& play, const style& how, int room)
    : play_(play), how_(how), word_(words(how.language)), room_(room) {}

std::string telling::clean(std::string_view text) const {
  return harmless(text, how_.utf8);
}

line telling::quoted(const play::call& c, int width) const {
  line result;
  const auto index = static_cast<std::size_t>(c.stream);
  if (c.stream < 0 || index >= play_.streams.size() || c.offset < 0 ||
      c.result.value_or(0) <= 0 || width < 6) {
    return result;
  }
  const play::stream& s = play_.streams[index];
  // With MSG_TRUNC the result is the datagram's size, not what was copied.
  const std::int64_t size =
      receives(c) && c.asked >= 0 ? std::min(*c.result, c.asked) : *c.result;
  const auto runs = runs_between(s, c.offset, size);
  const line bytes = payload(s, runs, width - 2, how_);
  if (bytes.width() == 0) return result;
  return result.add("\"").append(bytes).add("\"");
}

std::vector<line> telling::head_of(const play::call& c, int most,
                                   bool terse) const {
  const std::string begin = clean(task_of(c) + c.name + "(");
  if (terse) {
    // The bytes stand beside the descriptor, and a bracket or comma follows.
    const int before =
        columns(begin + (c.fd < 0 ? "" : fmt::format("{}, ", c.fd)));
    most = std::min(most, room_ - before - 1);
  }
  const line bytes = sends(c) ? quoted(c, most) : line();
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

std::string telling::forced(const play::call& c) const {
  if (c.forced.empty()) return "";
  std::string text = c.forced == "failed"       ? std::string(word_.failed)
                     : c.forced == "skipped"    ? std::string(word_.skipped)
                     : c.forced == "time is up" ? std::string(word_.time_is_up)
                     : c.result.value_or(0) > 0
                         ? fmt::format("{} {}", word_.cut_to, *c.result)
                         : std::string(word_.cut_short);
  return " (" + text + ")";
}

line telling::result_of(const play::call& c, int most) const {
  line result;
  if (c.name == "exit") return result;  // it does not return
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

std::string telling::peer_of(const play::call& c) const {
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

std::vector<line> telling::told(const play::call& c) const {
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

std::string telling::prepared(const std::vector<play::call>& calls) const {
  std::string text = task_of(calls.front());
  const std::string* before = nullptr;
  for (const play::call& c : calls) {
    if (before != nullptr && *before == c.name) continue;
    text += (before == nullptr ? "" : ", ") + c.name;
    if (c.name == "bind") {
      // An address is not broken, but shortened where its line is too narrow.
      const bool fits = columns("bind(),  " + c.detail) <= room_;
      text.append("(").append(fits ? c.detail : port_of(c.detail)).append(")");
    }
    before = &c.name;
  }
  return clean(text);
}

std::string call_line(const play::call& call) {
  std::string text;
  for (const std::string& argument : arguments(call, "")) {
    text += (text.empty() ? "" : ", ") + argument;
  }
  return call.name + "(" + text + ")";
}

}  // namespace view
