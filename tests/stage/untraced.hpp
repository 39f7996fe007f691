// A program without the stage, on terminals like those that the stage gives.
#pragma once

#include <optional>
#include <string>

#include "stage/stage.hpp"

struct outcome {
  std::optional<int> exit;  ///< of the first process
  std::string signal;       ///< or what ended it, "SIGKILL"
  std::string out, err;     ///< all that it and its children printed

  bool operator==(const outcome&) const = default;
};

/// For gtest.
std::ostream& operator<<(std::ostream&, const outcome&);

/// Runs it, and all that it starts, to the end. `stays`: some of those never
/// end, and are ended once the first process has.
outcome run_untraced(const stage::program&, bool stays = false);
