// A line of cues is one, and is printed so that the same is read again; or it
// is refused with a column that is in the line.
#include "input.hpp"
#include "play/cue.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  const std::string line = in.rest();
  try {
    const std::vector<play::written_cue> written = play::parse_cues(line);
    const std::vector<play::cue> cues(written.begin(), written.end());
    const auto again = play::parse_cues(play::text_of(cues));
    fuzz::require(std::vector<play::cue>(again.begin(), again.end()) == cues,
                  "the same is read again");
  } catch (const play::cue_error& wrong) {
    fuzz::require(wrong.column >= 1 && wrong.column <= line.size(),
                  "the column is in the line");
    fuzz::require(!std::string_view(wrong.what()).empty(), "it says why");
  }
  return 0;
}
