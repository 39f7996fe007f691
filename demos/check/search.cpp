#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "check/frontier.hpp"
#include "check/messages.hpp"
#include "check/sameness.hpp"
#include "check/states.hpp"
#include "check/verdict.hpp"
#include "check/worker.hpp"
#include "check/workers.hpp"

namespace check {
namespace {

using clock = std::chrono::steady_clock;

int jobs_for(const options& options) {
  // Two plays on the host's network would take each other's ports.
  if (options.stage.network == stage::network::host ||
      !stage::no_own_network().empty())
    return 1;
  return options.jobs > 0 ? options.jobs : processors();
}

std::vector<std::string> words(const std::string& line) {
  std::istringstream in(line);
  return {std::istream_iterator<std::string>(in), {}};
}

std::string joined(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words)
    line += (line.empty() ? "" : " ") + word;
  return line;
}

// How many workers there are changes nothing of what is found: schedules are
// handed out in batches, and the answers are taken in in the order in which
// they were asked, whenever they come.
class searcher {
 public:
  searcher(const std::vector<stage::program>& cast, const options& options,
           const std::function<void(const progress&)>& tell)
      : cast_(cast),
        options_(options),
        tell_(tell),
        compare_(options),
        workers_(jobs_for(options),
                 [&](int socket) { work(socket, cast, options, seen_); }) {}
  // An interrupt was meant for this search, from its first moment.
  ~searcher() { stage::forget_interrupt(); }
  searcher(const searcher&) = delete;
  searcher& operator=(const searcher&) = delete;

  report run() {
    const answer first = ask_one({.ask = request::what::first});
    if (!stopped()) {
      report_.notes = first.notes;
      epoll_users_ = first.epoll_users;
      while (!explore(first)) start_again();
      report_outcomes();
      verify();
      report_faults();
    }
    if (strayed_ > 0) {
      stop("programs that did not do the same twice");
      report_.notes.push_back(
          std::to_string(strayed_) +
          " schedules did not lead where they had led before; what follows "
          "from them was not explored");
    }
    report_.states = static_cast<long>(seen_.size());
    report_.complete = report_.stopped_by.empty();
    return std::move(report_);
  }

 private:
  struct seen_outcome {
    check::outcome what;
    std::uint64_t digest = 0;
    std::size_t order = 0;  // of discovery

    int size() const { return what.preemptions + what.shorts; }
  };

  // Everything that follows from the first play. False: a program was found to
  // use epoll_wait that had not before, so that the states seen so far were
  // told apart too little.
  bool explore(const answer& first) {
    const std::uint64_t known = epoll_users_;
    take_in(first, frontier::root, 0);
    while (epoll_users_ == known && !stopped() && frontier_.waiting() > 0) {
      const auto [size, batch] = frontier_.take(batch_size());
      std::vector<std::string> requests;
      for (const frontier::number i : batch)
        requests.push_back(packed(request_for(i)));
      const auto answers = workers_.ask(
          requests, [this](std::size_t answered) { return go_on(answered); });
      for (std::size_t i = 0; i < batch.size() && !answers[i].empty(); ++i)
        take_in(checked(answer_in(answers[i])), batch[i], size);
    }
    return epoll_users_ == known;
  }

