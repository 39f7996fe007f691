#include "sticky/step/replay.hpp"

#include "check/schedule/cue_line.hpp"
#include "sticky/cast_line.hpp"

namespace sticky {
namespace {

/// NAME=FILE, FILE a pipe of the shell that started us: nobody can read it
/// again.
bool is_gone(const std::string& input) {
  const std::string file = input.substr(input.find('=') + 1);
  return file.starts_with("/dev/fd/") || file.starts_with("/proc/");
}

}  // namespace

std::string replay_line(const std::vector<check::made_move>& made,
                        const std::vector<stage::program>& cast,
                        const std::vector<std::string>& inputs, int width) {
  std::vector<std::string> names, lasting = inputs;
  for (const stage::program& one : cast) names.push_back(one.name);
  std::erase_if(lasting, is_gone);
  return trace_line(check::cue_line(made, names), cast, width, lasting);
}

}  // namespace sticky
