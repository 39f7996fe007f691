// One call in one or a few lines, for the column of its program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"
#include "view/layout/columns.hpp"
#include "view/view.hpp"
#include "view/words/vocabulary.hpp"

namespace view {

/// Calls that prepare a socket, and succeeded: one line can tell several.
bool prepares(const play::call&);

/// Refers to the record and the style, which must outlive it.
class call_text {
 public:
  /// In lines of at most `room` columns.
  call_text(const play::record&, const style&, int room);

  /// `send(3, "hello") = 5`; what does not fit goes on in further lines.
  std::vector<line> told(const play::call&) const;
  /// "socket, bind(127.0.0.1:8080), listen", as long as it is; not empty.
  std::string prepared(const std::vector<play::call>&) const;
  /// Adds where the calls were made, if that is known: beside their last line
  /// where it has room, else below.
  void add_where(std::vector<line>& lines,
                 const std::vector<play::call>&) const;

 private:
  std::string clean(std::string_view text) const;
  std::int64_t bytes_of(const play::call&) const;
  /// The bytes that a call moved, quoted, in at most `width` columns.
  line quoted(const play::call&, int width) const;
  /// `send(3, "hello",` and `MSG_MORE)`: where a line may be broken. With at
  /// most `most` columns of bytes; `terse` leaves of an address its port.
  std::vector<line> head_of(const play::call&, int most,
                            bool terse = false) const;
  /// ` = 9 "hellofeng"`, with at most `most` columns of bytes.
  line result_of(const play::call&, int most) const;
  /// " → client2": needed where several could be meant.
  std::string peer_of(const play::call&) const;
  /// " (cut to 3)"
  std::string forced(const play::call&) const;

  const play::record& play_;
  const style& how_;
  const vocabulary& word_;
  int room_;
};

}  // namespace view
