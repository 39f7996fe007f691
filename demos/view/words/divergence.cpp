// Where two plays of one cast part.
#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "view/view.hpp"
#include "view/words/bilingual.hpp"
#include "view/words/difference.hpp"

namespace view {
namespace {

using task_name = std::pair<std::string, int>;

/// The calls of one play, task by task: with programs that do the same for the
/// same input, the k-th call of a task has its counterpart in the other play.
class tasks {
 public:
  explicit tasks(const play::record& play) {
    for (const play::call& c : play.calls) {
      auto& list = calls_[{c.program, c.task}];
      places_.push_back(list.size());
      list.push_back(&c);
    }
  }
  /// The task's call at that place; null: it made fewer.
  const play::call* at(const task_name& task, std::size_t place) const {
    const auto found = calls_.find(task);
    if (found == calls_.end() || place >= found->second.size()) return nullptr;
    return found->second[place];
  }
  /// The place in its task of the call with that index in the record.
  std::size_t place(std::size_t index) const { return places_[index]; }

 private:
  std::map<task_name, std::vector<const play::call*>> calls_;
  std::vector<std::size_t> places_;
};

/// What a call received, if it did.
struct received {
  const play::stream* stream = nullptr;
  std::string_view bytes;
  int sends = 0;  ///< whose bytes these are
};

std::optional<received> received_by(const play::record& play,
                                    const play::call& call) {
  const auto index = static_cast<std::size_t>(call.stream);
  if (call.stream < 0 || index >= play.streams.size()) return std::nullopt;
  const play::stream& stream = play.streams[index];
  const auto piece =
      std::ranges::find(stream.recvs, call.n, &play::piece::call);
  if (piece == stream.recvs.end()) return std::nullopt;
  std::int64_t end = piece->offset + piece->size;
  for (auto next = piece; next != stream.recvs.end(); ++next)
    if (next->call == call.n) end = next->offset + next->size;  // recvmmsg
  const auto in_it = [&](const play::piece& send) {
    return send.offset < end && piece->offset < send.offset + send.size;
  };
  return received{&stream,
                  std::string_view(stream.bytes)
                      .substr(std::min(static_cast<std::size_t>(piece->offset),
                                       stream.bytes.size()),
                              static_cast<std::size_t>(end - piece->offset)),
                  static_cast<int>(std::ranges::count_if(stream.sends, in_it))};
}

/// The bytes that a call gave to the kernel.
std::optional<std::string_view> sent_by(const play::record& play,
                                        const play::call& call) {
  const auto index = static_cast<std::size_t>(call.stream);
  if (!call.sends() || call.stream < 0 || index >= play.streams.size())
    return std::nullopt;
  const play::stream& stream = play.streams[index];
  const auto piece =
      std::ranges::find(stream.sends, call.n, &play::piece::call);
  if (piece == stream.sends.end()) return std::nullopt;
  return std::string_view(stream.bytes)
      .substr(std::min(static_cast<std::size_t>(piece->offset),
                       stream.bytes.size()),
              static_cast<std::size_t>(piece->size));
}

/// Which program an accepted connection comes from; "" if that is not known.
std::string caller(const play::record& play, const play::call& accept) {
  for (const play::stream& s : play.streams) {
    if (s.from_address == accept.address) return s.from;
    if (s.to_address == accept.address) return s.to;
  }
  return "";
}

bool was_cut(const play::call& call) {
  return call.forced == play::forced::cut && call.result.value_or(-1) >= 0 &&
         *call.result < call.asked;
}

/// Two plays of one cast, call against call.
class comparison {
 public:
  comparison(const play::record& usual, const play::record& odd, language in)
      : usual_(usual),
        odd_(odd),
        usual_tasks_(usual),
        odd_tasks_(odd),
        say_(in) {}

  parting divergence() const {
    if (auto forced = what_was_done(); !forced.text.empty()) return forced;
    // What moves bytes tells more than that the file descriptor was another
    // one.
    for (const bool moves : {true, false}) {
      for (std::size_t i = 0; i < odd_.calls.size(); ++i) {
        const play::call& call = odd_.calls[i];
        const play::call* other = counterpart(i);
        if (other == nullptr) continue;
        if ((call.sends() || received_by(odd_, call)) != moves) continue;
        const std::string told = told_otherwise(*other, call);
        if (!told.empty()) return {told + consequence(i), call.where, call.n};
      }
    }
    return {};
  }

 private:
  const play::call* counterpart(std::size_t i) const {
    const play::call& call = odd_.calls[i];
    return usual_tasks_.at({call.program, call.task}, odd_tasks_.place(i));
  }

  /// "recv (recv_exact.cpp:15 kit::recv_exact < server.cpp:58 read_header)".
  std::string call_of(const play::call& call) const {
    const std::string where = sites_text(call.where);
    return where.empty() ? call.name
                         : say_("{} ({})", "{}（{}）", call.name, where);
  }
  /// The same with more words behind it: between Latin and Chinese letters
  /// there is a space.
  std::string named(const play::call& call) const {
    return call_of(call) + say_("", call.where.empty() ? " " : "");
  }

