// How the groups of animals are written down, and where they are put together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zoo.hpp"

namespace zoo {

/// "server: over_read MODE 8080", with MODE filled in: a program, its name and
/// its arguments.
stage::program member(const std::string& line, std::string_view mode);

/// An animal and its twin: the same lines, with MODE `broken` and `fixed`.
animal pair(std::string name, check::fault_kind kind, in_both_languages wrong,
            const std::vector<std::string>& members,
            const check::options& options = {});

void add_streams(std::vector<animal>&);  ///< what bytes of a stream suffer
void add_servers(std::vector<animal>&);  ///< several peers, datagrams, time
void add_lessons(std::vector<animal>&);  ///< the lessons' own variants

}  // namespace zoo
