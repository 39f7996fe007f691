// Why something is as it is: a play's end, a wait, a note, an error. A reason
// is a value. What it says, in either language, is read here and nowhere back.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace play {

enum class language : std::uint8_t { english, chinese };

/// All reasons there are. Their words, with what they are given, stand in the
/// same order in words/: one that is missing there does not compile.
enum class because : std::uint8_t {
  nothing,  ///< there is nothing to say

  // words/endings.hpp: how a play ended, what a call waits for
  each_of_these,
  stopped_from_outside,
  schedule_stopped_it,
  reads_an_ended_stream,
  asks_for_nothing,
  no_call_for_long,
  too_many_calls,
  too_many_bytes,
  zero_bytes_under_way,
  waits_in_a_call,
  waits_elsewhere,
  a_connection,
  room_in_the_queue,
  room_to_send,
  data,
  data_from,
  an_event,
  time_to_pass,
  something_outside,

  // words/machine.hpp: what this machine cannot give, what cannot be played
  on_the_hosts_network,
  no_own_network,
  packets_not_recorded,
  call_failed,
  namespace_maker_died,
  no_room_for_descriptors,
  allow_user_namespaces,
  run_as_root,
  call_refused,
  raise_open_files,
  too_many_processes,
  not_enough_memory,
  use_hosts_network,
  cannot_be_looked_into,
  stage_cannot_go_on,
  following_is_unknown_here,
  following_is_forbidden_here,
  nothing_to_play,
  no_program_name,
  not_in_path,
  no_such_file,
  is_a_folder,
  not_executable,
  sets_user_id,
  of_another_processor,
  cannot_be_run,
  original_was_ended,
  makes_32_bit_calls,
  uses_io_uring,
  uses_io_submit,
  output_not_written,
  no_free_descriptor,

  // words/search.hpp: why a search stopped, or cannot be made
  nothing_crossed,
  one_program_alone,
  was_refused,
  only_waits,
  asks_for_tcp_info,
  drawn_at_random,
  so_many_schedules,
  so_many_states,
  so_many_seconds,
  ctrl_c,
  not_the_same_twice,
  schedules_strayed,
  differs_by_itself,
  differs_on_cues,
  take_chance_out,
  endless_by_itself,
  sent_other_bytes,
  printed_something_else,
  ended_otherwise,
  went_first_once,
  made_another_call,
  one_had_more_calls,
  with_a_suspect,
  suspect_clock,
  suspect_chance,
  suspect_buffers,
  suspect_threads,
  went_different_ways,
  same_bytes_other_end,
  did_something_else,
  worker_died,
  broken_answer,
  value_without_meaning,
  more_bytes_than_fields,
  fewer_bytes_than_promised,
  other_number_of_programs,
  longer_than_can_be_said,
  no_such_reason,

  // words/cues.hpp: cues that are none, or that cannot be met
  bad_cue,
  cue_is_no_number,
  cue_has_no_call,
  cue_never_happens,
  cue_names_no_error,
  cue_bracket_is_open,
  cue_takes_no_byte,
  cue_names_no_call,
  cue_takes_nothing,
  cue_cuts_a_failure,
  cue_cuts_no_bytes,
  cue_names_no_program,
  cue_cannot_be_met,
  stands_before_a_call,
  every_program_has_ended,
  has_ended,
  has_ended_by,
  has_ended_with,
  and_said,
  has_no_such_task,
  would_not_wait,
  cannot_go_on,
  does_not_get_there,
  asks_and_nothing_comes,

  // words/course.hpp: lessons and their files
  no_lessons_here,
  no_free_port,
  not_built,
  nothing_of_that_name,
  wrong_in_file,
  wrong_in_file_at,
  must_be_an_object,
  must_be_an_array,
  must_be_a_string,
  must_be_a_whole_number,
  must_be_a_port,
  must_be_a_status,
  must_be_a_name,
  must_be_an_ending,
  must_not_hold_nul,
  must_not_be_empty,
  must_begin_with_a_role,
  must_be_cues_or_fault,
  must_be_a_lessons_name,
  unknown_key,
  lacks_a_key,
  is_there_twice,
  no_such_scene,
  no_such_program,
  no_json,
  number_is_too_large,
  ends_too_early,
  character_not_expected,
  too_many_levels,
  file_cannot_be_read,
  file_is_too_long,

  how_many  ///< no reason: their number
};

struct reason {
  because code = because::nothing;
  std::vector<std::string> arguments{};  ///< names, numbers, a system's words
  std::vector<reason> parts{};           ///< reasons that it tells of

  bool empty() const { return code == because::nothing; }
  bool operator==(const reason&) const = default;
};

/// Its words, in one line; "" for because::nothing. What is missing of its
/// arguments is left out.
std::string to_text(const reason&, language = language::english);
/// In English.
std::ostream& operator<<(std::ostream&, const reason&);

/// True if it and its parts have as many arguments and parts as their words
/// take, and it tells of no more than `levels` in one another.
bool is_whole(const reason&, int levels = 8);

/// The same reason with its arguments as play::escaped has them.
reason escaped(reason);

/// An error that has a reason. what() is its English.
struct explained_error : std::runtime_error {
  explicit explained_error(reason it)
      : std::runtime_error(to_text(it)), why(std::move(it)) {}
  reason why;
};

}  // namespace play
