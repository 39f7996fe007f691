#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "check/pool/worker.hpp"
#include "check/pool/workers.hpp"
#include "check/protocol.hpp"
#include "check/schedule/frontier.hpp"
#include "check/state/visited.hpp"
#include "check/verdict/joined.hpp"
#include "check/verdict/observed.hpp"
#include "check/verdict/outcomes.hpp"
#include "check/verdict/replays.hpp"

namespace check {
namespace {

using clock = std::chrono::steady_clock;
using play::because;

int jobs_for(const options& options) {
  // Two plays on the host's network would take each other's ports.
  if (options.stage.network == stage::network::host ||
      !stage::no_own_network().empty())
    return 1;
  return options.jobs > 0 ? options.jobs : processors();
}

// How many workers there are changes nothing of what is found: schedules are
// handed out in batches, and the answers are taken in in the order in which
// they were asked, whenever they come.
class searcher {
 public:
  searcher(const std::vector<stage::program>& cast, const options& options,
           const std::function<void(const progress&)>& tell)
      : cast_(cast), options_(options), tell_(tell), outcomes_(options) {
    employ(jobs_for(options));
  }
  // An interrupt was meant for this search, from its first moment.
  ~searcher() { stage::forget_interrupt(); }
  searcher(const searcher&) = delete;
  searcher& operator=(const searcher&) = delete;

  report run() {
    answer first = play_first();
    if (first.binds_path) {
      employ(1);
      first = play_first();
    }
    report_.notes = first.notes;
    why_nothing_crossed_ = first.why_nothing_crossed;
    if (options_.random) {
      take_in(first, frontier::root, 0);
      stop({because::drawn_at_random});
    } else {
      search(std::move(first));
    }
    draw();
    report_found();
    if (strayed_ > 0) {
      stop({because::not_the_same_twice});
      report_.notes.push_back(
          {because::schedules_strayed, {std::to_string(strayed_)}});
    }
    if (report_.seen.tcp_info) stop({because::asks_for_tcp_info});
    report_.states = static_cast<long>(seen_.size());
    report_.complete = report_.stopped_by.empty();
    return std::move(report_);
  }

 private:
  void employ(int jobs) {
    workers_.reset();
    workers_.emplace(
        jobs, [this](int socket) { work(socket, cast_, options_, seen_); });
  }

  void search(answer first) {
    while (!explore(first) && !stopped()) {
      first = play_first();
      if (!stopped()) start_again();
    }
  }

  // As asked for, or in the time that was kept for it.
  void draw() {
    const bool out_of_time =
        report_.stopped_by.code == because::so_many_seconds;
    if (!options_.random && !(out_of_time && options_.kept_for_drawing > 0))
      return;
    const long most =
        options_.random.value_or(std::numeric_limits<long>::max());
    while (report_.drawn < most && !is_late(1) && !stage::interrupted()) {
      std::vector<std::string> requests;
      const long batch = std::min<long>(64, most - report_.drawn);
      for (long i = 0; i < batch; ++i)
        requests.push_back(packed(draw_request(report_.drawn + i)));
      const auto answers =
          workers_->ask(requests, [this](std::size_t answered) {
            tell(answered);
            return !is_late(1) && !stage::interrupted();
          });
      for (const std::string& bytes : answers)
        if (!bytes.empty()) take_in_drawn(checked(bytes));
    }
  }

  request draw_request(long number) const {
    request wanted;
    wanted.to_play.drawn = {
        .seed = options_.seed + static_cast<std::uint64_t>(number),
        .steps = steps_};
    wanted.epoll_users = epoll_users_;
    return wanted;
  }

  void take_in_drawn(const answer& play) {
    if (play.came != answer::ending::ended) return;
    ++report_.drawn;
    report_.seen |= play.seen;
    outcomes_.remember(play.end);
    outcomes_.add(play.end);
  }

