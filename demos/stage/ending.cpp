// How a play ends: who can still go on, and why nobody can.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <sstream>

#include "stage/director.hpp"
#include "stage/proc.hpp"
#include "stage/refusal.hpp"

namespace stage {
namespace {

using namespace std::chrono_literals;
using play::because;

play::reason why_it_waits(const actor& one) {
  const play::call& call = one.call;
  if (call.name.empty())
    return {because::waits_elsewhere, {one.program}, {one.waits_for}};
  const std::string text =
      call.fd == -1 ? call.name
                    : call.name + "(" + std::to_string(call.fd) + ")";
  return {because::waits_in_a_call, {one.program, text}, {one.waits_for}};
}

}  // namespace

// Only servers are left, and each of them waits for a new client.
bool director::is_idle(const std::vector<actor>& all) const {
  std::set<std::size_t> left, serving;
  for (const auto& one : tasks_) {
    if (one->state == task::gone) continue;
    left.insert(one->member);
    if (!one->pending) continue;
    const auto serves = [this](const std::optional<socket_facts>& socket) {
      return socket && (socket->listening || (!socket->has_connections() &&
                                              bound_.contains(socket->cookie)));
    };
    const pending_call& pending = *one->pending;
    if (pending.socket) {
      if (serves(pending.socket)) serving.insert(one->member);
      if (pending.call.receives() && !serves(pending.socket))
        return false;  // in a conversation
      continue;
    }
    for (const asked_about& item : pending.asked)
      if (serves(one->process.facts(item.fd))) serving.insert(one->member);
    if (pending.call.kind != kind::epoll) continue;
    for (const int fd : watched_by(one->tgid, pending.call.fd))
      if (serves(one->process.facts(fd))) serving.insert(one->member);
  }
  return !all.empty() && left == serving;
}

// Where nobody can do anything, time goes by: one call that would give up
// (non-blocking, or with a time limit) may go, each in its turn. It may bring a
// server there that somebody is about to connect to.
void director::mark_one_that_gives_up(std::vector<actor>& all) {
  if (std::any_of(all.begin(), all.end(),
                  [](const actor& a) { return a.ready && !a.finds_nobody; }))
    return;
  constexpr int most_in_a_row = 100;
  if (gave_up_in_a_row_ >= most_in_a_row || is_idle(all)) return;
  for (std::size_t i = 1; i <= all.size(); ++i) {
    const std::size_t at = (last_gave_up_ + i) % all.size();
    if (all[at].where != actor::where::parked || !all[at].returns_anyway ||
        all[at].ready)
      continue;
    all[at].ready = true;
    all[at].time_is_up = true;
    last_gave_up_ = at;
    return;
  }
}

// Nobody goes on: says how the play ended, and who waited for what.
void director::conclude(const std::vector<actor>& all) {
  if (all.empty()) return;  // play::ending::exited
  for (const actor& a : all)
    record_.waits.push_back(
        {a.program, a.task, a.call.name, a.call.fd, a.waits_for});
  const bool could_go = std::any_of(all.begin(), all.end(),
                                    [](const actor& a) { return a.ready; });
  std::vector<play::reason> who;
  for (const actor& a : all) who.push_back(why_it_waits(a));
  if (could_go) {
    record_.ended = play::ending::killed;
    record_.ended_because = {because::schedule_stopped_it};
  } else if (is_idle(all)) {
    record_.ended = play::ending::idle;
    record_.ended_because = {because::each_of_these, {}, who};
  } else if (gave_up_in_a_row_ > 0 &&
             std::any_of(all.begin(), all.end(),
                         [](const actor& a) { return a.returns_anyway; })) {
    record_.ended = play::ending::spinning;
    record_.ended_because = {because::asks_for_nothing, {}, who};
  } else {
    record_.ended = play::ending::everyone_waits;
    record_.ended_because = {because::zero_bytes_under_way, {}, who};
  }
}

// Ends whatever still runs, and reaps it.
void director::dismiss() noexcept {
  for (const auto& one : tasks_) {
    if (one->state == task::gone) continue;
    if (one->number == 0) record_.programs[one->member].dismissed = true;
    ::kill(one->tgid, SIGKILL);
  }
  reap();
}

// Whatever ends now is ours, also what nobody has told us of: a task whose
// birth was not reported any more (its process ends only after it), an orphan,
// and a child of ours for its tracer and once more for its parent. Nothing
// here may depend on a call that can be refused.
void director::reap() noexcept {
  const auto deadline = clock::now() + 10s;
  while (clock::now() < deadline) {
    int status = 0;
    const pid_t pid = ::waitpid(-1, &status, __WALL | WNOHANG);
    if (pid > 0 && WIFSTOPPED(status)) {
      ::kill(pid, SIGKILL);
    } else if (pid > 0) {
      if (task* known = find(pid)) known->state = task::gone;
    } else if (pid == 0) {
      if (everyone_has_gone() && (settled_ || !end_unreported())) return;
      wait_for_event(1ms);
    } else if (errno != EINTR) {
      return;  // no children
    }
  }
}

// Ends processes that were born to one that is gone now, so that they are our
// children and our tracees. True if there are any.
bool director::end_unreported() noexcept try {
  bool any = false;
  std::istringstream children(read_proc("thread-self/children").value_or(""));
  for (pid_t pid = 0; children >> pid;) {
    const bool is_original =
        std::ranges::any_of(house_.cast, [pid](const auto& one) {
          return one->parked && one->parked->pid() == pid;
        });
    if (is_original || tracer_of(pid) != ::getpid()) continue;
    ::kill(pid, SIGKILL);
    any = true;
  }
  return any;
} catch (const refused_call&) {
  return false;  // they end with us
}

}  // namespace stage
