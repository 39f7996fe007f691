// What lessons 17, 18 and 19 share: the messages that a person types.
#pragma once

#include <istream>
#include <string>

namespace kit {

/// The next line, as a message. Bytes that cannot be typed are written as
/// kit::escaped prints them: \n, \r, \t, \\ and \xNN. An empty line is an empty
/// message. False: no more lines. Throws std::runtime_error, one line, for a
/// backslash before anything else.
bool typed_message(std::istream& lines, std::string& message);

}  // namespace kit
