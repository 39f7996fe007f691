#include "check/protocol.hpp"

#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>

namespace check {
namespace {

using play::because;

// A message's fields are listed once, for both ways (see `pass` below).
class packer {
 public:
  std::string bytes;

  template <typename T>
  void number(T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(std::string& value) {
    std::size_t size = value.size();
    number(size);
    bytes += value;
  }
  template <typename Enum>
  void one_of(Enum& value, Enum) {
    number(value);
  }
  // Each item is given to `item`.
  template <typename List, typename Item>
  void list(List& items, Item&& item) {
    std::size_t size = items.size();
    number(size);
    for (auto& one : items) item(one);
  }
};

class unpacker {
 public:
  explicit unpacker(std::string_view bytes) : left_(bytes) {}

  template <typename T>
  void number(T& value) {
    need(sizeof value);
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
  }
  void text(std::string& value) {
    std::size_t size = 0;
    number(size);
    need(size);
    value = left_.substr(0, size);
    left_.remove_prefix(size);
  }
  template <typename Enum>
  void one_of(Enum& value, Enum last) {
    std::underlying_type_t<Enum> given{};
    number(given);
    if (given < 0 || given > static_cast<std::underlying_type_t<Enum>>(last))
      throw bad_message({because::value_without_meaning});
    value = static_cast<Enum>(given);
  }
  // The number of items is only claimed: memory follows the items that come,
  // none of which is empty.
  template <typename List, typename Item>
  void list(List& items, Item&& item) {
    std::size_t size = 0;
    number(size);
    need(size);
    items.clear();
    while (items.size() < size) item(items.emplace_back());
  }
  void end() const {
    if (!left_.empty()) throw bad_message({because::more_bytes_than_fields});
  }

 private:
  void need(std::size_t size) const {
    if (size > left_.size())
      throw bad_message({because::fewer_bytes_than_promised});
  }

  std::string_view left_;
};

template <typename Way, std::integral T>
void pass(Way& way, T& value) {
  way.number(value);
}

enum class truth : std::uint8_t { no, yes };
template <typename Way>
void pass(Way& way, bool& value) {
  auto as_byte = value ? truth::yes : truth::no;
  way.one_of(as_byte, truth::yes);
  value = as_byte == truth::yes;
}

template <typename Way>
void pass(Way& way, choice::way& value) {
  way.one_of(value, play::interference::last);
}
template <typename Way>
void pass(Way& way, request::what& value) {
  way.one_of(value, request::what::replay);
}
template <typename Way>
void pass(Way& way, answer::ending& value) {
  way.one_of(value, answer::ending::failed);
}
template <typename Way>
void pass(Way& way, play::ending& value) {
  way.one_of(value, play::ending::bound);
}

template <typename Way>
void pass(Way& way, std::string& value) {
  way.text(value);
}

template <typename Way, typename T>
void pass(Way& way, std::vector<T>& list) {
  way.list(list, [&way](T& item) { pass(way, item); });
}

template <typename Way, typename... Fields>
void pass_all(Way& way, Fields&... fields) {
  (pass(way, fields), ...);
}

// Few are in one another: whatever is sent, reading it takes little stack.
constexpr int most_levels = 8;
template <typename Way>
void pass(Way& way, play::reason& why, int levels = most_levels) {
  if (levels == 0) throw bad_message({because::no_such_reason});
  way.one_of(why.code,
             static_cast<because>(static_cast<int>(because::how_many) - 1));
  pass(way, why.arguments);
  way.list(why.parts,
           [&way, levels](play::reason& part) { pass(way, part, levels - 1); });
  if (!is_whole(why)) throw bad_message({because::no_such_reason});
}

template <typename Way>
void pass(Way& way, std::optional<int>& value) {
  bool is_there = value.has_value();
  pass(way, is_there);
  if (!is_there)
    value.reset();
  else
    pass(way, value ? *value : value.emplace());
}

template <typename Way>
void pass(Way& way, choice& c) {
  pass_all(way, c.program, c.how, c.task, c.value);
}

template <typename Way>
void pass(Way& way, turn& t) {
  pass_all(way, t.by_itself, t.then);
}

template <typename Way>
void pass(Way& way, alternative& a) {
  pass_all(way, a.what, a.size);
}

template <typename Way>
void pass(Way& way, epoll_users& users) {
  pass_all(way, users.all, users.of_several);
}

template <typename Way>
void pass(Way& way, deviations& all) {
  pass_all(way, all.preemptions, all.late);
  for (int i = 0; i <= static_cast<int>(play::interference::last); ++i)
    pass(way, all.of(static_cast<choice::way>(i)));
}

template <typename Way>
void pass(Way& way, point& p) {
  pass_all(way, p.state, p.alternatives);
}

template <typename Way>
void pass(Way& way, play::program& p) {
  pass_all(way, p.name, p.exit, p.signal, p.dismissed, p.out, p.err);
}

template <typename Way>
void pass(Way& way, loss& one) {
  way.one_of(one.what, loss::last);
  pass(way, one.program);
}

template <typename Way>
void pass(Way& way, observed& seen) {
  pass_all(way, seen.crossed, seen.time_limits, seen.long_limits,
           seen.long_reads, seen.tcp_info);
}

template <typename Way>
void pass(Way& way, result& r) {
  pass_all(way, r.digest, r.state, r.cues, r.deviations, r.disturbed, r.ended,
           r.ended_because, r.programs, r.losses);
}

template <typename Way>
void pass(Way& way, request& r) {
  pass_all(way, r.ask, r.to_play.path, r.to_play.state, r.to_play.drawn.seed,
           r.to_play.drawn.steps, r.to_play.drawn.depth, r.epoll_users, r.cues,
           r.disturbed);
}

template <typename Way>
void pass(Way& way, answer& a) {
  pass_all(way, a.came, a.why, a.points, a.end, a.seen, a.epoll_users, a.notes,
           a.binds_path, a.why_nothing_crossed);
}

template <typename Message>
std::string pack(Message message) {
  packer way;
  pass(way, message);
  return std::move(way.bytes);
}

template <typename Message>
Message unpack(const std::string& bytes) {
  unpacker way(bytes);
  Message message;
  pass(way, message);
  way.end();
  return message;
}

}  // namespace

std::string packed(const request& message) {
  return pack(message);
}

std::string packed(const answer& message) {
  return pack(message);
}

request request_in(const std::string& bytes) {
  return unpack<request>(bytes);
}

answer answer_in(const std::string& bytes) {
  return unpack<answer>(bytes);
}

}  // namespace check
