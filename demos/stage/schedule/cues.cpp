#include <string_view>
#include <utility>

#include "stage/stage.hpp"

namespace stage {
namespace {

using aim = play::cue::aim;
using play::because;
using play::reason;
using way = play::interference::way;

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

// So many of those in a row, and nothing will come any more.
constexpr int most_for_nothing = 1000;

[[noreturn]] void cannot(const play::written_cue& cue, const situation& now,
                         const reason& why) {
  throw cue_error(cue, {because::cue_cannot_be_met, {}, {why, who_waits(now)}});
}

const play::program& program_of(const play::written_cue& cue,
                                const play::record& so_far) {
  std::string names;
  for (const play::program& one : so_far.programs) {
    if (one.name == cue.program) return one;
    names += (names.empty() ? "" : ", ") + one.name;
  }
  throw cue_error(cue, {because::cue_names_no_program, {cue.program, names}});
}

bool can_go(const actor& a) {
  return a.where == actor::where::parked && (a.ready || a.returns_anyway);
}

// It is before a call that the cue means, and can go for it.
bool is_there(const play::cue& cue, const actor& a) {
  return cue.to == aim::call && play::cue_means(cue.call, a.call.name) &&
         a.where == actor::where::parked &&
         (a.ready || a.returns_anyway || cue.what.how == way::fail);
}

// The first of these actors of whom that is true.
std::optional<std::size_t> first(const std::vector<std::size_t>& some,
                                 const situation& now, auto&& is_true) {
  for (const std::size_t i : some) {
    if (is_true(now.actors[i])) return i;
  }
  return {};
}

}  // namespace

std::optional<move> cues::next(const situation& now) {
  for (; at_ < cues_.size(); ++at_) {
    if (const auto move = next_for(cues_[at_], now)) return move;
    done_ = 0;
    went_ = false;
    for_nothing_ = 0;
  }
  return in_order().next(now);
}

// Nothing: the cue is met.
std::optional<move> cues::next_for(const play::written_cue& cue,
                                   const situation& now) {
  const play::program& program = program_of(cue, now.so_far);
  // The call that was let go last for this cue has returned; or it waits
  // inside, for what others have to do first.
  if (std::exchange(went_, false) && ++done_ == cue.times) return {};

  std::vector<std::size_t> living;
  for (std::size_t i = 0; i < now.actors.size(); ++i) {
    const actor& a = now.actors[i];
    if (a.program == cue.program && a.task == cue.task.value_or(a.task))
      living.push_back(i);
  }
  if (living.empty()) {
    if (cue.to == aim::exit) return {};
    if (cue.task.value_or(0) == 0) cannot(cue, now, how_it_ended(program));
    cannot(
        cue, now,
        {because::has_no_such_task, {cue.program, std::to_string(*cue.task)}});
  }
  switch (cue.to) {
    case aim::here:
      went_ = true;
      return move{living.front(), cue.what};
    case aim::wait:
      if (const auto ready = first(living, now, can_go))
        cannot(cue, now,
               {because::would_not_wait, {call_text(now.actors[*ready].call)}});
      return {};
    case aim::call:
    case aim::exit:
      break;
  }
  return lead(cue, now, living);
}

// Through other calls to the one that the cue means, or to the end.
std::optional<move> cues::lead(const play::written_cue& cue,
                               const situation& now,
                               const std::vector<std::size_t>& living) {
  const auto there =
      first(living, now, [&](const actor& a) { return is_there(cue, a); });
  if (there) {
    went_ = true;
    return move{*there, cue.what};
  }
  auto other = first(living, now, [](const actor& a) { return a.ready; });
  if (!other) other = first(living, now, can_go);
  if (!other) {
    cannot(cue, now,
           {cue.to == aim::exit ? because::cannot_go_on
                                : because::does_not_get_there,
            {cue.program}});
  }
  const bool again =
      !now.so_far.calls.empty() && went_on_for_nothing(now.so_far.calls.back());
  for_nothing_ = again ? for_nothing_ + 1 : 0;
  if (for_nothing_ > most_for_nothing)
    cannot(cue, now, {because::asks_and_nothing_comes, {cue.program}});
  return move{.actor = *other};
}

std::optional<move> in_order::next(const situation& now) {
  for (std::size_t i = 0; i < now.actors.size(); ++i)
    if (now.actors[i].ready) return move{.actor = i};
  return {};
}

}  // namespace stage