  void start_again() {
    seen_.clear();
    frontier_.clear();
    outcomes_.clear();
    ends_.clear();
    first_choices_ = 0;
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

  answer ask_one(request wanted) {
    wanted.epoll_users = epoll_users_;
    const auto answers = workers_.ask(
        {packed(wanted)}, [](std::size_t) { return !stage::interrupted(); });
    if (answers.front().empty()) {
      answer none;
      none.came = answer::ending::interrupted;
      return none;
    }
    return checked(answer_in(answers.front()));
  }

  answer checked(answer one) {
    if (one.came == answer::ending::not_explorable)
      throw cannot_explore(one.why);
    if (one.came == answer::ending::failed) throw stage::stage_error(one.why);
    if (one.came == answer::ending::interrupted) stop("Ctrl-C");
    return one;
  }

  void take_in(const answer& play, frontier::number number, int size) {
    if (play.came == answer::ending::interrupted) return;
    if (play.came == answer::ending::strayed) return stray(play.why);
    epoll_users_ |= play.epoll_users;
    ++report_.schedules;
    if (!play.end.programs.empty())
      programs_.emplace(play.end.digest, play.end.programs);
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
  void stray(const std::string& why) {
    ++strayed_;
    if (strayed_ > 3 + report_.schedules / 1000) throw cannot_explore(why);
  }

  // The schedules are dealt out by their first choice.
  bool is_ours() {
    return first_choices_++ % options_.shards == options_.shard - 1;
  }

  void take_in_end(const result& end) {
    const auto [known, is_new] = ends_.emplace(end.state, end.digest);
    if (!is_new && known->second != end.digest)
      throw cannot_explore(
          chance("with the same calls and the same bytes received, the "
                 "programs printed something else or ended in another way",
                 end.cues));
    if (end.ended == play::ending::bound) {
      if (outcomes_.empty())
        throw cannot_explore("cannot be explored: without interfering, " +
                             end.ended_because);
      stop(end.ended_because);
    }
    auto [place, first_time] = outcomes_.try_emplace(end.digest);
    seen_outcome& found = place->second;
    outcome& what = found.what;
    ++what.schedules;
    const auto size = [](const auto& o) {
      return std::pair(o.preemptions + o.shorts, o.cues.size());
    };
    if (!first_time && size(what) <= size(end)) return;
    what.cues = end.cues;
    what.preemptions = end.preemptions;
    what.shorts = end.shorts;
    if (!first_time) return;
    found.digest = end.digest;
    found.order = outcomes_.size();
    what.disturbed = end.disturbed;
    what.programs = programs_.at(end.digest);
    for (std::size_t i = 0; i < cast_.size(); ++i)
      what.programs[i].argv = cast_[i].argv;
    what.ended = end.ended;
    what.ended_because = end.ended_because;
    if (outcomes_.size() == 1) usual_ = what;
    for (const fault& one : compare_.faults(usual_, what))
      faults_.emplace(one.kind, one.program);
  }

  void report_outcomes() {
    std::vector<seen_outcome> all;
    for (auto& [digest, found] : outcomes_) all.push_back(std::move(found));
    std::ranges::sort(all, {}, [](const seen_outcome& o) {
      return std::tuple(o.order != 1, o.size(), o.order);
    });
    for (seen_outcome& one : all) {
      report_.outcomes.push_back(std::move(one.what));
      digests_.push_back(one.digest);
    }
  }

  // What is reported must happen again: what happens by itself, and all that
  // is faulty.
  void verify() {
    ask_one({.ask = request::what::again});
    for (std::size_t i = 0; i < report_.outcomes.size(); ++i) {
      const outcome& what = report_.outcomes[i];
      if (compare_.faults(usual_, what).empty() || takes_long(what)) continue;
      std::string why;
      if (!leads_to(i, what.cues, &why))
        throw cannot_explore(chance(
            why.empty() ? "the programs did something else" : why, what.cues));
    }
  }

  // Once is enough.
  static bool takes_long(const outcome& what) {
    return what.ended == play::ending::bound;
  }

  bool leads_to(std::size_t outcome, const std::string& cues,
                std::string* why = nullptr) {
    const answer play =
        ask_one({.ask = request::what::replay,
                 .cues = cues,
                 .disturbed = report_.outcomes[outcome].disturbed});
    if (why != nullptr) *why = play.why;
    return play.came == answer::ending::interrupted ||
           play.end.digest == digests_[outcome];
  }

  void report_faults() {
    std::set<std::pair<fault_kind, std::string>> known;
    for (std::size_t i = 0; i < report_.outcomes.size(); ++i) {
      outcome& what = report_.outcomes[i];
      bool is_short = false;
      for (fault one : compare_.faults(usual_, what)) {
        if (!known.emplace(one.kind, one.program).second) continue;
        if (!std::exchange(is_short, true) && !takes_long(what)) shorten(i);
        one.cues = what.cues;
        one.outcome = i;
        report_.faults.push_back(std::move(one));
      }
    }
  }

  // Leaves out cues for as long as the same comes of it: first half of them,
  // then a quarter ..., then one by one until each is needed.
  void shorten(std::size_t outcome) {
    std::vector<std::string> cues = words(report_.outcomes[outcome].cues);
    const auto try_instead = [&](std::vector<std::string> other) {
      const bool same =
          !stage::interrupted() && leads_to(outcome, joined(other));
      if (same) cues = std::move(other);
      return same;
    };
    for (std::size_t size = cues.size() / 2 + 1; size > 0;) {
      bool shorter = false;
      for (std::size_t at = 0; at < cues.size();) {
        std::vector<std::string> fewer = cues;
        const auto begin = fewer.begin() + static_cast<std::ptrdiff_t>(at);
        fewer.erase(begin, begin + static_cast<std::ptrdiff_t>(
                                       std::min(size, fewer.size() - at)));
        if (try_instead(std::move(fewer)))
          shorter = true;
        else
          at += size;
      }
      if (size > 1 || !shorter) size /= 2;
    }
    // server.1:recv
    for (std::size_t i = 0; i < cues.size(); ++i) {
      std::vector<std::string> simpler = cues;
      const std::size_t colon = simpler[i].find(':');
      const std::size_t dot = simpler[i].rfind('.', colon);
      if (dot == std::string::npos) continue;
      simpler[i].erase(dot, colon - dot);
      try_instead(std::move(simpler));
    }
    if (!stage::interrupted()) report_.outcomes[outcome].cues = joined(cues);
  }

  void check_bounds() {
    if (options_.schedules && report_.schedules >= *options_.schedules &&
        frontier_.waiting() > 0)
      stop(std::to_string(*options_.schedules) + " schedules");
    if (seen_.is_full()) stop(std::to_string(states::most) + " states");
  }

  // Asked about ten times a second and after each answer.
  bool go_on(std::size_t answered) {
    if (stage::interrupted()) stop("Ctrl-C");
    const auto now = clock::now();
    if (options_.time && now - begin_ > *options_.time) {
      using seconds = std::chrono::duration<double>;
      std::ostringstream text;
      text << seconds(*options_.time).count() << " s";
      stop(text.str());
    }
    if (tell_ && now - told_ > std::chrono::milliseconds(100)) {
      told_ = now;
      tell_({report_.schedules + static_cast<long>(answered),
             static_cast<long>(seen_.size()),
             static_cast<long>(frontier_.waiting()), outcomes_.size(),
             faults_.size()});
    }
    return !stopped();
  }

  void stop(const std::string& why) {
    if (!stopped()) report_.stopped_by = why;
  }
  bool stopped() const { return !report_.stopped_by.empty(); }

  const std::vector<stage::program>& cast_;
  const options& options_;
  const std::function<void(const progress&)>& tell_;
  const comparison compare_;
  const clock::time_point begin_ = clock::now();
  clock::time_point told_ = begin_;
  states seen_;
  workers workers_;
  frontier frontier_;
  std::uint64_t epoll_users_ = 0;
  int first_choices_ = 0;
  long strayed_ = 0;
  std::unordered_map<std::uint64_t, std::uint64_t> ends_;  // state: digest
  std::map<std::uint64_t, std::vector<play::program>> programs_;  // by digest
  std::map<std::uint64_t, seen_outcome> outcomes_;                // by digest
  std::vector<std::uint64_t> digests_;  // of the report's outcomes
  outcome usual_;
  std::set<std::pair<fault_kind, std::string>> faults_;
  report report_;
};

}  // namespace

std::string_view to_string(fault_kind kind) {
  switch (kind) {
    case fault_kind::output_differs:
      return "output differs";
    case fault_kind::exit_differs:
      return "exit differs";
    case fault_kind::everyone_waits:
      return "everyone waits";
    case fault_kind::signal:
      return "signal";
    case fault_kind::spinning:
      return "spinning";
  }
  return "";
}

report search(const std::vector<stage::program>& cast, const options& options,
              const std::function<void(const progress&)>& tell) {
  return searcher(cast, options, tell).run();
}

}  // namespace check
