#include "view/ladder/rungs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "view/layout/folding.hpp"
#include "view/terminal/call_text.hpp"

namespace view {
namespace {

constexpr std::size_t most_rungs = 120;

/// Whether calls are of a kind; of a block, whether they also came to the same.
std::string kind_of(const rung& r, bool precisely) {
  if (r.calls.size() != 1) return "";
  const play::call& c = r.calls.front();
  const std::string_view outcome = !c.result       ? "?"
                                   : *c.result < 0 ? "-"
                                   : *c.result > 0 ? "+"
                                                   : "0";
  std::string kind =
      fmt::format("{}.{} {} {} {} {} {}", r.lifeline, c.task, c.name, c.fd,
                  outcome, c.error, to_string(c.forced));
  if (precisely) kind += fmt::format(" {} {}", c.asked, c.result.value_or(-2));
  return kind;
}

class builder {
 public:
  builder(const play::record& play, bool all_packets)
      : play_(play), all_packets_(all_packets) {}

  rungs build() {
    made_.crossings = crossings_of(play_);
    name_lifelines();
    add_calls();
    fold_calls();
    hang_crossings();
    fill_buffers();
    give_slots();
    find_waits();
    wait_at_the_end();
    return std::move(made_);
  }

 private:
  void name_lifelines() {
    for (const play::program& p : play_.programs)
      made_.lifelines.push_back(p.name);
    const bool outside =
        std::ranges::any_of(made_.crossings, [&](const crossing& c) {
          return is_shown(c) && (c.sender.empty() || c.receiver.empty());
        });
    if (outside) made_.lifelines.emplace_back();
  }

  bool is_shown(const crossing& c) const {
    return all_packets_ || c.header == nullptr || c.size > 0 || !c.header->tcp;
  }

  std::size_t lifeline(const std::string& program) const {
    const auto found = std::ranges::find(made_.lifelines, program);
    return found == made_.lifelines.end()
               ? made_.lifelines.size() - 1
               : static_cast<std::size_t>(found - made_.lifelines.begin());
  }

  /// Calls that prepare a socket share a rung.
  void add_calls() {
    for (auto c = play_.calls.begin(); c != play_.calls.end();) {
      auto last = c;
      while (prepares(*last) && last + 1 != play_.calls.end() &&
             prepares(*(last + 1)) && (last + 1)->program == c->program &&
             (last + 1)->task == c->task)
        ++last;
      made_.list.push_back(
          {lifeline(c->program), {c, last + 1}, 0, c->n, last->n, {}});
      c = last + 1;
    }
  }

  void fold_calls() {
    std::vector<rung> all = std::move(made_.list);
    std::vector<std::string> kinds, precise;
    for (const rung& r : all) {
      kinds.push_back(kind_of(r, false));
      precise.push_back(kind_of(r, true));
    }
    std::vector<fold> hidden =
        folds(all.size(), [&](std::size_t a, std::size_t b, std::size_t size) {
          const auto& list = size == 1 ? kinds : precise;
          return !list[a].empty() && list[a] == list[b];
        });
    made_.list.clear();
    std::size_t next = 0;
    for (const fold& f : hidden) {
      keep(all, next, f.from);
      hide(all, f.from, f.to);
      next = f.to;
    }
    keep(all, next, all.size());
    if (made_.list.size() > most_rungs) {
      all = std::move(made_.list);
      made_.list.clear();
      const std::size_t from = most_rungs * 2 / 3;
      const std::size_t to = all.size() - most_rungs / 3;
      keep(all, 0, from);
      hide(all, from, to);
      keep(all, to, all.size());
    }
  }
  void keep(std::vector<rung>& all, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i)
      made_.list.push_back(std::move(all[i]));
  }
  void hide(const std::vector<rung>& all, std::size_t from, std::size_t to) {
    rung one{all[from].lifeline, {}, 0, all[from].first, all[to - 1].last, {}};
    for (std::size_t i = from; i < to; ++i)
      one.hidden += all[i].calls.size() + all[i].hidden;
    made_.list.push_back(std::move(one));
  }

