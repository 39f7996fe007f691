#include "orders.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace {

using way = check::choice::way;

// "server:recv(3)", "client:kill", "server.1:recv!EINTR".
std::string text_of(const check::candidate& one, const stage::situation& now) {
  const stage::actor& actor = now.actors[one.actor];
  std::string text = actor.program;
  if (actor.task > 0) text += "." + std::to_string(actor.task);
  if (one.what.how == way::kill) return text + ":kill";
  text += ":" + actor.call.name;
  if (one.what.how == way::cut)
    text += "(" + std::to_string(one.what.value) + ")";
  if (one.what.how == way::fail)
    text += "!" + play::error_name(static_cast<int>(one.what.value));
  return text;
}

std::string text_of(const check::choices& found, const stage::situation& now) {
  std::string text;
  for (const check::candidate& one : found.all)
    text += (text.empty() ? "" : " ") + text_of(one, now);
  return text;
}

// Everything by itself, as check::guided does it.
class by_itself : public stage::schedule {
 public:
  explicit by_itself(const check::options& options) : options_(options) {}

  std::optional<stage::move> next(const stage::situation& now) override {
    history_.follow(now);
    const check::choices found = check::choices_in(
        now, history_, options_, last_ ? &*last_ : nullptr, so_far_);
    if (found.all.empty()) return {};
    const check::candidate& first = found.all.front();
    if (!found.forced) last_ = first.what;
    if (found.all.size() > 1) lines.push_back(text_of(found, now));
    return first.move();
  }

  std::vector<std::string> lines;

 private:
  const check::options& options_;
  check::history history_{true, {}};
  const check::deviations so_far_{};
  std::optional<check::choice> last_;
};

class asked : public followed {
 public:
  asked(const std::string& moves, const check::options& options,
        const check::history& knows)
      : followed(moves, knows), options_(options) {}
  void look(const stage::situation& now) override {
    followed::look(now);
    line = text_of(check::choices_in(now, past, options_, nullptr, {}), now);
  }

  std::string line;

 private:
  const check::options& options_;
};

}  // namespace

order::order(const std::string& line) {
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    step one;
    const std::size_t end = word.find_first_of(".(*");
    one.program = word.substr(0, end);
    int times = 1;
    if (end != std::string::npos) {
      const int value = std::stoi(word.substr(end + 1));
      if (word[end] == '.') one.task = value;
      if (word[end] == '(') one.what = {way::cut, value};
      if (word[end] == '*') times = value;
    }
    steps_.insert(steps_.end(), static_cast<std::size_t>(times), one);
  }
}

std::optional<stage::move> order::next(const stage::situation& now) {
  look(now);
  if (at_ == steps_.size()) return {};
  const step& wanted = steps_[at_++];
  for (std::size_t i = 0; i < now.actors.size(); ++i) {
    const stage::actor& one = now.actors[i];
    if (one.program == wanted.program &&
        (wanted.task == -1 || wanted.task == one.task) &&
        one.where == stage::actor::where::parked &&
        (one.ready || one.returns_anyway))
      return stage::move{i, wanted.what};
  }
  throw std::runtime_error(wanted.program + " cannot go, at move " +
                           std::to_string(at_));
}

void followed::look(const stage::situation& now) {
  past.follow(now);
  key = past.key(now);
}

std::uint64_t key_after(const std::string& line,
                        const std::vector<stage::program>& cast,
                        const check::history& knows) {
  followed schedule(line, knows);
  stage::perform(cast, schedule);
  return schedule.key;
}

std::vector<std::string> choices(const std::vector<stage::program>& cast,
                                 const check::options& options) {
  by_itself schedule(options);
  stage::perform(cast, schedule);
  return schedule.lines;
}

std::string choices_after(const std::string& line,
                          const std::vector<stage::program>& cast,
                          const check::options& options,
                          const check::history& knows) {
  asked schedule(line, options, knows);
  stage::perform(cast, schedule);
  return schedule.line;
}