  // Everything that follows from the first play. False: a program was found to
  // use epoll_wait that had not before, so that the states seen so far were
  // told apart too little.
  bool explore(const answer& first) {
    take_in(first, frontier::root, 0);
    const epoll_users known = epoll_users_;
    while (epoll_users_ == known && !stopped() && frontier_.waiting() > 0) {
      const auto [size, batch] = frontier_.take(batch_size());
      std::vector<std::string> requests;
      for (const frontier::number i : batch)
        requests.push_back(packed(request_for(i)));
      const auto answers = workers_->ask(
          requests, [this](std::size_t answered) { return go_on(answered); });
      for (std::size_t i = 0; i < batch.size() && !answers[i].empty(); ++i)
        take_in(checked(answers[i]), batch[i], size);
    }
    return epoll_users_ == known;
  }

  void start_again() {
    seen_.clear();
    frontier_.clear();
    outcomes_.clear();
    first_choices_ = 0;
    strayed_ = 0;
    report_.schedules = 0;
  }

  // Large enough to keep all workers busy; small at first, since of two plays
  // in one batch neither profits from what the other one has seen.
  std::size_t batch_size() const {
    const std::size_t size =
        std::clamp<std::size_t>(frontier_.waiting() / 2, 4, 256);
    if (!options_.schedules) return size;
    return std::min(size, static_cast<std::size_t>(*options_.schedules -
                                                   report_.schedules));
  }

  request request_for(frontier::number i) const {
    request wanted;
    wanted.to_play = {frontier_.path(i), frontier_.state(i)};
    wanted.epoll_users = epoll_users_;
    return wanted;
  }

  // What happens by itself, its states told apart by all that is known.
  answer play_first() { return ask_one({.ask = request::what::first}); }

  answer ask_one(request wanted) {
    wanted.epoll_users = epoll_users_;
    const auto answers = workers_->ask(
        {packed(wanted)}, [](std::size_t) { return !stage::interrupted(); });
    if (!answers.front().empty()) return checked(answers.front());
    answer none;
    none.came = answer::ending::interrupted;
    return none;
  }

  // A worker that has come to harm may send anything.
  answer unpacked(const std::string& bytes) const {
    try {
      answer one = answer_in(bytes);
      const auto& programs = one.end.programs;
      if (!programs.empty() && programs.size() != cast_.size())
        throw bad_message({because::other_number_of_programs});
      return one;
    } catch (const bad_message& wrong) {
      throw play::explained_error({because::broken_answer, {}, {wrong.why}});
    }
  }

  answer checked(const std::string& bytes) {
    answer one = unpacked(bytes);
    if (one.came == answer::ending::not_explorable)
      throw cannot_explore(one.why);
    if (one.came == answer::ending::failed) throw stage::stage_error(one.why);
    if (one.came == answer::ending::interrupted) stop({because::ctrl_c});
    return one;
  }

  void take_in(const answer& play, frontier::number number, int size) {
    if (play.came == answer::ending::interrupted) return;
    if (play.came == answer::ending::strayed) return stray(play.why);
    epoll_users_ |= play.epoll_users;
    ++report_.schedules;
    report_.seen |= play.seen;
    outcomes_.remember(play.end);
    steps_ = std::max(steps_, static_cast<int>(play.points.size()));
    for (std::size_t i = 0; i < play.points.size(); ++i) {
      const point& here = play.points[i];
      if (!seen_.add(here.state) && options_.prune) return check_bounds();
      for (const alternative& other : here.alternatives) {
        if (number == frontier::root && !is_ours()) continue;
        frontier_.add(number, static_cast<std::uint32_t>(i), other.what,
                      here.state, size + other.size);
      }
    }
    if (play.came == answer::ending::ended) take_in_end(play.end);
    check_bounds();
  }

  // Once in a while a program's children or signals may be slow; more often,
  // and nothing that is found can be relied on.
  void stray(const play::reason& why) {
    ++strayed_;
    if (strayed_ > 3 + report_.schedules / 1000) throw cannot_explore(why);
  }

  // The schedules are dealt out by their first choice.
  bool is_ours() {
    return first_choices_++ % options_.shards == options_.shard - 1;
  }

  void take_in_end(const result& end) {
    if (end.ended == play::ending::bound) {
      if (outcomes_.empty())
        throw cannot_explore(
            {because::endless_by_itself, {}, {end.ended_because}});
      stop(end.ended_because);
    }
    outcomes_.add(end);
  }

