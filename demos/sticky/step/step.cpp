#include <string>
#include <vector>

#include "sticky/cast/chosen_cast.hpp"
#include "sticky/command.hpp"
#include "sticky/failure.hpp"
#include "sticky/step/blackboard.hpp"
#include "sticky/step/replay.hpp"
#include "sticky/step/steering.hpp"
#include "sticky/terminal/interrupt.hpp"
#include "sticky/terminal/keys.hpp"
#include "sticky/terminal/terminal.hpp"

namespace sticky {
namespace {

/// The keys are read from standard input, so no program can have that.
void refuse_own_input(const cast_request& request, const words& say) {
  for (const std::string& input : request.inputs) {
    if (!input.ends_with("=-")) continue;
    throw failure(say.format(
        "--stdin {}: the keys come from there; write the input to a file",
        "--stdin {}：按键是从那里读的；请把输入写到文件里", input));
  }
}

/// One cast, played until the user leaves.
class rehearsal {
 public:
  /// `enter_leaves`: from the end of a play.
  rehearsal(const view::style& style, const cast_request& request,
            bool enter_leaves)
      : enter_leaves_(enter_leaves),
        style_(style),
        say_(style.language),
        request_(request),
        cast_(cast_of("step", request, say_)),
        board_(style, cast_.heading) {}

  /// True: it was at its end when the user left.
  bool play() {
    if (!stage::no_own_network().empty())
      print(to_text(stage::no_own_network(), say_.language()) + "\n\n");
    try {
      keys keyboard;
      while (play_once(keyboard)) {
        if (!moves_.empty()) moves_.pop_back();
      }
    } catch (const interrupted&) {
      print("\n");  // the line of keys has no end yet
      throw;
    }
    print("\n");
    if (again_.empty()) return false;
    if (!is_shown_) print('\n' + again_);
    if (const std::string kept = keep(cast_, say_); !kept.empty())
      print(in_lines(kept, style_.width) + '\n');
    return is_over_;
  }

 private:
  /// True to play again without the last move, false to leave.
  bool play_once(keys& keyboard) {
    again_.clear();
    steering schedule(
        cast_.cues, moves_, keyboard,
        [this](const stage::situation& now, const question& ask) {
          board_.draw(now, ask);
        },
        say_);
    try {
      const play::record record = play_out(cast_.programs, schedule);
      again_ =
          line_for(schedule, say_("The same again:", "同样的演出再来一遍："));
      is_over_ = !takes_back(record, keyboard);
      return !is_over_;
    } catch (const back_one&) {
      return true;
    } catch (const quit&) {
      is_shown_ = false;
      again_ = line_for(
          schedule, say_("The same again up to here, and then on by itself:",
                         "重演到这里，然后自行演下去："));
      return false;
    }
  }

  /// After the end of a play.
  bool takes_back(const play::record& record, keys& keyboard) {
    std::string remark;
    for (;;) {
      is_shown_ = board_.draw_end(record, again_, remark, enter_leaves_);
      const char key = keyboard.next();
      if (key == 'b') return true;
      if (key == 'q' || (key == 'n' && enter_leaves_)) return false;
      remark = say_("Nobody is left to go.", "已经没有程序可以继续。");
    }
  }

  /// "" if nothing was done.
  std::string line_for(const steering& schedule, const std::string& words) {
    if (schedule.made().empty()) return "";
    return words + '\n' +
           replay_line(schedule.made(), cast_.programs, request_.inputs,
                       style_.width) +
           '\n';
  }

  const bool enter_leaves_;
  const view::style style_;
  const words say_;
  const cast_request& request_;
  chosen_cast cast_;
  const blackboard board_;
  std::vector<chosen_move> moves_;
  std::string again_;      // the line that plays it again, with what it is
  bool is_shown_ = false;  // it stands on the screen
  bool is_over_ = false;   // the user left at the end
};

}  // namespace

int step(const view::style& style, const cast_request& request) {
  refuse_own_input(request, words(style.language));
  rehearsal(style, request, false).play();
  return fine;
}

bool step_to_the_end(const view::style& style, const cast_request& request) {
  return rehearsal(style, request, true).play();
}

}  // namespace sticky
