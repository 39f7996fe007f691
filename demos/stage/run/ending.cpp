#include "stage/run/ending.hpp"

#include <algorithm>
#include <set>

namespace stage {
namespace {

using play::because;

// Calls that come to nothing.
constexpr int most_in_a_row = 100;

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

void bounds::count_call() {
  if (static_cast<int>(record_.calls.size()) >= options_.most_calls)
    end({because::too_many_calls, {std::to_string(options_.most_calls)}});
}

void bounds::count_bytes(std::size_t size, bool at_once) {
  bytes_ += static_cast<std::int64_t>(size);
  if (bytes_ > options_.most_bytes)
    end({because::too_many_bytes, {std::to_string(options_.most_bytes >> 20)}},
        at_once);
}

void bounds::count_end_of_stream(const std::string& program,
                                 std::uint64_t socket) {
  const int ends = ++ends_of_stream_[{program, socket}];
  if (ends < options_.most_ends_of_stream || now_) return;
  // Under a schedule it still gets to its next call, so that all of what it
  // prints about this one is recorded.
  (free_ ? now_ : at_rest_) = true;
  record_.ended = play::ending::spinning;
  record_.ended_because = {because::reads_an_ended_stream,
                           {program, std::to_string(ends)}};
}

void bounds::end(play::reason why, bool at_once) {
  if (now_ || at_rest_) return;
  (free_ || at_once ? now_ : at_rest_) = true;
  record_.ended = play::ending::bound;
  record_.ended_because = std::move(why);
}

bool bounds::ends_now() const {
  return now_ || interrupted();
}

bool bounds::ends() {
  if (interrupted()) {
    record_.ended = play::ending::killed;
    record_.ended_because = {because::stopped_from_outside};
  }
  return now_ || at_rest_ || interrupted();
}

bool somebody_goes_on(const std::vector<actor>& all) {
  return std::ranges::any_of(
      all, [](const actor& a) { return a.ready && !a.finds_nobody; });
}

bool passing_time::is_due(const std::vector<actor>& all) const {
  return in_a_row_ < most_in_a_row &&
         (asked_ >= most_in_a_row || !somebody_goes_on(all));
}

void passing_time::pass(std::vector<actor>& all) {
  const auto asks = [this](const actor& a) {
    return asked_ >= most_in_a_row && a.ready &&
           play::waits_for_several(a.call.kind);
  };
  const auto stands_back = [&] {
    for (actor& a : all) {
      if (!asks(a)) continue;
      a.ready = false;
      a.returns_anyway = true;
    }
  };
  if (std::ranges::any_of(all, [&](const actor& a) {
        return a.ready && !a.finds_nobody && !asks(a);
      }))
    return stands_back();
  for (std::size_t i = 1; i <= all.size(); ++i) {
    const std::size_t at = (last_ + i) % all.size();
    if (all[at].where != actor::where::parked || !all[at].returns_anyway ||
        all[at].ready)
      continue;
    stands_back();
    all[at].ready = true;
    all[at].time_is_up = true;
    last_ = at;
    return;
  }
}

role role_of(const task& task, const traffic& traffic) {
  role role{.program = task.program};
  if (!task.pending) return role;
  const pending_call& pending = *task.pending;
  if (pending.socket) {
    role.serves = traffic.is_server(*pending.socket);
    role.converses = pending.call.receives() && !role.serves;
    return role;
  }
  const auto serves_at = [&](int fd) {
    const auto socket = task.descriptors.facts(fd);
    return socket && traffic.is_server(*socket);
  };
  role.serves =
      std::ranges::any_of(pending.asked, serves_at, &asked_about::fd) ||
      (pending.call.kind == kind::epoll &&
       std::ranges::any_of(watched_by(task.tgid, pending.call.fd), serves_at));
  return role;
}

bool only_servers_wait(const std::vector<role>& roles) {
  std::set<std::size_t> left, serving;
  for (const role& role : roles) {
    if (role.converses) return false;
    left.insert(role.program);
    if (role.serves) serving.insert(role.program);
  }
  return !roles.empty() && left == serving;
}

bool only_servers_wait(const task_table& tasks, const traffic& traffic) {
  std::vector<role> roles;
  for (const task* task : tasks.living())
    roles.push_back(role_of(*task, traffic));
  return only_servers_wait(roles);
}

void conclude(play::record& record, const std::vector<actor>& all,
              bool only_servers, bool in_vain) {
  if (all.empty()) return;  // play::ending::exited
  for (const actor& a : all)
    record.waits.push_back(
        {a.program, a.task, a.call.name, a.call.fd, a.waits_for, a.call.where});
  const bool could_go = std::any_of(all.begin(), all.end(),
                                    [](const actor& a) { return a.ready; });
  std::vector<play::reason> who;
  for (const actor& a : all) who.push_back(why_it_waits(a));
  if (could_go) {
    record.ended = play::ending::killed;
    record.ended_because = {because::schedule_stopped_it};
  } else if (only_servers) {
    record.ended = play::ending::idle;
    record.ended_because = {because::each_of_these, {}, who};
  } else if (in_vain && std::any_of(all.begin(), all.end(), [](const actor& a) {
               return a.returns_anyway && a.call.kind != kind::sleep;
             })) {
    record.ended = play::ending::spinning;
    record.ended_because = {because::asks_for_nothing, {}, who};
  } else {
    record.ended = play::ending::everyone_waits;
    record.ended_because = {because::zero_bytes_under_way, {}, who};
  }
}

}  // namespace stage
