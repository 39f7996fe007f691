#include "view/terminal/ending.hpp"

#include "view/layout/columns.hpp"
#include "view/view.hpp"
#include "view/words/vocabulary.hpp"

namespace view {

std::string ending(const play::record& play, const style& how) {
  std::string result;
  const bool fault =
      play.ended != play::ending::exited && play.ended != play::ending::idle;
  ink colour = fault ? ink::alarm : ink::plain;
  const auto add = [&](const std::string& sentence, int indent) {
    for (const std::string& part : wrapped(
             harmless(sentence, how.utf8 || how.language == language::chinese),
             how.width - indent)) {
      result += line().pad_to(indent).add(part, colour).text(how.colour);
    }
  };
  int indent = 0;
  for (const std::string& sentence : ending_sentences(play, how.language)) {
    add(sentence, indent);
    colour = ink::plain;
    indent = 2;
  }
  colour = ink::faint;
  for (const play::reason& note : play.notes) {
    add(to_text(note, how.language), 0);
  }
  return result;
}

std::string text(const play::record& play, const style& how, int around) {
  std::string result = calls(play, how, around);
  if (const std::string drawn = ribbons(play, how); !drawn.empty()) {
    result += "\n" + drawn;
  }
  return result + "\n" + ending(play, how);
}

}  // namespace view
