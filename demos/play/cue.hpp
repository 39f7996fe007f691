// What a schedule in one line is made of, and how it is written:
//   server:listen client:send*2 server:recv(3) server:recv!ECONNRESET
//   client:wait client:kill client:exit server.1:recv
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "play/reason.hpp"

namespace play {

/// What a schedule does to a call beyond letting it go.
struct interference {
  enum class way : std::uint8_t {
    none,  ///< the call goes as it is
    cut,   ///< a read or a write of at most `value` bytes, > 0
    fail,  ///< the call fails with errno `value`
    kill,  ///< the whole program is ended there
  };
  static constexpr way last = way::kill;

  way how = way::none;
  std::int64_t value = 0;

  bool operator==(const interference&) const = default;
};

/// A program is let go until it has got somewhere; all others stay where they
/// are.
struct cue {
  enum class aim : std::uint8_t {
    call,  ///< until it has completed `call` so many `times`
    exit,  ///< until it has ended
    wait,  ///< not at all: its next call would wait
    here,  ///< not at all: it is killed where it stands
  };
  std::string program;           ///< has no ":", no "." and no white space
  std::optional<int> task = {};  ///< none: any of the program's
  aim to = aim::call;
  /// Of aim::call: "send" and "recv" stand for their families, every other
  /// name for itself. Never "exit", which is an aim.
  std::string call;
  int times = 1;
  /// What is done to each of these calls; of aim::here it is a kill.
  interference what = {};

  bool operator==(const cue&) const = default;
};

/// "server.1:recv(3)*2".
std::string text_of(const cue&);
/// With a blank between two.
std::string text_of(const std::vector<cue>&);

/// A cue where it stands in a line.
struct written_cue : cue {
  std::string text;        ///< as written
  std::size_t column = 0;  ///< of its first character, from 1
};

/// A cue that is no cue, or that cannot be met.
struct cue_error : explained_error {
  cue_error(const written_cue&, const reason& its_fault);
  std::size_t column = 0;  ///< of the cue in its line
};

/// Reads what text_of() writes, with any white space between two cues. Throws
/// cue_error for the first that is none.
std::vector<written_cue> parse_cues(std::string_view line);

}  // namespace play
