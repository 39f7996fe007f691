// When a play has come to rest: nobody and nothing moves but by the next move.
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>

#include "stage/director.hpp"
#include "stage/proc.hpp"
#include "stage/stillness.hpp"

namespace stage {

using namespace std::chrono_literals;

namespace {

std::chrono::nanoseconds processor_time(pid_t pid) {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(pid, &clock) != 0 ||
      ::clock_gettime(clock, &time) == -1)
    return std::chrono::nanoseconds::max();
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

// On a machine that is very busy, a program that wants to compute for a moment
// may not come to it for long: it gets a second of its own.
bool director::has_had_its_chance(const task& one,
                                  std::chrono::nanoseconds computed) const {
  return state_of(one.tgid, one.tid) == 'S' ||
         processor_time(one.tgid) - computed > 1s;
}

// Runs until every task is parked, waits, or is gone, and the network has come
// to rest.
void director::settle() {
  settled_ = false;
  const auto deadline = clock::now() + options_.patience;
  std::optional<std::chrono::nanoseconds> computed;  // when that had passed
  auto pause = 20us;
  for (;;) {
    const bool news = take_events();
    if (over_ || interrupted()) return;
    const bool late = clock::now() > deadline;
    if (news && !late) {
      pause = 20us;
      continue;
    }
    const task* moving = who_moves();
    if (late && moving != nullptr && !computed)
      computed = processor_time(moving->tgid);
    if (late && moving != nullptr && has_had_its_chance(*moving, *computed))
      return end_as_bound({play::because::no_call_for_long,
                           {std::to_string(options_.patience.count() / 1000),
                            name_of(moving->member)}},
                          true);
    if (moving == nullptr) {
      network_to_rest();
      settled_ = !take_events() && who_moves() == nullptr && !one_was_killed();
      if (settled_) return;
      if (clock::now() < deadline) continue;
    }
    wait_for_event(pause);
    pause = std::min<std::chrono::microseconds>(pause * 2, 5ms);
  }
}

// Handles what has happened to the tasks (a parked one can only have been
// killed). True if anything had.
bool director::take_events() {
  bool any = false;
  // By index: an event may add tasks.
  for (std::size_t i = 0; i < tasks_.size(); ++i) {
    task& one = *tasks_[i];
    int status = 0;
    const pid_t news =
        one.state == task::gone ? 0 : wait_for(one.tid, &status, WNOHANG);
    if (news == 0) continue;
    any = true;
    last_event_ = clock::now();
    if (free_) take_packets();
    if (news == one.tid)
      on_event(one, status);
    else
      one.state = task::gone;  // exec has made another thread the first
    if (over_) return true;
  }
  std::erase_if(tasks_, [](const auto& t) { return t->state == task::gone; });
  if (free_) take_output();
  return any;
}

void director::wait_for_event(std::chrono::microseconds longest) {
  pollfd item{signals_.get(), POLLIN, 0};
  const timespec limit{0, longest.count() * 1000};
  if (::ppoll(&item, 1, &limit, nullptr) == 1) {
    signalfd_siginfo ignored;
    [[maybe_unused]] const ssize_t n =
        ::read(signals_.get(), &ignored, sizeof ignored);
  }
}

// A task that goes on by itself; null if all are parked, or sleep in the
// kernel.
const director::task* director::who_moves() {
  for (const auto& one : tasks_) {
    if (one->state == task::parked || one->state == task::gone) continue;
    if (find(one->held_by) != nullptr) continue;
    const char state = state_of(one->tgid, one->tid);
    if (one->stopped && (state == 't' || state == 'T')) continue;
    if (state == 'Z' && one->tid == one->tgid) {
      // A main thread that left its other threads running.
      const bool others =
          std::any_of(tasks_.begin(), tasks_.end(), [&](const auto& t) {
            return t->tgid == one->tgid && t != one && t->state != task::gone;
          });
      if (others) continue;
      return one.get();
    }
    if (state != 'S') return one.get();
    if (one->state == task::inside) {
      // Asleep, but about to be woken?
      if (one->pending && !one->in_time &&
          would_wait(*one->pending, one->process, diagnosis()).ready)
        return one.get();
    } else if (!free_ && waits_for_time(one->tgid, one->tid)) {
      return one.get();
    }
  }
  return nullptr;
}

// A parked task that somebody has killed is on its way to its end.
bool director::one_was_killed() const {
  return std::ranges::any_of(tasks_, [](const auto& one) {
    return one->state == task::parked && state_of(one->tgid, one->tid) != 't';
  });
}

bool director::tcp_at_rest() {
  if (diagnosis() == -1) return true;
  if (free_) connections_.all_stirred();
  return connections_.are_still(diagnosis(), corked_);
}

void director::network_to_rest() {
  const auto deadline = clock::now() + 1s;
  auto pause = 20us;
  take_output();
  for (;;) {
    // Asked first: an answer that lets bytes go (Nagle) may come at any time,
    // and what it let go belongs to this call.
    const bool still = tcp_at_rest();
    take_packets();
    if (still || clock::now() > deadline) return;
    wait_for_event(pause);
    pause = std::min<std::chrono::microseconds>(pause * 2, 2ms);
  }
}

void director::take_packets() {
  if (!house_.capture) return;
  const auto packets = free_
                           ? house_.capture->take(record_.packets)
                           : house_.capture->take_until_still(record_.packets);
  const int n = record_.calls.empty() ? 0 : record_.calls.back().n;
  for (const captured& packet : packets) journal_.crossed(packet, n);
}

void director::take_output() {
  for (std::size_t i = 0; i < cast_.size(); ++i) {
    print(i, false, house_.cast[i]->out.drain());
    print(i, true, house_.cast[i]->err.drain());
  }
}

void director::print(std::size_t index, bool error, const std::string& text) {
  if (text.empty()) return;
  const int n = record_.calls.empty() ? 0 : record_.calls.back().n;
  play::program& program = record_.programs[index];
  (error ? program.err : program.out) += text;
  // One that prints for ever may never come to a call.
  count_bytes(text.size(), true);
  if (!record_.prints.empty()) {
    play::print& last = record_.prints.back();
    if (last.program == program.name && last.error == error &&
        last.after == n) {
      last.text += text;
      return;
    }
  }
  record_.prints.push_back({program.name, error, n, text});
}

}  // namespace stage
