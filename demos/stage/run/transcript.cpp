#include "stage/run/transcript.hpp"

#include <cerrno>
#include <utility>
#include <vector>

namespace stage {

transcript::transcript(session_state& session, bool free_run)
    : journal(record, session.capture != nullptr && session.settings.capture),
      bounds(record, session.settings, free_run),
      session_(session),
      free_(free_run) {
  for (const auto& member : session.cast) {
    play::program program;
    program.name = member->spec.name;
    program.argv = member->spec.argv;
    record.programs.push_back(std::move(program));
  }
  if (!session.why_no_network.empty())
    record.notes.push_back(session.why_no_network);
}

const std::string& transcript::name_of(std::size_t program) const {
  return session_.cast[program]->spec.name;
}

int transcript::last_call() const {
  if (free_) return order_.now();
  return record.calls.empty() ? 0 : record.calls.back().n;
}

play::call& transcript::add_call(task& task) {
  return add(task, task.pending->call);
}

void transcript::add_interrupted(task& task, const play::call& what) {
  play::call& call = add(task, what);
  call.result = -1;
  call.error = EINTR;
}

play::call& transcript::add(task& task, play::call call) {
  call.n = static_cast<int>(record.calls.size()) + 1;
  call.program = name_of(task.program);
  call.task = task.number;
  task.recorded = record.calls.size();
  order_.begins();
  record.calls.push_back(std::move(call));
  bounds.count_call();
  return record.calls.back();
}

play::call& transcript::call_of(const task& task) {
  return record.calls[task.recorded];
}

void transcript::returned(const task& task) {
  const play::call& call = call_of(task);
  order_.returns(task.recorded, call);
  const bool asks =
      play::waits_for_several(call.kind) || play::came_to_nothing(call);
  if (!asks && call.error != EINTR) effect();
  if (session_.settings.returned) session_.settings.returned(call);
}

void transcript::add_print(std::size_t program_index, bool error,
                           const std::string& text) {
  if (text.empty()) return;
  effect();
  const int n = last_call();
  play::program& program = record.programs[program_index];
  (error ? program.err : program.out) += text;
  // One that prints for ever may never come to a call.
  bounds.count_bytes(text.size(), true);
  if (!record.prints.empty()) {
    play::print& last = record.prints.back();
    if (last.program == program.name && last.error == error &&
        last.after == n) {
      last.text += text;
      return;
    }
  }
  record.prints.push_back({program.name, error, n, text});
}

std::pair<std::string, std::string> transcript::take_back_prints(
    std::size_t program_index) {
  play::program& program = record.programs[program_index];
  std::erase_if(record.prints, [&program](const play::print& print) {
    return print.program == program.name;
  });
  return {std::exchange(program.out, {}), std::exchange(program.err, {})};
}

void transcript::take_output() {
  for (std::size_t i = 0; i < session_.cast.size(); ++i) {
    add_print(i, false, session_.cast[i]->out.drain());
    add_print(i, true, session_.cast[i]->err.drain());
  }
}

void transcript::take_packets() {
  if (!session_.capture) return;
  const std::size_t before = record.packets.size();
  if (free_)
    session_.capture->take(record.packets);
  else
    session_.capture->take_until_still(record.packets);
  const int n = last_call();
  for (std::size_t i = before; i < record.packets.size(); ++i)
    journal.crossed(record.packets[i], n);
}

play::record transcript::finish() {
  take_packets();
  journal.name_receivers();
  if (free_) order_.put_in_order(record);
  journal.name_ends_of_packets();
  if (session_.capture && session_.settings.capture)
    if (const unsigned lost = session_.capture->lost(); lost > 0)
      record.notes.push_back(
          {play::because::packets_not_recorded, {std::to_string(lost)}});
  return std::move(record);
}

}  // namespace stage
