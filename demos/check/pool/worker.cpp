#include "check/pool/worker.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <system_error>

#include "check/protocol.hpp"
#include "check/schedule/cue_line.hpp"
#include "check/schedule/guided.hpp"
#include "check/verdict/comparison.hpp"
#include "check/verdict/determinism.hpp"
#include "check/verdict/observed.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "play/address.hpp"

namespace check {
namespace {

stage::options without_segments(stage::options options) {
  options.capture = false;
  return options;
}

bool have_own_network(const stage::options& options) {
  return options.network == stage::network::own &&
         stage::no_own_network().empty();
}

// A UNIX socket's file, which two plays at one time would take each other's.
bool binds_path(const play::record& record) {
  return std::ranges::any_of(record.calls, [](const play::call& call) {
    return call.kind == play::kind::bind && play::is_path(call.address);
  });
}

class worker {
 public:
  worker(const std::vector<stage::program>& cast, const options& options,
         const visited& seen)
      : cast_(cast),
        options_(options),
        seen_(seen),
        compare_(options),
        session_(cast, without_segments(options.stage)) {
    for (const stage::program& one : cast) names_.push_back(one.name);
  }

  answer respond(const request& asked) {
    terms_.epoll_users = asked.epoll_users;
    switch (asked.ask) {
      case request::what::first:
        return first();
      case request::what::again:
        return again();
      case request::what::replay:
        return replay(asked);
      case request::what::guided:
        break;
    }
    return follow(asked.to_play, true);
  }

 private:
  // Once from scratch, once with programs copied where that is possible: a
  // copy must do the same, and so must a program that is started twice. What
  // happens by itself depends on who uses epoll_wait.
  answer first() {
    stage::options once = without_segments(options_.stage);
    once.copies = false;
    play::record one;
    for (bool known = false; !known;) {
      guided fresh({}, terms_, nullptr);
      one = stage::session(cast_, once).perform(fresh);
      if (one.ended == play::ending::killed) return interrupted();
      known = fresh.epoll_users() == terms_.epoll_users;
      terms_.epoll_users = fresh.epoll_users();
    }
    // The programs that will be copied are kept in this play.
    play::record two = play_by_itself();
    if (two.ended == play::ending::killed) return interrupted();
    usual_ = play_by_itself();
    for (const play::record* other : {&two, &*usual_}) {
      const play::reason what = not_the_same(one, *other, compare_);
      if (!what.empty()) return refusal(chance(what, ""));
    }
    answer all = follow({}, false);
    all.notes = one.notes;
    all.binds_path = binds_path(one);
    if (!all.seen.crossed) all.why_nothing_crossed = why_nothing_crossed(one);
    return all;
  }

  answer again() {
    const play::record now = play_by_itself();
    if (now.ended == play::ending::killed) return interrupted();
    const play::reason what =
        usual_ ? not_the_same(*usual_, now, compare_) : play::reason();
    return what.empty() ? answer() : refusal(chance(what, ""));
  }

  answer replay(const request& asked) {
    answer all;
    try {
      stage::cues cues(asked.cues);
      const play::record record = session_.perform(cues);
      if (record.ended == play::ending::killed) return interrupted();
      all.end.digest = compare_.digest(record, asked.disturbed);
    } catch (const stage::cue_error& error) {
      all.why = error.why;
    }
    return all;
  }

  play::record play_by_itself() {
    guided all({}, terms_, nullptr);
    return session_.perform(all);
  }

  answer follow(const plan& wanted, bool prune) {
    guided way(wanted, terms_, prune && options_.prune ? &seen_ : nullptr);
    const play::record record = session_.perform(way);
    if (way.strayed()) return strayed(wanted);
    const bool stopped_early = way.pruned();
    if (!stopped_early && record.ended == play::ending::killed)
      return interrupted();
    answer all;
    all.points = way.points();
    all.seen = way.seen();
    all.seen |= seen_in(record);
    all.epoll_users = way.epoll_users();
    if (stopped_early)
      all.came = answer::ending::pruned;
    else
      all.end = end_of(way, record);
    return all;
  }

  result end_of(const guided& way, const play::record& record) {
    result end;
    end.digest = compare_.digest(record, way.disturbed());
    end.state = way.end_state();
    end.cues = cue_line(way.moves(), names_);
    end.deviations = way.so_far();
    end.disturbed = way.disturbed();
    end.ended = record.ended;
    end.ended_because = record.ended_because;
    end.losses = losses_in(record);
    if (told_.insert(end.digest).second) end.programs = record.programs;
    return end;
  }

  // Twice the same schedule, and another state: what was different?
  answer strayed(const plan& wanted) {
    const plan to_the_end{wanted.path, 0};
    std::optional<play::record> first;
    for (int i = 0; i < 2; ++i) {
      guided way(to_the_end, terms_, nullptr);
      play::record record = session_.perform(way);
      if (record.ended == play::ending::killed && !way.strayed())
        return interrupted();
      const play::reason what =
          first ? not_the_same(*first, record, compare_) : play::reason();
      if (!what.empty())
        return refusal(chance(what, cue_line(way.moves(), names_)));
      if (!first) first = std::move(record);
    }
    guided way(wanted, terms_, nullptr);
    session_.perform(way);
    answer all = refusal(chance({play::because::went_different_ways},
                                cue_line(way.moves(), names_)));
    all.came = answer::ending::strayed;
    return all;
  }

  static answer interrupted() {
    answer all;
    all.came = answer::ending::interrupted;
    return all;
  }
  static answer refusal(const play::reason& why) {
    answer all;
    all.came = answer::ending::not_explorable;
    all.why = why;
    return all;
  }

  const std::vector<stage::program>& cast_;
  const options& options_;
  const visited& seen_;
  const comparison compare_;
  stage::session session_;
  terms terms_{options_, have_own_network(options_.stage), {}};
  std::vector<std::string> names_;
  std::optional<play::record> usual_;
  std::set<std::uint64_t> told_;  // digests
};

}  // namespace

void work(int socket, const std::vector<stage::program>& cast,
          const options& options, const visited& seen) try {
  std::optional<worker> self;
  std::string bytes;
  while (receive_message(socket, bytes)) {
    answer reply;
    try {
      if (!self) self.emplace(cast, options, seen);
      reply = self->respond(request_in(bytes));
    } catch (const stage::stage_error& error) {
      reply.came = answer::ending::failed;
      reply.why = error.why;
    }
    send_message(socket, packed(reply));
  }
} catch (const std::system_error& error) {
  // Whoever asked is told, if that is still possible.
  const std::string what = error.what();
  answer reply;
  reply.came = answer::ending::failed;
  reply.why = {play::because::call_failed,
               {what.substr(0, what.find(':')), error.code().message()}};
  send_message(socket, packed(reply));
}

void send_message(int socket, const std::string& bytes) {
  if (bytes.size() > UINT32_MAX)
    throw bad_message({play::because::longer_than_can_be_said});
  const auto size = static_cast<std::uint32_t>(bytes.size());
  kit::send_all(socket, std::as_bytes(std::span(&size, 1)));
  kit::send_all(socket, bytes);
}

bool receive_message(int socket, std::string& bytes) {
  std::uint32_t size = 0;
  const auto header = std::as_writable_bytes(std::span(&size, 1));
  bytes.clear();
  return kit::recv_exact(socket, header).how == kit::received::complete &&
         kit::recv_exact(socket, size, bytes).how == kit::received::complete;
}

}  // namespace check
