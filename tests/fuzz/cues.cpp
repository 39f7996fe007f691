// A line of cues is one, or refused with a column that is in the line.
#include "input.hpp"
#include "stage/stage.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  const std::string line = in.rest();
  try {
    const stage::cues cues(line);
  } catch (const stage::cue_error& wrong) {
    fuzz::require(wrong.column >= 1 && wrong.column <= line.size(),
                  "the column is in the line");
    fuzz::require(!std::string_view(wrong.what()).empty(), "it says why");
  }
  return 0;
}