  /// What the schedule did to a program: of several cuts, the one after which
  /// the program asks for something else; or else the first.
  parting what_was_done() const {
    parting first;
    for (std::size_t i = 0; i < odd_.calls.size(); ++i) {
      const play::call& call = odd_.calls[i];
      std::string done;
      if (was_cut(call)) {
        done = say_(call.receives() ? "{}'s {} took {} of the {} it asked for"
                                    : "{}'s {} took {} of the {} it was given",
                    call.receives() ? "{} 的 {}只拿到 {} 字节（要的是 {}）"
                                    : "{} 的 {}只送出 {} 字节（给它的是 {}）",
                    call.program, named(call), *call.result,
                    say_.bytes(call.asked)) +
               whose(call);
      } else if (gave_up_early(i)) {
        done = say_("{}'s {} gave up at its time limit while {} was still busy",
                    "{} 的 {}到了时限就放弃，而 {} 还没忙完", call.program,
                    named(call), others_than(call.program));
      } else if (call.forced == play::forced::failed) {
        done = say_("{}'s {} failed with {}", "{} 的 {}以 {} 失败",
                    call.program, named(call), play::error_name(call.error));
      } else {
        continue;
      }
      const std::string then = consequence(i);
      if (!then.empty()) return {done + then, call.where, call.n};
      if (first.text.empty()) first = {done + left_over(i), call.where, call.n};
    }
    return first.text.empty() ? who_was_killed() : first;
  }

  /// Of several peers, the one whose bytes a cut read held.
  std::string whose(const play::call& call) const {
    const auto cut = received_by(odd_, call);
    if (odd_.programs.size() < 3 || !cut || cut->stream->from.empty())
      return "";
    return say_(", bytes that {} sent", "，那是 {} 发来的", cut->stream->from);
  }

  bool gave_up_early(std::size_t i) const {
    const play::call* usual = counterpart(i);
    const play::call& call = odd_.calls[i];
    const auto goes_on = [&](const play::call& later) {
      return later.n > call.n && later.program != call.program;
    };
    return call.forced == play::forced::time_is_up &&
           (usual == nullptr || usual->forced != play::forced::time_is_up) &&
           std::ranges::any_of(odd_.calls, goes_on);
  }

  std::string others_than(const std::string& program) const {
    std::string all;
    for (const play::program& one : odd_.programs)
      if (one.name != program) all += (all.empty() ? "" : ", ") + one.name;
    return all;
  }

  parting who_was_killed() const {
    for (const play::program& p : odd_.programs) {
      const auto same =
          std::ranges::find(usual_.programs, p.name, &play::program::name);
      const bool also =
          same != usual_.programs.end() && same->signal == p.signal;
      if (p.signal != "SIGKILL" || also) continue;
      const play::call* last = nullptr;
      for (const play::call& c : odd_.calls) {
        if (c.program == p.name) last = &c;
      }
      if (last == nullptr)
        return {say_("{} was killed", "{} 被杀死", p.name), {}, 0};
      return {say_("{} was killed after its {}", "{} 在 {}之后被杀死", p.name,
                   named(*last)),
              last->where, last->n};
    }
    return {};
  }

  /// What the same task asked for next, if that was another number. Calls in
  /// between, of other names, were the same.
  std::string consequence(std::size_t i) const {
    const task_name task{odd_.calls[i].program, odd_.calls[i].task};
    std::set<std::string_view> between;
    for (std::size_t next = odd_tasks_.place(i) + 1;; ++next) {
      const play::call* now = odd_tasks_.at(task, next);
      const play::call* before = usual_tasks_.at(task, next);
      if (now == nullptr || before == nullptr || now->name != before->name ||
          !between.insert(now->name).second) {
        return "";
      }
      if (now->asked < 0 || before->asked < 0 || now->asked == before->asked) {
        continue;
      }
      return say_(now->receives()
                      ? ", so its next {} asked for {} instead of {}"
                      : ", so its next {} offered {} instead of {}",
                  now->receives() ? "，于是下一次 {} 要了 {}，而不是 {}"
                                  : "，于是下一次 {} 给出 {}，而不是 {}",
                  now->name, say_.bytes(now->asked), before->asked);
    }
  }

  /// What the same task received next, if that began with bytes which it
  /// otherwise has received by then.
  std::string left_over(std::size_t i) const {
    const play::call& call = odd_.calls[i];
    const task_name task{call.program, call.task};
    const std::size_t next = odd_tasks_.place(i) + 1;
    const play::call* now = odd_tasks_.at(task, next);
    const play::call* before = usual_tasks_.at(task, next);
    if (now == nullptr || before == nullptr || now->name != before->name ||
        !now->receives() || now->result.value_or(0) <= 0 ||
        now->offset >= before->offset) {
      return "";
    }
    return say_(", so its next {} began with {} left over",
                "，于是下一次 {} 以残留的 {}开头", now->name,
                say_.bytes(before->offset - now->offset));
  }

