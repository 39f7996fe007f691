#include "view/words/difference.hpp"

#include <algorithm>
#include <vector>

#include "view/layout/columns.hpp"
#include "view/layout/payload.hpp"
#include "view/words/bilingual.hpp"

namespace view {
namespace {

constexpr int longest_quote = 48;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// Without its newline, if it has one.
std::string_view chomped(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string around(std::string_view bytes, std::size_t at, int width,
                   const style& how) {
  const auto fits = [&](std::string_view part, int room) {
    return columns(harmless(part, how.utf8)) <= room;
  };
  if (fits(bytes, width)) return harmless(bytes, how.utf8);
  const int dots = columns(ellipsis(how));
  // A third of the room for what comes before; never inside a character.
  std::size_t from = std::min(at, bytes.size());
  const auto inside = [&](std::size_t i) {
    return i < bytes.size() &&
           (static_cast<unsigned char>(bytes[i]) & 0xC0) == 0x80;
  };
  while (from > 0 && (inside(from) ||
                      fits(bytes.substr(from - 1, at - from + 1), width / 3))) {
    --from;
  }
  const std::string rest = harmless(bytes.substr(from), how.utf8);
  std::string text(from == 0 ? "" : ellipsis(how));
  int room = width - (from == 0 ? 0 : dots);
  if (columns(rest) <= room) return text + rest;
  room -= dots;
  for (const glyph& g : glyphs(rest, true)) {
    if ((room -= g.columns) < 0) break;
    text += g.text;
  }
  return text + std::string(ellipsis(how));
}

std::string printed_instead(std::string_view program, std::string_view usual,
                            std::string_view odd, const style& how,
                            bool is_expected) {
  const speaker say(how.language);
  const auto before = lines_of(usual), now = lines_of(odd);
  const auto [a, b] = std::ranges::mismatch(before, now);
  const auto quote = [&](std::string_view line, std::string_view other) {
    const auto [end, unused] = std::ranges::mismatch(line, other);
    return around(chomped(line), static_cast<std::size_t>(end - line.begin()),
                  longest_quote, how);
  };
  if (a == before.end() && b == now.end()) return "";
  if (a == before.end()) {
    return say("{} printed `{}` besides", "{} 多打印了 `{}`", program,
               quote(*b, ""));
  }
  if (b == now.end()) {
    return say("{} did not print `{}`", "{} 没有打印 `{}`", program,
               quote(*a, ""));
  }
  return say(is_expected ? "{} printed `{}` where `{}` is expected"
                         : "{} printed `{}` where otherwise it prints `{}`",
             is_expected ? "{} 打印了 `{}`，应该打印 `{}`"
                         : "{} 打印了 `{}`，其他时候打印的是 `{}`",
             program, quote(*b, *a), quote(*a, *b));
}

std::string ended_instead(const play::program& usual, const play::program& odd,
                          language in) {
  const speaker say(in);
  const auto how = [&](const play::program& p) {
    if (!p.signal.empty()) {
      return say("is ended by {}", "被 {} 终止", p.signal);
    }
    return p.exit ? say("exits with status {}", "的退出状态是 {}", *p.exit)
                  : say("does not end", "没有结束");
  };
  if (usual.exit == odd.exit && usual.signal == odd.signal) return "";
  return say("{} {} where otherwise it {}", "{} {}，其他时候{}", odd.name,
             how(odd), how(usual));
}

}  // namespace view
