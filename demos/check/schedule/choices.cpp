#include "check/schedule/choices.hpp"

#include <algorithm>
#include <cerrno>
#include <set>
#include <string>

#include "check/schedule/cuts.hpp"

namespace check {
namespace {

using way = choice::way;

bool may_fail(const stage::actor& one) {
  const play::kind what = one.call.kind;
  return what == play::kind::accept || what == play::kind::connect ||
         what == play::kind::transfer;
}

class lister {
 public:
  lister(const stage::situation& now, const history& past,
         const options& options, const choice* last, const deviations& so_far)
      : now_(now),
        past_(past),
        options_(options),
        last_(last),
        so_far_(so_far) {}

  choices list() {
    choices found;
    const auto first = by_itself();
    if (!first) return found;
    default_ = *first;
    found.forced = concerns_nobody_else(now_.actors[default_]);
    add(default_, way::none, 0);
    if (!found.forced) {
      add_cuts(default_);
      for (std::size_t i = 0; i < now_.actors.size(); ++i)
        if (i != default_) add_actor(i);
      add_failures();
      add_kills();
    }
    found.all = std::move(all_);
    return found;
  }

 private:
  std::optional<std::size_t> by_itself() const {
    std::optional<std::size_t> ready, unheld;
    for (std::size_t i = 0; i < now_.actors.size(); ++i) {
      const stage::actor& one = now_.actors[i];
      if (!one.ready) continue;
      if (concerns_nobody_else(one)) return i;
      if (!ready) ready = i;
      if (!unheld && !is_held(one)) unheld = i;
    }
    return unheld ? unheld : ready;
  }

  bool concerns_nobody_else(const stage::actor& one) const {
    const bool accepts = one.call.kind == play::kind::accept &&
                         !one.time_is_up && !options_.kills &&
                         options_.errors.empty() &&
                         !past_.uses_epoll(index_of(now_.so_far, one.program));
    return (accepts || one.call.kind == play::kind::make) &&
           std::ranges::count(now_.actors, one.program,
                              &stage::actor::program) == 1;
  }

  // Its time limit would strike although somebody else could go.
  bool is_late(const stage::actor& one) const {
    return !one.ready && one.time_limit.count() > 0 &&
           !now_.actors[default_].time_is_up;
  }

  // It gives up, or its sleep ends, although somebody could go. Nobody is
  // slower than `slowest` as long as he could go.
  bool may_give_up(const stage::actor& one) const {
    return one.does_not_block || now_.actors[default_].time_is_up ||
           (is_late(one) && one.time_limit < options::slowest);
  }

  bool is_held(const stage::actor& one) const {
    return past_.goes_to_nobody(index_of(now_.so_far, one.program), one);
  }

  void add_actor(std::size_t i) {
    const stage::actor& one = now_.actors[i];
    if (one.where != stage::actor::where::parked || is_held(one)) return;
    if (one.ready) {
      add(i, way::none, 0);
      add_cuts(i);
    } else if (one.returns_anyway && may_give_up(one) &&
               !past_.gave_up(index_of(now_.so_far, one.program), one.task)) {
      add(i, way::none, 0);
    }
  }

  // Whoever knows that the end has come has all that there is to read. The
  // places where the bytes suggest a cut are for the first one of a schedule: a
  // second one at each of them again would cost their square.
  void add_cuts(std::size_t i) {
    const stage::actor& one = now_.actors[i];
    if (!one.divisible || one.time_is_up) return;
    if (one.call.sends() ? !options_.short_writes : knows_the_end(one)) return;
    const bool first = so_far_.of(way::cut) == 0 && so_far_.late == 0;
    for (const std::int64_t size :
         first || options_.each_length > 0
             ? cuts_of(one, now_.so_far, options_.each_length)
             : outer_cuts_of(one))
      add(i, way::cut, size);
  }

  bool knows_the_end(const stage::actor& one) const {
    return one.end_is_there &&
           past_.was_told_of_end(index_of(now_.so_far, one.program),
                                 one.call.fd);
  }

  void add_failures() {
    for (std::size_t i = 0; i < now_.actors.size(); ++i) {
      const stage::actor& one = now_.actors[i];
      if (!one.ready || !may_fail(one) || is_held(one)) continue;
      for (const int error : options_.errors)
        if (error != EAGAIN || one.may_give_up) add(i, way::fail, error);
    }
  }

  void add_kills() {
    if (!options_.kills) return;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < now_.actors.size(); ++i) {
      const stage::actor& one = now_.actors[i];
      if (one.where == stage::actor::where::parked &&
          seen.insert(one.program).second)
        add(i, way::kill, 0);
    }
  }

  void add(std::size_t i, way what, std::int64_t value) {
    const stage::actor& one = now_.actors[i];
    candidate c;
    c.actor = i;
    c.what = {.program =
                  static_cast<std::uint8_t>(index_of(now_.so_far, one.program)),
              .how = what,
              .task = static_cast<std::uint16_t>(one.task),
              .value = static_cast<std::uint32_t>(value)};
    const bool stays = last_ != nullptr && last_->program == c.what.program &&
                       last_->task == c.what.task;
    c.cost.late = is_late(one) && what == way::none;
    c.cost.preemptions =
        i != default_ && !stays && what != way::kill && c.cost.late == 0;
    if (what != way::none) c.cost.of(what) = 1;
    if (is_within(c) || all_.empty()) all_.push_back(c);
  }

  bool is_within(const candidate& c) const {
    const std::optional<int> most = most_of(c.what.how, options_);
    return (!options_.preemptions || so_far_.preemptions + c.cost.preemptions <=
                                         *options_.preemptions) &&
           (!options_.late || so_far_.late + c.cost.late <= *options_.late) &&
           (!most || so_far_.of(c.what.how) + c.cost.of(c.what.how) <= *most);
  }

  const stage::situation& now_;
  const history& past_;
  const options& options_;
  const choice* const last_;
  const deviations& so_far_;
  std::size_t default_ = 0;
  std::vector<candidate> all_;
};

}  // namespace

std::optional<int> most_of(way how, const options& bounds) {
  switch (how) {
    case way::none:
      break;
    case way::cut:
      return bounds.shorts;
    case way::fail:
    case way::kill:
      return 1;
  }
  return {};
}

stage::move candidate::move() const {
  return {actor, {what.how, what.value}};
}

choices choices_in(const stage::situation& now, const history& past,
                   const options& options, const choice* last,
                   const deviations& so_far) {
  return lister(now, past, options, last, so_far).list();
}

}  // namespace check
