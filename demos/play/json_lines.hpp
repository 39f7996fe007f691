// How our records are laid out as JSON, here and in the command.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace play {

/// The members of `top`, and the items of a member that is an array, on a line
/// each, with a newline at the end: it can be read, compared with diff and
/// searched with grep, which one line for each number cannot. Bytes that are
/// not UTF-8 become U+FFFD.
std::string line_by_line(const nlohmann::ordered_json& top);

}  // namespace play
