// Ctrl-C at any time: the play ends, its programs are gone, one line is said.
#pragma once

#include <vector>

#include "play/record.hpp"
#include "stage/stage.hpp"

namespace sticky {

/// From here on SIGINT, SIGQUIT, SIGTERM and SIGHUP end the running play; a
/// closed pipe and a file that may not grow are errors of write() instead of a
/// silent death. Call it once.
void catch_signals();

/// The signal that asked us to end; 0: none did.
int caught_signal();

/// How many such signals have come.
int signals_caught();

/// While it lives, a signal that asks us to end makes every call that waits
/// give up with EINTR, and not only once: also where it came just before the
/// call began to wait. A loop around such a call looks at caught_signal().
class wakeful {
 public:
  wakeful();
  ~wakeful();
  wakeful(const wakeful&) = delete;
  wakeful& operator=(const wakeful&) = delete;
};

/// Becomes readable when a signal has asked us to end, for poll().
int signal_descriptor();

/// As stage::perform, but throws interrupted if a signal asked us to end.
play::record play_out(const std::vector<stage::program>& cast, stage::schedule&,
                      const stage::options& = {});

}  // namespace sticky
