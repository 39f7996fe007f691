// The subcommands, one per file. Each gives its exit status and throws what
// failure.hpp lists.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "sticky/output.hpp"
#include "view/view.hpp"

namespace sticky {

/// Bare `sticky`: what there is, and the commands to try first.
int overview(const view::style&);

/// The lessons and their scenes.
int list(const view::style&);

/// Plays a scene, or with no name all scenes of the lesson, and draws them.
int show(const view::style&, const output_files&, const std::string& lesson,
         const std::string& scene);

/// Plays the course from a lesson on, "" the first: ribbons and words.
int tour(const view::style&, const std::string& from);

/// Whom a command plays, as written on the command line: a lesson's programs,
/// of which one may be another, or any.
struct cast_request {
  std::string lesson, with;         ///< "22", "client_one_recv"
  std::vector<std::string> cast;    ///< or SERVER ARGS ::: CLIENT ARGS
  std::string names;                ///< "client,client2"; "": the usual ones
  std::vector<std::string> inputs;  ///< NAME=FILE
};

/// The user decides who goes next.
int step(const view::style&, const cast_request&);
/// The same for a learner, whom Enter takes on from the play's end. True: it
/// was played to its end.
bool step_to_the_end(const view::style&, const cast_request&);

struct learn_request {
  std::string lesson, exercise;  ///< "": where the learner is
  bool watch = false, check = false, hint = false, reset = false;
};
/// Leads through the course, and looks at the learner's exercises.
int learn(const view::style&, const learn_request&);

struct trace_request {
  std::optional<std::string> cues;  ///< none: the programs run freely
  bool host_network = false;
  bool where = false;               ///< each call's line is told
  std::string names;                ///< "client,client2"; "": the usual ones
  std::vector<std::string> inputs;  ///< NAME=FILE
  std::vector<std::string> cast;    ///< SERVER ARGS ::: CLIENT ARGS
};
/// Plays any programs.
int trace(const view::style&, const output_files&, const trace_request&);

/// As written on the command line; "" is the default.
struct check_request : cast_request {
  std::string schedules, time, preemptions, shorts, each_length, late, random,
      seed;
  check::options asked;  ///< with the flags of check_choices
  std::string errors, compare, jobs, shard;
  std::vector<std::string> ignore;
  std::vector<std::string> expect;       ///< NAME=FILE
  std::vector<std::string> expect_exit;  ///< NAME=STATUS
  std::string allow;                     ///< "truncated,reset"
  std::string json, junit, svg;          ///< files; "-" is standard output
};
/// Plays the cast in every order and with every cut.
int check(const view::style&, const check_request&);

}  // namespace sticky
