// A cast written as words of a command line: SERVER ARGS ::: CLIENT ARGS.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stage/stage.hpp"
#include "sticky/words.hpp"

namespace sticky {

/// Splits at ":::" and names the programs: `names` ("client,client2"), or if
/// that is empty server, client, client2 ... A program written "11/server" is
/// that lesson's, unless there is such a file. Throws failure if a program is
/// missing, or if the names are not as many; `command` is whose line it is.
std::vector<stage::program> parse_cast(std::string_view command,
                                       const std::vector<std::string>& line,
                                       const std::string& names, const words&);

/// The command line that plays this cast on these cues, for bash, broken with
/// backslashes where it is wider than `width`. A lesson's program is written
/// "11/server". What programs read is written into the line, unless `inputs`
/// (NAME=FILE) names the file.
std::string trace_line(const std::string& cues,
                       const std::vector<stage::program>& cast, int width,
                       const std::vector<std::string>& inputs = {});

/// The word as a shell must have it: quoted if need be.
std::string shell_word(std::string_view word);

}  // namespace sticky
