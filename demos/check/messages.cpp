#include "check/messages.hpp"

#include <concepts>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>

namespace check {
namespace {

// A message's fields are listed once, for both ways (see `fields` below).
class packer {
 public:
  std::string bytes;

  template <typename T>
  void raw(T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(std::string& value) {
    count(value);
    bytes += value;
  }
  template <typename List>
  void count(List& list) {
    std::size_t size = list.size();
    raw(size);
  }
};

class unpacker {
 public:
  explicit unpacker(std::string_view bytes) : left_(bytes) {}

  template <typename T>
  void raw(T& value) {
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
  }
  void text(std::string& value) {
    std::size_t size = 0;
    raw(size);
    value = left_.substr(0, size);
    left_.remove_prefix(size);
  }
  template <typename List>
  void count(List& list) {
    std::size_t size = 0;
    raw(size);
    list.resize(size);
  }

 private:
  std::string_view left_;
};

template <typename Way, typename T>
requires std::is_arithmetic_v<T> || std::is_enum_v<T> ||
    std::same_as<T, turn> || std::same_as<T, alternative> ||
    std::same_as<T, epoll_users> || std::same_as<T, std::optional<int>>
void pass(Way& way, T& value) {
  way.raw(value);
}

template <typename Way>
void pass(Way& way, std::string& value) {
  way.text(value);
}

template <typename Way, typename T>
void pass(Way& way, std::vector<T>& list) {
  way.count(list);
  for (T& one : list) pass(way, one);
}

template <typename Way, typename... Fields>
void pass_all(Way& way, Fields&... fields) {
  (pass(way, fields), ...);
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
void pass(Way& way, result& r) {
  pass_all(way, r.digest, r.state, r.cues, r.preemptions, r.shorts, r.disturbed,
           r.ended, r.ended_because, r.programs);
}

template <typename Way>
void pass(Way& way, request& r) {
  pass_all(way, r.ask, r.to_play.path, r.to_play.state, r.epoll_users, r.cues,
           r.disturbed);
}

template <typename Way>
void pass(Way& way, answer& a) {
  pass_all(way, a.came, a.why, a.points, a.end, a.epoll_users, a.notes,
           a.binds_path);
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
