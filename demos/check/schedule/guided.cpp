#include "check/schedule/guided.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "check/state/mix.hpp"

namespace check {

guided::guided(plan plan, terms terms, const visited* seen)
    : plan_(std::move(plan)),
      terms_(std::move(terms)),
      seen_(seen),
      history_(terms_.addresses_repeat, terms_.epoll_users) {
  if (plan_.drawn.steps > 0) drawing_.emplace(plan_.drawn);
}

std::optional<stage::move> guided::next(const stage::situation& now) {
  history_.follow(now);
  look_at(now);
  const choices found = choices_in(now, history_, terms_.options,
                                   last_ ? &*last_ : nullptr, so_far_);
  if (found.forced) return make(found.all.front(), now, true);
  const std::uint64_t state = key(now);
  end_state_ = state;
  if (turn_ < plan_.path.size()) {
    const candidate* chosen = on_path(found, state);
    strayed_ = chosen == nullptr;
    if (strayed_) return {};
    return make(*chosen, now, false);
  }
  if (found.all.empty()) return {};
  if (drawing_) return make(found.all[drawing_->next(found)], now, false);
  if (seen_ != nullptr && seen_->contains(state)) {
    pruned_ = true;
    return {};
  }
  point& here = points_.emplace_back(point{state, {}});
  for (std::size_t i = 1; i < found.all.size(); ++i)
    here.alternatives.push_back({found.all[i].what, found.all[i].cost.size()});
  return make(found.all.front(), now, false);
}

void guided::look_at(const stage::situation& now) {
  for (const stage::actor& one : now.actors) {
    if (one.where != stage::actor::where::parked) continue;
    seen_here_.time_limits |= one.time_limit.count() > 0;
    seen_here_.long_limits |= one.time_limit >= options::slowest;
    seen_here_.long_reads |= one.available > 1 + terms_.options.each_length;
  }
}

// Null: what the path asks for is not possible here.
const candidate* guided::on_path(const choices& found, std::uint64_t state) {
  if (found.all.empty()) return nullptr;
  const turn& next = plan_.path[turn_];
  if (by_itself_ < next.by_itself) {
    ++by_itself_;
    return &found.all.front();
  }
  by_itself_ = 0;
  ++turn_;
  if (turn_ == plan_.path.size() && plan_.state != 0 && plan_.state != state)
    return nullptr;
  const auto chosen = std::ranges::find(found.all, next.then, &candidate::what);
  return chosen == found.all.end() ? nullptr : &*chosen;
}

// What may still be done counts as well: where it is less, less can follow.
std::uint64_t guided::key(const stage::situation& now) const {
  const check::options& bounds = terms_.options;
  std::uint64_t key = history_.key(now);
  if (bounds.preemptions) {
    key = mix(key, static_cast<unsigned>(so_far_.preemptions));
    if (last_) key = mix(mix(key, last_->program), last_->task);
  }
  if (bounds.late) key = mix(key, static_cast<unsigned>(so_far_.late));
  for (int i = 0; i <= static_cast<int>(play::interference::last); ++i) {
    const auto how = static_cast<choice::way>(i);
    if (most_of(how, bounds))
      key = mix(key, static_cast<unsigned>(so_far_.of(how)));
  }
  return std::max<std::uint64_t>(key, 1);
}

stage::move guided::make(const candidate& chosen, const stage::situation& now,
                         bool forced) {
  using way = choice::way;
  const choice& what = chosen.what;
  const stage::actor& actor = now.actors[chosen.actor];
  const auto first = std::ranges::find_if(
      now.actors, [](const stage::actor& a) { return a.ready; });
  const bool in_order =
      first != now.actors.end() && &*first == &actor && what.how == way::none;
  moves_.push_back({what, actor.call.name, actor.call.kind, in_order, forced});
  so_far_ += chosen.cost;
  const bool comes_back = what.value == EINTR || what.value == EAGAIN;
  disturbed_ = disturbed_ || what.how == way::kill ||
               (what.how == way::fail && !comes_back);
  if (!forced) last_ = what;
  return chosen.move();
}

}  // namespace check
