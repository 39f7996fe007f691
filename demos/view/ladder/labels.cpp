#include "view/ladder/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "view/layout/payload.hpp"
#include "view/terminal/call_text.hpp"
#include "view/words/bilingual.hpp"
#include "view/words/vocabulary.hpp"

namespace view {
namespace {

constexpr int most_bytes = 24;  // columns of a payload on an arrow

/// "SYN-ACK".
std::string flags_of(const play::packet_header& header) {
  std::string text;
  const auto add = [&](bool set, std::string_view name) {
    if (set) text.append(text.empty() ? "" : "-").append(name);
  };
  add(header.syn, "SYN");
  add(header.fin, "FIN");
  add(header.rst, "RST");
  add(header.psh, "PSH");
  add(header.ack, "ACK");
  return text;
}

std::string numbers_of(const crossing& c) {
  std::string text = fmt::format("seq {}", c.sequence);
  if (c.header->ack) text += fmt::format(" ack {}", c.acknowledgement);
  return text + fmt::format(" win {}", c.window);
}

std::string remark_on(const crossing& c, const vocabulary& word) {
  std::string text;
  const auto add = [&](std::string_view remark) {
    text.append(word.comma).append(remark);
  };
  if (c.again) add(word.again);
  if (c.became == crossing::fate::lost) add(word.lost);
  if (c.became == crossing::fate::unanswered) add(word.unanswered);
  return text;
}

}  // namespace

int send_of(const crossing& c, const play::record& play) {
  if (c.stream < 0) return -1;
  const auto runs = runs_between(
      play.streams[static_cast<std::size_t>(c.stream)], c.offset, c.size);
  return runs.empty() ? -1 : runs.front().send;
}

arrow_label label_of(const crossing& c, const play::record& play,
                     const style& how, bool all_packets, int width) {
  const vocabulary& word = words(how.language);
  const bool tcp = c.header != nullptr && c.header->tcp;
  arrow_label label;
  if (tcp && all_packets) label.numbers = numbers_of(c);
  if (tcp && c.size == 0) {
    label.head.add(flags_of(*c.header), ink::strong);
  } else {
    if (tcp && all_packets)
      label.numbers = flags_of(*c.header) + " " + label.numbers;
    label.head.add(fmt::format("{}", c.size), ink::strong);
  }
  const std::string remark = remark_on(c, word);
  const int room =
      std::min(most_bytes, width - label.head.width() - 1 - columns(remark));
  if (c.size > 0 && c.stream >= 0 && room >= 3) {
    const play::stream& s = play.streams[static_cast<std::size_t>(c.stream)];
    label.head.add(" ").append(
        payload(s, runs_between(s, c.offset, c.size), room, how));
  }
  label.head.add(remark, ink::alarm);
  return label;
}

std::vector<line> calls_of(const rung& r, const play::record& play,
                           const style& how, int room) {
  if (r.calls.empty()) {
    const std::string hidden = fmt::format(
        fmt::runtime(words(how.language).more_calls_hidden), r.hidden);
    return {line()
                .add(fmt::format("{} {}", ellipsis(how), hidden), ink::faint)
                .clipped(room, ellipsis(how))};
  }
  const call_text text(play, how, room);
  if (r.calls.size() == 1) return text.told(r.calls.front());
  std::vector<line> lines;
  for (const std::string& part :
       wrapped(text.prepared(r.calls), std::max(8, room - 2)))
    lines.push_back(
        line().add(lines.empty() ? "" : "  ").add(part, ink::faint));
  return lines;
}

std::string_view no_packets_here(const play::record& play, language in) {
  const bool told = std::ranges::any_of(play.notes, [](const auto& note) {
    return note.code == play::because::no_own_network ||
           note.code == play::because::on_the_hosts_network;
  });
  if (!told || !play.packets.empty()) return "";
  return in == language::english
             ? "No packets were captured: the calls alone are drawn."
             : "没有抓到数据包：只画出调用。";
}

std::string too_many_lifelines(std::size_t count, language in) {
  return speaker(in)(
      "{} programs are too many for a ladder: the calls alone are drawn.",
      "有 {} 个程序，画不成梯形图：只列出调用。", count);
}

}  // namespace view
