// Writing to whoever may not be reading.
#pragma once

#include <string_view>

namespace sticky {

/// A stretch of output. A signal that asks us to end ends it at once, though
/// its reader takes nothing. What is written after such a signal, as what came
/// to light until then, is written as long as somebody takes it: it ends at the
/// next signal, or when nothing was taken for two seconds.
class delivery {
 public:
  enum class outcome {
    whole,
    closed,       ///< its reader has gone
    interrupted,  ///< by caught_signal(); some of it may be written
    failed        ///< errno says why; some of it may be written
  };

  delivery();
  outcome write(int fd, std::string_view bytes);

 private:
  int before_;  // signals that had come
};

}  // namespace sticky