  /// The rung of a call, by its number; what crossed before the first one hangs
  /// on the first one.
  std::size_t rung_of(int call) const {
    const auto found =
        std::ranges::lower_bound(made_.list, call, {}, &rung::last);
    const auto index = static_cast<std::size_t>(found - made_.list.begin());
    return std::min(index, made_.list.size() - 1);
  }

  void hang_crossings() {
    moments_.resize(made_.crossings.size());
    if (made_.list.empty()) return;
    for (std::size_t i = 0; i < made_.crossings.size(); ++i) {
      const std::size_t at = rung_of(made_.crossings[i].call);
      rung& r = made_.list[at];
      if (is_shown(made_.crossings[i])) r.crossings.push_back(i);
      moments_[i] = {at, r.crossings.size()};
    }
  }

  /// What happens to the buffer of a stream: something comes in, or a call
  /// takes out of it.
  struct change {
    moment when;
    std::optional<std::size_t> crossing;  // none: a call takes
    std::int64_t begin = 0, end = 0;
  };

  std::vector<change> changes_of(std::size_t stream) const {
    std::vector<change> list;
    for (std::size_t i = 0; i < made_.crossings.size(); ++i) {
      const crossing& c = made_.crossings[i];
      if (c.stream == static_cast<int>(stream) &&
          c.became == crossing::fate::arrived)
        list.push_back({moments_[i], i, c.offset, c.offset + c.size});
    }
    for (const play::piece& p : play_.streams[stream].recvs)
      list.push_back({{rung_of(p.call), 0}, {}, p.offset, p.offset + p.size});
    std::ranges::stable_sort(list, {}, &change::when);
    return list;
  }

  void fill_buffers() {
    if (made_.list.empty()) return;
    for (std::size_t s = 0; s < play_.streams.size(); ++s) {
      const bool whole = play::keeps_boundaries(play_.streams[s].kind);
      std::vector<std::pair<std::int64_t, std::int64_t>> in;  // not taken
      std::int64_t taken = 0;
      std::optional<std::size_t> open;  // index into buffers
      for (const change& c : changes_of(s)) {
        if (!c.crossing) {
          taken = std::max(taken, c.end);
          if (!open) continue;
          const std::size_t before = in.size();
          if (whole) {
            const auto one = std::ranges::find(
                in, c.begin, &std::pair<std::int64_t, std::int64_t>::first);
            if (one != in.end()) in.erase(one);
          } else {
            std::erase_if(in, [&](const auto& p) { return p.second <= taken; });
          }
          if (c.begin == c.end && in.size() == before) continue;
          buffered& buffer = made_.buffers[*open];
          if (buffer.takes.empty() || buffer.takes.back() != c.when.rung)
            buffer.takes.push_back(c.when.rung);
          buffer.end = c.when;
          buffer.emptied = in.empty();
          if (in.empty()) open.reset();
        } else if (c.end > taken || (whole && !was_taken(s, c))) {
          in.emplace_back(c.begin, c.end);
          if (!open) {
            open = made_.buffers.size();
            made_.buffers.push_back(opened(s, c));
          }
          made_.buffers[*open].arrived.push_back(*c.crossing);
        }
      }
      if (open && !made_.buffers[*open].emptied)
        made_.buffers[*open].end = last_of(made_.buffers[*open].lifeline);
    }
  }

  /// A call that had begun before has taken the message as it came.
  bool was_taken(std::size_t stream, const change& c) const {
    return std::ranges::any_of(
        play_.streams[stream].recvs, [&](const play::piece& p) {
          return p.offset == c.begin && rung_of(p.call) <= c.when.rung;
        });
  }

  buffered opened(std::size_t stream, const change& c) const {
    const crossing& first = made_.crossings[*c.crossing];
    buffered buffer;
    buffer.stream = static_cast<int>(stream);
    buffer.lifeline = lifeline(first.receiver);
    buffer.from_right = lifeline(first.sender) >= buffer.lifeline;
    buffer.begin = buffer.end = c.when;
    return buffer;
  }

