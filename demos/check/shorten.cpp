#include "check/shorten.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <sstream>
#include <utility>
#include <vector>

namespace check {
namespace {

using cues = std::vector<std::string>;

cues words(const std::string& line) {
  std::istringstream in(line);
  return {std::istream_iterator<std::string>(in), {}};
}

std::string joined(const cues& words) {
  std::string line;
  for (const std::string& word : words)
    line += (line.empty() ? "" : " ") + word;
  return line;
}

cues without(cues all, std::size_t at, std::size_t count) {
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
  count = std::min(count, all.size() - at);
  all.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
  return all;
}

// "server.1:recv" without ".1".
std::string without_task(std::string cue) {
  const std::size_t colon = cue.find(':');
  const std::size_t dot = cue.rfind('.', colon);
  if (dot != std::string::npos) cue.erase(dot, colon - dot);
  return cue;
}

}  // namespace

std::string shortened(
    const std::string& line,
    const std::function<bool(const std::string&)>& still_the_same) {
  cues needed = words(line);
  const auto take_instead = [&](cues other) {
    const bool same = still_the_same(joined(other));
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
    cues simpler = needed;
    simpler[i] = without_task(simpler[i]);
    if (simpler[i] != needed[i]) take_instead(std::move(simpler));
  }
  return joined(needed);
}

}  // namespace check
