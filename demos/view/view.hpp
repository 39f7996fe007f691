// From a record to what people and other tools look at. Pure: no I/O.
#pragma once

#include <string>
#include <vector>

#include "play/record.hpp"

namespace view {

using play::language;

struct style {
  int width = 80;       ///< columns of the terminal, at least 60
  bool colour = false;  ///< ANSI colours
  bool utf8 = true;     ///< box-drawing characters; else plain ASCII
  view::language language = view::language::english;
};

/// The whole play for a terminal: the calls in their order, a column for each
/// program; a ribbon for each stream; what happened in words; what the programs
/// printed; how it ended. With a call's number in `around`, of a long play the
/// calls about that one alone.
std::string text(const play::record&, const style&, int around = 0);

/// The ribbons and their words only. Of a play that goes on, what its reader
/// has not received is "not yet read", not "unread" or "lost".
std::string ribbons(const play::record&, const style&);

/// The calls in their order only, with what the programs printed.
std::string calls(const play::record&, const style&, int around = 0);

/// The same in parts, for a screen that has no room for all of them. Each is
/// some whole lines, and tells of calls up to `last`; 0: of none.
struct part {
  std::string text;
  int last = 0;
};
struct parts_of_calls {
  std::string heads;  ///< the programs' names over their columns, or ""
  std::vector<part> entries;
};
parts_of_calls calls_in_parts(const play::record&, const style&);
struct parts_of_ribbon {
  std::string header;
  std::vector<part> bands, sentences;
  int last = 0;  ///< the last call of its stream
};
std::vector<parts_of_ribbon> ribbons_in_parts(const play::record&,
                                              const style&);

/// One call as one line of words for a prompt or an error, without its result:
/// `recv(3, 10)`; of a send only how much, `send(4, 5 bytes)`.
std::string call_line(const play::call&);

/// Where it was made: "server.cpp:58 read_header", or as much as is known of
/// it; "" if nothing is.
std::string source_text(const play::call&);
/// The same of its first frame.
std::string source_text(const std::vector<play::source>&);
/// And the first one of another file, on whose behalf it was made:
/// "recv_exact.cpp:15 kit::recv_exact < server.cpp:58 read_header".
std::string sites_text(const std::vector<play::source>&);
/// With those that called it: "server.cpp:58 read_header < main".
std::string stack_text(const std::vector<play::source>&);

/// What stands above a picture, so that it can be shown alone; "" is left out.
struct caption {
  std::string title;     ///< "Lesson 11: Sticky packets"
  std::string scene;     ///< "late_reader: The server reads late"
  std::string cues;      ///< "--cues 'server:listen client:exit'"
  std::string fault;     ///< what went wrong, in a few words: it stands out
  std::string sentence;  ///< and in a sentence
  bool operator==(const caption&) const = default;
};

/// The ladder: a lifeline for each program, time runs down; the calls on their
/// program's side, the packets from one lifeline to the other, what lies in a
/// receive buffer beside its lifeline, and a bar where a program waits. Packets
/// without payload, and the numbers of all of them, only with `all_packets`.
std::string ladder(const play::record&, const style&, bool all_packets = false);
/// The same as a picture that stands alone.
std::string ladder_svg(const play::record&, language, bool all_packets = false,
                       const caption& = {});

/// The ribbons as a picture that stands alone (no external font, no script).
std::string svg(const play::record&, language, const caption& = {});

/// The captured packets as a pcapng file.
void pcapng(const play::record&, const play::sink&);

}  // namespace view
