#include "check/verdict/minimize.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "play/cue.hpp"

namespace check {
namespace {

using cues = std::vector<play::cue>;

cues without(cues all, std::size_t at, std::size_t count) {
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
  count = std::min(count, all.size() - at);
  all.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
  return all;
}

}  // namespace

std::string shortened(
    const std::string& line,
    const std::function<bool(const std::string&)>& still_the_same) {
  const std::vector<play::written_cue> written = play::parse_cues(line);
  cues needed(written.begin(), written.end());
  const auto take_instead = [&](cues other) {
    const bool same = still_the_same(play::text_of(other));
    if (same) needed = std::move(other);
    return same;
  };
  // First half of them, then a quarter ..., then one by one until none can go.
  for (std::size_t size = needed.size() / 2 + 1; size > 0;) {
    bool shorter = false;
    for (std::size_t at = 0; at < needed.size();) {
      if (take_instead(without(needed, at, size)))
        shorter = true;
      else
        at += size;
    }
    if (size > 1 || !shorter) size /= 2;
  }
  for (std::size_t i = 0; i < needed.size(); ++i) {
    if (!needed[i].task) continue;
    cues simpler = needed;
    simpler[i].task.reset();
    take_instead(std::move(simpler));
  }
  return play::text_of(needed);
}

}  // namespace check
