#include "sticky/caption.hpp"

#include <sstream>
#include <string>
#include <vector>

#include "sticky/cast_line.hpp"
#include "sticky/which.hpp"

namespace sticky {
namespace {

/// The option as a shell must have it. To a schedule all white space is one
/// blank.
std::string option_of(const std::string& cues) {
  std::string line;
  std::istringstream in(cues);
  for (std::string cue; in >> cue;) line += (line.empty() ? "" : " ") + cue;
  return "--cues " + shell_word(line);
}

std::string line_of(const std::vector<std::string>& cast) {
  std::string line;
  for (const std::string& word : cast)
    line += (line.empty() ? "" : " ") + shell_word(word);
  return line;
}

}  // namespace

view::caption caption_of(const course::lesson& lesson,
                         const course::scene& scene, const words& say) {
  return {heading(lesson, say), heading(scene, say), option_of(scene.cues), "",
          ""};
}

view::caption caption_of(const trace_request& request) {
  return {line_of(request.cast), "",
          request.cues ? option_of(*request.cues) : "", "", ""};
}

view::caption caption_of(const checked& all, const check_request& request,
                         const words& say) {
  view::caption above;
  above.title = all.heading.empty() ? line_of(request.cast) : all.heading;
  if (!all.smallest) {
    above.scene = say("What happens by itself", "不加干预时的演出");
    return above;
  }
  const std::vector<cause> causes = causes_of(all.report);
  const cause_words told = words_of(all, causes.front(), 1, causes.size(), say);
  above.cues = option_of(causes.front().cues);
  above.fault = told.heading;
  above.sentence = told.sentence;
  return above;
}

}  // namespace sticky
