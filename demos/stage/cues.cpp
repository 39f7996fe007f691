#include <algorithm>
#include <charconv>
#include <cstring>
#include <sstream>
#include <utility>

#include "stage/stage.hpp"

namespace stage {
namespace {

using play::because;
using play::reason;

[[noreturn]] void fail(std::size_t column, const std::string& cue,
                       const reason& why) {
  cue_error error({because::bad_cue, {cue, std::to_string(column)}, {why}});
  error.column = column;
  throw error;
}

// errno values by name, "ECONNRESET"; 0: no such name.
int errno_by_name(const std::string& name) {
  for (int value = 1; value < 134; ++value) {
    const char* known = strerrorname_np(value);
    if (known != nullptr && name == known) return value;
  }
  return 0;
}

std::string call_text(const play::call& call) {
  return call.name +
         (call.fd == -1 ? "()" : "(" + std::to_string(call.fd) + ")");
}

// "client is before send(3); server waits for data in recv(4)"
reason who_waits(const situation& now) {
  if (now.actors.empty()) return {because::every_program_has_ended};
  reason all{because::each_of_these};
  for (const actor& a : now.actors) {
    if (a.where == actor::where::elsewhere)
      all.parts.push_back(
          {because::waits_elsewhere, {a.program}, {a.waits_for}});
    else if (a.ready)
      all.parts.push_back(
          {because::stands_before_a_call, {a.program, call_text(a.call)}});
    else
      all.parts.push_back({because::waits_in_a_call,
                           {a.program, call_text(a.call)},
                           {a.waits_for}});
  }
  return all;
}

// "server has ended with status 1 and said `bind: Address already in use`"
reason how_it_ended(const play::program& program) {
  const std::string& name = program.name;
  reason how{because::has_ended, {name}};
  if (!program.signal.empty())
    how = {because::has_ended_by, {name, program.signal}};
  else if (program.exit)
    how = {because::has_ended_with, {name, std::to_string(*program.exit)}};
  std::string_view said = program.err;
  while (said.ends_with('\n')) said.remove_suffix(1);
  said.remove_prefix(said.rfind('\n') + 1);  // npos + 1 is 0
  if (said.empty()) return how;
  return {because::and_said, {std::string(said.substr(0, 200))}, {how}};
}

// It asked for news, and there was none; or it slept.
bool went_on_for_nothing(const play::call& call) {
  return call.forced == play::forced::skipped || play::came_to_nothing(call);
}

// True if a cue may name this call.
bool is_call_name(std::string_view name) {
  const play::call_type* type = play::find_call_type(name);
  return type != nullptr && type->kind != play::kind::io_uring;
}

// True if a call of that name sends or receives, so that a cue may cut it.
bool moves_bytes(std::string_view name) {
  const play::call_type* type = play::find_call_type(name);
  return type != nullptr && type->kind == play::kind::transfer;
}

// So many of those in a row, and nothing will come any more.
constexpr int most_for_nothing = 1000;

}  // namespace

struct cues::cue {
  std::size_t column = 0;
  std::string text;     // as written
  std::string program;  // "server"
  int task = -1;        // -1: any of the program's
  std::string call;     // "send"; "exit", "kill", "wait"
  int times = 1;
  std::optional<std::int64_t> limit;
  int error = 0;

