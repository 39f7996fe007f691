// The words of the command line: whose they are, and the options that several
// commands share or that one has many of.
#pragma once

#include <string>
#include <vector>

#include "sticky/command.hpp"
#include "sticky/words.hpp"

namespace CLI {
class App;
}

namespace sticky {

/// The command's own arguments, and the words after "--", which belong to the
/// programs: a parser would read meaning into them.
struct arguments {
  std::vector<std::string> own;
  std::vector<std::string> cast;
  bool has_cast = false;
};
arguments split(int argc, char** argv);

/// Takes --lang: the language must be known before the parser is built, for its
/// help.
void choose_language(const std::vector<std::string>& own, view::style&);

/// An option that names a file.
void add_file(CLI::App&, const std::string& name, std::string& to, const words&,
              const std::string& what);

/// --names and --stdin; whether the command's own input can be a program's.
void add_names_and_inputs(CLI::App&, std::string& names,
                          std::vector<std::string>& inputs, const words&,
                          bool own_input_is_free = true);

/// LESSON and WITH, neither of which is required.
void add_lesson_and_with(CLI::App&, cast_request&, const words&);

/// All that `sticky step` takes, and its keys.
void add_step_options(CLI::App&, cast_request&, const words&);

/// All that `sticky learn` takes.
void add_learn_options(CLI::App&, learn_request&, const words&);

/// All that `sticky check` takes.
void add_check_options(CLI::App&, check_request&, const words&);

}  // namespace sticky
