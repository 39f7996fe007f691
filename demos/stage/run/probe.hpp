// Whether this machine lets the stage do what it does to programs.
#pragma once

namespace stage {

/// Tries it once, on a process of its own, so that a machine that forbids it is
/// found before anything is played. Throws stage_error with the remedy.
void probe_tracing();

}  // namespace stage