  void report_found() {
    outcomes::judged judged = outcomes_.judge();
    std::vector<outcomes::found>& all = judged.all;
    if (all.empty()) return;  // interrupted before the first play ended
    report_.reference = judged.reference;
    const player ask = [this](request wanted) { return ask_one(wanted); };
    verify(all, ask);
    report_.faults = shortest_faults(
        all, ask, [this] { return !stage::interrupted() && !is_late(1.05); });
    require_played();
    for (outcomes::found& one : all) {
      for (std::size_t i = 0; i < cast_.size(); ++i)
        one.what.programs[i].argv = cast_[i].argv;
      report_.outcomes.push_back(std::move(one.what));
    }
  }

  // Who never met cannot have done anything wrong to each other.
  void require_played() {
    const bool alone = cast_.size() == 1;
    if (alone) why_nothing_crossed_ = {because::one_program_alone};
    if ((report_.seen.crossed && !alone) || why_nothing_crossed_.empty())
      return;
    // What it must print by itself was said: that is what is proved.
    if (alone && options_.expected.contains(cast_.front().name)) return;
    const auto shows_more = [](const fault& one) {
      return one.kind != fault_kind::always_fails;
    };
    if (std::ranges::none_of(report_.faults, shows_more))
      throw nothing_played(why_nothing_crossed_);
  }

  void check_bounds() {
    if (options_.schedules && report_.schedules >= *options_.schedules &&
        frontier_.waiting() > 0)
      stop({because::so_many_schedules, {std::to_string(*options_.schedules)}});
    if (seen_.is_full())
      stop({because::so_many_states, {std::to_string(visited::most)}});
  }

  // Asked about ten times a second and after each answer.
  bool go_on(std::size_t answered) {
    if (stage::interrupted()) stop({because::ctrl_c});
    if (is_late(1 - options_.kept_for_drawing)) {
      using seconds = std::chrono::duration<double>;
      std::ostringstream text;
      text << seconds(*options_.time).count();
      stop({because::so_many_seconds, {text.str()}});
    }
    tell(answered);
    return !stopped();
  }

  bool is_late(double part_of_time) const {
    return options_.time &&
           clock::now() - begin_ > *options_.time * part_of_time;
  }

  void tell(std::size_t answered) {
    const auto now = clock::now();
    if (!tell_ || now - told_ <= std::chrono::milliseconds(100)) return;
    told_ = now;
    tell_({report_.schedules + report_.drawn + static_cast<long>(answered),
           static_cast<long>(seen_.size()),
           static_cast<long>(frontier_.waiting()), outcomes_.size(),
           outcomes_.faults()});
  }

  void stop(const play::reason& why) {
    if (!stopped()) report_.stopped_by = why;
  }
  bool stopped() const { return !report_.stopped_by.empty(); }

  const std::vector<stage::program>& cast_;
  const options& options_;
  const std::function<void(const progress&)>& tell_;
  const clock::time_point begin_ = clock::now();
  clock::time_point told_ = begin_;
  outcomes outcomes_;
  visited seen_;
  std::optional<workers> workers_;
  frontier frontier_;
  epoll_users epoll_users_;
  int first_choices_ = 0;
  int steps_ = 1;  // points of the longest play so far
  long strayed_ = 0;
  play::reason why_nothing_crossed_;
  report report_;
};

// What is left of them for cuts at each length.
options at_each_length(const options& given, const report& so_far,
                       clock::duration spent) {
  options more = given;
  more.each_length = given.then_each_length;
  more.shorts = 1;
  more.late = 0;
  more.schedules = std::max(1000L, so_far.schedules);
  more.kept_for_drawing = 0;
  if (given.time)
    *more.time -= std::chrono::duration_cast<std::chrono::milliseconds>(spent);
  return more;
}

}  // namespace

report search(const std::vector<stage::program>& cast, const options& options,
              const std::function<void(const progress&)>& tell) {
  const auto begin = clock::now();
  report found = searcher(cast, options, tell).run();
  if (options.then_each_length == 0 || !found.complete ||
      !found.faults.empty() || !found.seen.long_reads)
    return found;
  const auto more = at_each_length(options, found, clock::now() - begin);
  if (more.time && more.time->count() <= 0) return found;
  return joined(std::move(found), searcher(cast, more, tell).run(),
                more.each_length);
}

}  // namespace check
