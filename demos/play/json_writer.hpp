// How our records are laid out as JSON, here and in the command.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"

namespace play {

/// [{"file":"server.cpp","line":58,"function":"read_header"}, ...]
nlohmann::ordered_json to_value(const std::vector<source>&);

/// Writes one JSON object, piece by piece: what it holds itself are some tens
/// of KiB, however long the text is.
///
/// The members of the object, and the items of a member that is an array, are
/// on a line each, with a newline at the end: it can be read, compared with
/// diff and searched with grep, which one line for each number cannot. Bytes
/// that are not UTF-8 become U+FFFD.
class json_writer {
 public:
  /// Begins the object. The sink must outlive this.
  explicit json_writer(const sink& to);

  json_writer& key(std::string_view name);
  /// What follows a key, or the next item of a list. A value is held whole,
  /// and on one line.
  void value(const nlohmann::ordered_json&);
  void text(std::string_view bytes);
  /// The text escaped(bytes).
  void escaped_text(std::string_view bytes);

  /// `{` or `[`, until close().
  void open(char bracket);
  void close();

  /// A list of what `put_item` writes for each item.
  template <typename List, typename Put>
  void items(const List& list, Put put_item) {
    open('[');
    for (const auto& item : list) put_item(*this, item);
    close();
  }

  /// Closes the object; all of the text is in the sink then.
  void end();

 private:
  struct level {
    char bracket;
    bool in_lines, empty;
  };

  void begin_value();
  void put(std::string_view text);
  void put_inside_of_string(const std::string& text);

  const sink& to_;
  std::string waiting_;  // for the sink
  std::vector<level> levels_;
  bool after_key_ = false;
};

}  // namespace play