  /// Until when there is something to tell of a program.
  moment last_of(std::size_t lifeline) const {
    for (const play::waiting& w : play_.waits)
      if (this->lifeline(w.program) == lifeline) return the_end();
    for (std::size_t i = made_.list.size(); i-- > 0;)
      if (made_.list[i].lifeline == lifeline) return {i, 0};
    return the_end();
  }
  moment the_end() const { return {made_.list.size(), 0}; }

  void give_slots() {
    for (std::size_t i = 0; i < made_.buffers.size(); ++i) {
      buffered& now = made_.buffers[i];
      std::set<std::size_t> used;
      for (std::size_t j = 0; j < made_.buffers.size(); ++j) {
        const buffered& other = made_.buffers[j];
        const bool placed = j < i;
        if (placed && other.lifeline == now.lifeline &&
            other.from_right == now.from_right && other.begin <= now.end &&
            now.begin <= other.end)
          used.insert(other.slot);
      }
      while (used.contains(now.slot)) ++now.slot;
    }
  }

  /// When what that call returned had come; nothing: unknown, or it asked for
  /// nothing that comes.
  std::optional<moment> ready_at(const play::call& c) const {
    if (!c.result || play::came_to_nothing(c) ||
        c.forced == play::forced::failed)
      return {};
    if (c.kind == play::kind::accept) {
      if (*c.result < 0 || c.address.empty()) return {};
      return crossed([&](const crossing& one) {
        return one.header != nullptr && one.header->from == c.address &&
               one.header->ack;
      });
    }
    if (!c.receives() || c.stream < 0) return {};
    const play::stream& s = play_.streams[static_cast<std::size_t>(c.stream)];
    if (*c.result > 0 || play::keeps_boundaries(s.kind))
      return crossed([&](const crossing& one) {
        return one.stream == c.stream && one.offset <= c.offset &&
               c.offset < one.offset + std::max<std::int64_t>(1, one.size) &&
               one.became == crossing::fate::arrived;
      });
    return crossed([&](const crossing& one) {
      return one.header != nullptr && (one.header->fin || one.header->rst) &&
             one.header->from == s.from_address &&
             one.header->to == s.to_address;
    });
  }

  template <typename Wanted>
  std::optional<moment> crossed(Wanted wanted) const {
    for (std::size_t i = 0; i < made_.crossings.size(); ++i)
      if (wanted(made_.crossings[i])) return moments_[i];
    return {};
  }

  /// Programs of which several threads or children make calls: one may wait
  /// while another goes on.
  bool is_alone(const std::string& program) const {
    return std::ranges::none_of(play_.calls, [&](const play::call& c) {
      return c.program == program && c.task != 0;
    });
  }

  void find_waits() {
    std::map<std::size_t, std::size_t> before;  // a program's last rung
    for (std::size_t i = 0; i < made_.list.size(); ++i) {
      const rung& r = made_.list[i];
      const auto last = before.find(r.lifeline);
      if (r.calls.size() == 1 && last != before.end() &&
          is_alone(r.calls.front().program)) {
        const auto ready = ready_at(r.calls.front());
        if (ready && ready->rung > last->second && ready->rung < i)
          made_.waits.push_back({r.lifeline, {last->second + 1, 0}, *ready});
      }
      before[r.lifeline] = i;
    }
  }

  void wait_at_the_end() {
    std::set<std::size_t> told;
    for (const play::waiting& w : play_.waits) {
      const std::size_t line = lifeline(w.program);
      if (!told.insert(line).second || made_.list.empty()) continue;
      std::size_t from = made_.list.size();
      while (from > 0 && made_.list[from - 1].lifeline != line) --from;
      made_.waits.push_back({line, {from, 0}, the_end()});
    }
  }

  const play::record& play_;
  bool all_packets_;
  rungs made_;
  std::vector<moment> moments_;  // of the crossings
};

}  // namespace

rungs rungs_of(const play::record& play, bool all_packets) {
  return builder(play, all_packets).build();
}

}  // namespace view