  std::string told_otherwise(const play::call& usual,
                             const play::call& odd) const {
    if (odd.name != usual.name) {
      return say_("{} called {} instead of {}", "{} 调用了 {}，而不是 {}",
                  odd.program, call_of(odd), usual.name);
    }
    if (!odd.result || !usual.result) return "";
    const auto now = received_by(odd_, odd);
    const auto before = received_by(usual_, usual);
    if (now && before) return received_otherwise(odd, *now, *before);
    if (odd.kind == play::kind::accept && odd.address != usual.address) {
      const std::string who = caller(odd_, odd);
      const std::string other = caller(usual_, usual);
      if (who != other && !who.empty() && !other.empty()) {
        return say_("{}'s {} took {} instead of {}",
                    "{} 的 {}接到的是 {}，而不是 {}", odd.program, named(odd),
                    who, other);
      }
    }
    if (std::string sent = sent_otherwise(usual, odd); !sent.empty())
      return sent;
    if (odd.error == usual.error) return "";
    const auto result = [&](const play::call& c) {
      return c.error != 0 ? play::error_name(c.error)
                          : fmt::format("{}", *c.result);
    };
    return say_("{}'s {} gave {} instead of {}", "{} 的 {}得到 {}，而不是 {}",
                odd.program, named(odd), result(odd), result(usual)) +
           who_reset(odd);
  }

  /// The peer's close before it, which may have left bytes unread.
  std::string who_reset(const play::call& call) const {
    if (call.error != ECONNRESET) return "";
    const play::stream* own = nullptr;
    for (const play::call& one : odd_.calls)
      if (one.program == call.program && one.fd == call.fd && one.n < call.n)
        if (const auto* stream = stream_of(one)) own = stream;
    if (own == nullptr) return "";
    const std::string& peer = own->from == call.program ? own->to : own->from;
    const play::call* last = nullptr;
    int fd = -1;  // the peer's end of the same connection
    for (const play::call& one : odd_.calls) {
      if (one.n >= call.n || one.program != peer) continue;
      if (const auto* stream = stream_of(one);
          stream && addresses_of(*stream) == addresses_of(*own))
        fd = one.fd;
      if (one.name == "close" && one.fd == fd) last = &one;
    }
    return last == nullptr ? ""
                           : say_(", after {}'s {}", "，那是在 {} 的 {}之后",
                                  peer, named(*last));
  }

  /// The same for both directions of a connection.
  static std::pair<const std::string&, const std::string&> addresses_of(
      const play::stream& stream) {
    return std::minmax(stream.from_address, stream.to_address);
  }

  const play::stream* stream_of(const play::call& call) const {
    const auto index = static_cast<std::size_t>(call.stream);
    return call.stream < 0 || index >= odd_.streams.size()
               ? nullptr
               : &odd_.streams[index];
  }

  /// What left a program otherwise: other bytes, or not as many of them.
  std::string sent_otherwise(const play::call& usual,
                             const play::call& odd) const {
    const auto now = sent_by(odd_, odd);
    const auto before = sent_by(usual_, usual);
    if (!now || !before || *now == *before) return "";
    if (now->size() < before->size() && odd.asked == usual.asked)
      return say_("{}'s {} took {} of the {} it was given instead of {}",
                  "{} 的 {}只送出 {} 字节（给它的是 {}），而不是 {}",
                  odd.program, named(odd), now->size(), say_.bytes(odd.asked),
                  before->size());
    return say_("{}'s {} sent other bytes", "{} 的 {}发出了别的字节",
                odd.program, named(odd));
  }

  std::string received_otherwise(const play::call& call, const received& now,
                                 const received& before) const {
    if (now.bytes == before.bytes && now.stream->from == before.stream->from) {
      return "";
    }
    const auto size = static_cast<std::int64_t>(now.bytes.size());
    const auto usual = static_cast<std::int64_t>(before.bytes.size());
    if (now.stream->from != before.stream->from) {
      return say_("{}'s {} took what {} sent, and not what {} sent",
                  "{} 的 {}拿到的是 {} 发的数据，而不是 {} 发的", call.program,
                  named(call), now.stream->from, before.stream->from);
    }
    if (size == usual) {
      return say_("{}'s {} took other bytes", "{} 的 {}拿到了别的字节",
                  call.program, named(call));
    }
    if (size == 0) {
      return say_("{}'s {} was told the end of the stream instead of {}",
                  "{} 的 {}得知流结束，而不是拿到 {}", call.program,
                  named(call), say_.bytes(usual));
    }
    if (now.sends > 1 && now.sends > before.sends) {
      return say_("{}'s {} took {}, the bytes of {} sends, instead of {}",
                  "{} 的 {}拿到 {}，是 {} 次 send 的数据，而不是 {}",
                  call.program, named(call), say_.bytes(size), now.sends,
                  usual);
    }
    return say_("{}'s {} took {} instead of {}", "{} 的 {}拿到 {}，而不是 {}",
                call.program, named(call), say_.bytes(size), usual);
  }

  const play::record& usual_;
  const play::record& odd_;
  tasks usual_tasks_, odd_tasks_;
  speaker say_;
};

}  // namespace

parting divergence(const play::record& usual, const play::record& odd,
                   language in) {
  return comparison(usual, odd, in).divergence();
}

}  // namespace view
