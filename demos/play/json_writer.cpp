#include "play/json_writer.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace play {
namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t enough = std::size_t{64} << 10;  // for one write()
constexpr std::size_t piece = std::size_t{16} << 10;

std::string one_line(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// How many of the first bytes can be taken apart from the rest: no character
/// is cut. Before the fourth continuation byte in a row none can be, for the
/// longest has three.
std::size_t size_of_piece(std::string_view bytes) {
  if (bytes.size() <= piece) return bytes.size();
  for (std::size_t back = 0; back < 4; ++back) {
    if (!is_continuation(bytes[piece - back])) return piece - back;
  }
  return piece;
}

}  // namespace

json_writer::json_writer(const sink& to) : to_(to) {
  open('{');
}

json_writer& json_writer::key(std::string_view name) {
  begin_value();
  put(one_line(json(name)));
  put(levels_.size() == 1 ? ": " : ":");
  after_key_ = true;
  return *this;
}

void json_writer::value(const json& whole) {
  begin_value();
  put(one_line(whole));
}

void json_writer::text(std::string_view bytes) {
  begin_value();
  put("\"");
  while (!bytes.empty()) {
    const std::size_t size = size_of_piece(bytes);
    put_inside_of_string(std::string(bytes.substr(0, size)));
    bytes.remove_prefix(size);
  }
  put("\"");
}

void json_writer::escaped_text(std::string_view bytes) {
  begin_value();
  put("\"");
  while (!bytes.empty()) {
    const std::size_t size = size_of_piece(bytes);
    put_inside_of_string(escaped(bytes.substr(0, size)));
    bytes.remove_prefix(size);
  }
  put("\"");
}

void json_writer::open(char bracket) {
  begin_value();
  const std::string_view text = bracket == '{' ? "{" : "[";
  put(text);
  const bool in_lines =
      levels_.empty() || (levels_.size() == 1 && bracket == '[');
  levels_.push_back({bracket, in_lines, true});
}

void json_writer::close() {
  const level closed = levels_.back();
  levels_.pop_back();
  if (closed.in_lines && !closed.empty) {
    put("\n");
    put(std::string(2 * levels_.size(), ' '));
  }
  put(closed.bracket == '{' ? "}" : "]");
}

void json_writer::end() {
  close();
  put("\n");
  to_(waiting_);
  waiting_.clear();
}

void json_writer::begin_value() {
  if (std::exchange(after_key_, false) || levels_.empty()) return;
  level& in = levels_.back();
  if (!std::exchange(in.empty, false)) put(",");
  if (!in.in_lines) return;
  put("\n");
  put(std::string(2 * levels_.size(), ' '));
}

void json_writer::put(std::string_view text) {
  waiting_ += text;
  if (waiting_.size() < enough) return;
  to_(waiting_);
  waiting_.clear();
}

void json_writer::put_inside_of_string(const std::string& text) {
  const std::string quoted = one_line(json(text));
  put(std::string_view(quoted).substr(1, quoted.size() - 2));
}

}  // namespace play
