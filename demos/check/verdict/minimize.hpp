// A line of cues without what it does not need.
#pragma once

#include <functional>
#include <string>

namespace check {

/// Leaves out cues for as long as `still_the_same` says of the shorter line
/// that the same comes of it, until each that is left is needed; then the
/// numbers of tasks: "server.1:recv" becomes "server:recv". What is returned is
/// `line`, or the last one that it said yes to. It may say no from some moment
/// on: the questions that are left come to an end.
std::string shortened(
    const std::string& line,
    const std::function<bool(const std::string&)>& still_the_same);

}  // namespace check