  bool is_call() const {
    return call != "exit" && call != "kill" && call != "wait";
  }
  bool means(const actor& a) const {
    return a.program == program && (task == -1 || a.task == task);
  }
};

cues::~cues() = default;

cues::cues(std::string line) : line_(std::move(line)) {
  std::istringstream words(line_);
  for (std::string word; words >> word;) {
    cue c;
    c.text = word;
    const auto end = words.tellg();
    c.column = (end == -1 ? line_.size() : static_cast<std::size_t>(end)) -
               word.size() + 1;
    const auto bad = [&c](const reason& why) { fail(c.column, c.text, why); };
    const auto number = [&bad](const std::string& text, std::int64_t most) {
      std::int64_t value = 0;
      const auto [stop, error] =
          std::from_chars(text.data(), text.data() + text.size(), value);
      if (error != std::errc() || stop != text.data() + text.size() ||
          value < 0 || value > most)
        bad({because::cue_is_no_number, {text, std::to_string(most)}});
      return value;
    };

    const std::size_t colon = word.find(':');
    if (colon == 0 || colon == std::string::npos)
      bad({because::cue_has_no_call});
    c.program = word.substr(0, colon);
    std::string rest = word.substr(colon + 1);
    if (const std::size_t dot = c.program.find('.'); dot != std::string::npos) {
      c.task = static_cast<int>(number(c.program.substr(dot + 1), 1'000'000));
      c.program.resize(dot);
      if (dot == 0) bad({because::cue_has_no_call});
    }
    if (const std::size_t star = rest.find('*'); star != std::string::npos) {
      c.times = static_cast<int>(number(rest.substr(star + 1), 1'000'000));
      if (c.times == 0) bad({because::cue_never_happens});
      rest.resize(star);
    }
    if (const std::size_t mark = rest.find('!'); mark != std::string::npos) {
      c.error = errno_by_name(rest.substr(mark + 1));
      if (c.error == 0)
        bad({because::cue_names_no_error, {rest.substr(mark + 1)}});
      rest.resize(mark);
    }
    if (const std::size_t open = rest.find('('); open != std::string::npos) {
      if (rest.back() != ')') bad({because::cue_bracket_is_open});
      c.limit =
          number(rest.substr(open + 1, rest.size() - open - 2), INT64_MAX);
      if (*c.limit == 0) bad({because::cue_takes_no_byte});
      rest.resize(open);
    }
    c.call = rest;
    if (c.is_call() && !is_call_name(c.call))
      bad({because::cue_names_no_call, {c.call}});
    if (!c.is_call() && (c.limit || c.error != 0 || c.times != 1))
      bad({because::cue_takes_nothing, {c.call}});
    if (c.limit && c.error != 0) bad({because::cue_cuts_a_failure});
    if (c.limit && !moves_bytes(c.call))
      bad({because::cue_cuts_no_bytes, {c.call}});
    cues_.push_back(std::move(c));
  }
}

std::optional<move> cues::next(const situation& now) {
  while (at_ < cues_.size()) {
    const cue& c = cues_[at_];
    const auto cannot = [&c, &now](const reason& why) {
      fail(c.column, c.text,
           {because::cue_cannot_be_met, {}, {why, who_waits(now)}});
    };
    const auto advance = [this] {
      ++at_;
      done_ = 0;
      went_ = false;
      for_nothing_ = 0;
    };
    const auto program =
        std::find_if(now.so_far.programs.begin(), now.so_far.programs.end(),
                     [&c](const auto& p) { return p.name == c.program; });
    if (program == now.so_far.programs.end()) {
      std::string names;
      for (const auto& p : now.so_far.programs)
        names += (names.empty() ? "" : ", ") + p.name;
      fail(c.column, c.text,
           {because::cue_names_no_program, {c.program, names}});
    }

    // The call that was let go last for this cue has returned; or it waits
    // inside, for what others have to do first.
    if (std::exchange(went_, false)) {
      if (++done_ == c.times) {
        advance();
        continue;
      }
    }

    std::vector<std::size_t> living;
    for (std::size_t i = 0; i < now.actors.size(); ++i)
      if (c.means(now.actors[i])) living.push_back(i);
    const auto first = [&living, &now](auto&& condition) {
      return std::find_if(living.begin(), living.end(), [&](std::size_t i) {
        return condition(now.actors[i]);
      });
    };
    const auto can_go = [](const actor& a) {
      return a.where == actor::where::parked && (a.ready || a.returns_anyway);
    };

    if (c.call == "exit" && living.empty()) {
      advance();
      continue;
    }
    if (living.empty())
      cannot(c.task < 1 ? how_it_ended(*program)
                        : reason{because::has_no_such_task,
                                 {c.program, std::to_string(c.task)}});
    if (c.call == "kill") {
      advance();
      return move{.actor = living.front(), .kill = true};
    }
    if (c.call == "wait") {
      const auto ready = first(can_go);
      if (ready != living.end())
        cannot({because::would_not_wait, {call_text(now.actors[*ready].call)}});
      advance();
      continue;
    }

    if (c.is_call()) {
      const auto wanted = first([&](const actor& a) {
        return play::cue_means(c.call, a.call.name) &&
               a.where == actor::where::parked &&
               (a.ready || a.returns_anyway || c.error != 0);
      });
      if (wanted != living.end()) {
        went_ = true;
        return move{.actor = *wanted, .limit = c.limit, .error = c.error};
      }
    }
    auto other = first([](const actor& a) { return a.ready; });
    if (other == living.end()) other = first(can_go);
    if (other == living.end())
      cannot({c.call == "exit" ? because::cannot_go_on
                               : because::does_not_get_there,
              {c.program}});
    const bool again = !now.so_far.calls.empty() &&
                       went_on_for_nothing(now.so_far.calls.back());
    for_nothing_ = again ? for_nothing_ + 1 : 0;
    if (for_nothing_ > most_for_nothing)
      cannot({because::asks_and_nothing_comes, {c.program}});
    return move{.actor = *other};
  }
  return in_order().next(now);
}

std::optional<move> in_order::next(const situation& now) {
  for (std::size_t i = 0; i < now.actors.size(); ++i)
    if (now.actors[i].ready) return move{.actor = i};
  return {};
}

}  // namespace stage
