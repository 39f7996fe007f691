#include "view/ladder/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "view/ladder/labels.hpp"
#include "view/layout/payload.hpp"
#include "view/words/vocabulary.hpp"

namespace view {
namespace {

using anchor = sheet::anchor;

constexpr std::size_t most_arrows = 8;     // of one rung
constexpr int least_span = 26;             // between two lifelines
constexpr int least_span_of_packets = 34;  // with their numbers
constexpr int widest_side = 30, narrowest_side = 12;

/// Where things are across.
struct geometry {
  /// Two lifelines have their calls outside, and the arrows all between them
  /// for themselves. More have them between, in rows of their own; very many
  /// have all words to the right of them.
  enum class form { outside, between, apart } words = form::outside;
  std::vector<int> columns;  ///< of the lifelines
  std::vector<int> text;     ///< where the calls of each begin, or end
  std::vector<int> rooms;    ///< columns for them
  int gutter = 0;            ///< for the numbers of the calls
};
using form = geometry::form;

class drafter {
 public:
  drafter(const play::record& play, const rungs& all, const style& how,
          bool packets)
      : play_(play),
        all_(all),
        how_(how),
        word_(words(how.language)),
        packets_(packets) {}

  sheet draw() {
    measure();
    add_names();
    for (std::size_t i = 0; i < all_.list.size(); ++i) add_rung(i);
    sheet_.rows = row_ + 1;
    rows_.push_back({row_});  // the end
    add_buffers();
    for (const wait& w : all_.waits) {
      const int first = row_of(w.begin);
      const int last = w.end.rung == all_.list.size() ? row_ : row_of(w.end);
      sheet_.bars.push_back({place_.columns[w.lifeline], first, last});
    }
    return std::move(sheet_);
  }

 private:
  std::size_t slots(std::size_t lifeline, bool right) const {
    std::size_t most = 0;
    for (const buffered& b : all_.buffers)
      if (b.lifeline == lifeline && b.from_right == right)
        most = std::max(most, b.slot + 1);
    return most;
  }
  /// Columns that the buffers at a lifeline take, without the lifeline.
  int reserved(std::size_t lifeline, bool right) const {
    const int n = static_cast<int>(slots(lifeline, right));
    return n == 0 ? 0 : 2 + 2 * n;
  }

  /// The same for an arrow of the rung that is being drawn.
  int reserved_now(std::size_t lifeline, bool right) const {
    int most = 0;
    for (const buffered& b : all_.buffers)
      if (b.lifeline == lifeline && b.from_right == right &&
          b.begin.rung <= now_ && now_ <= b.end.rung)
        most = std::max(most, 4 + 2 * static_cast<int>(b.slot));
    return most;
  }

  std::string number(const rung& r) const {
    return r.first == r.last ? fmt::format("#{}", r.first)
                             : fmt::format("#{}-{}", r.first, r.last);
  }

  void measure() {
    for (const rung& r : all_.list)
      place_.gutter = std::max(place_.gutter, columns(number(r)) + 1);
    const std::size_t n = all_.lifelines.size();
    sheet_.width = how_.width;
    if (n == 2)
      measure_outside();
    else if (n <= 3)
      measure_between();
    else
      measure_apart();
  }

  /// The widest line of the calls of that lifeline.
  int widest(std::size_t lifeline, int room) const {
    int most = 0;
    for (const rung& r : all_.list)
      if (r.lifeline == lifeline)
        for (const line& l : told(r, room)) most = std::max(most, l.width());
    return most;
  }

  void measure_outside() {
    place_.words = form::outside;
    const int span = packets_ ? least_span_of_packets : least_span;
    const int both = how_.width - place_.gutter - span - 4;
    int left = widest(0, widest_side), right = widest(1, widest_side);
    if (left + right > both) {
      const int half = both / 2;
      left = right < half ? both - right : std::min(left, half);
      left = std::max(widest(0, left), narrowest_side);
      right = std::min(right, both - left);
    }
    left = std::max(left, (columns(all_.lifelines[0]) + 1) / 2);
    const int first = place_.gutter + left + 1;
    const int second = how_.width - 2 - std::max(right, narrowest_side);
    place_.columns = {first, std::min(second, first + 60)};
    place_.text = {first - 2, place_.columns[1] + 2};
    place_.rooms = {left, how_.width - place_.text[1]};
  }

  void measure_between() {
    place_.words = form::between;
    const auto n = static_cast<int>(all_.lifelines.size());
    const int each = (how_.width - place_.gutter) / std::max(1, n);
    for (int i = 0; i < n; ++i) {
      const auto index = static_cast<std::size_t>(i);
      const int column = place_.gutter + i * each;
      place_.columns.push_back(column);
      place_.text.push_back(column + 2 + reserved(index, true));
      const int end = i + 1 == n
                          ? how_.width
                          : column + each - 1 - reserved(index + 1, false);
      place_.rooms.push_back(end - place_.text.back());
    }
  }

  void measure_apart() {
    place_.words = form::apart;
    const auto n = static_cast<int>(all_.lifelines.size());
    const int each = std::clamp(40 / n, 3, 9);
    for (int i = 0; i < n; ++i)
      place_.columns.push_back(place_.gutter + i * each);
    const int text = place_.columns.back() + each;
    place_.text.assign(all_.lifelines.size(), text);
    place_.rooms.assign(all_.lifelines.size(), how_.width - text);
  }

  std::string name_of(std::size_t lifeline) const {
    const std::string& name = all_.lifelines[lifeline];
    return harmless(name.empty() ? word_.outside : std::string_view(name),
                    how_.utf8 || name.empty());
  }

  void add_names() {
    const std::size_t n = all_.lifelines.size();
    for (std::size_t i = 0; i < n; ++i) {
      const bool apart = place_.words == form::apart;
      const int column = place_.columns[i];
      const int next =
          i + 1 < n && !apart ? place_.columns[i + 1] - 1 : how_.width;
      const auto at =
          place_.words == form::outside ? anchor::middle : anchor::start;
      sheet_.lifelines.push_back(
          {column, apart ? static_cast<int>(i) : 0,
           cut(name_of(i), at == anchor::middle ? 20 : next - column,
               ellipsis(how_)),
           at});
    }
    row_ = place_.words == form::apart ? static_cast<int>(n) : 1;
  }

  std::vector<line> told(const rung& r, int room) const {
    return calls_of(r, play_, how_, room);
  }

  void add_rung(std::size_t index) {
    const rung& r = all_.list[index];
    now_ = index;
    const int room = place_.rooms[r.lifeline];
    std::vector<line> lines = told(r, room);
    const bool left = place_.words == form::outside && r.lifeline == 0;
    int widest = 0;
    for (const line& l : lines) widest = std::max(widest, l.width());
    sheet_.writings.push_back(
        {row_, 0, anchor::start, line().add(number(r), ink::faint)});
    int row = row_;
    for (line& l : lines) {
      const int begin =
          left ? place_.text[0] - widest + 1 : place_.text[r.lifeline];
      sheet_.writings.push_back(
          {row++, begin, anchor::start, l.clipped(room, ellipsis(how_))});
    }
    if (place_.words == form::apart) mark(r, row_);
    const bool takes =
        std::ranges::any_of(all_.buffers, [index](const buffered& b) {
          return std::ranges::find(b.takes, index) != b.takes.end();
        });
    int next = row_;
    if (place_.words != form::outside)
      next = row;
    else if (takes)
      ++next;
    rows_.push_back({row_});
    add_crossings(r, next);
    row_ = std::max(row, next);
  }

  /// Whose call it is, where its words stand apart.
  void mark(const rung& r, int row) {
    sheet_.writings.push_back({row, place_.columns[r.lifeline], anchor::start,
                               line().add(how_.utf8 ? "●" : "*", ink::strong)});
  }

  /// From `row` on, which is moved behind them.
  void add_crossings(const rung& r, int& row) {
    const std::size_t n = r.crossings.size();
    const bool many = n > most_arrows || (r.calls.empty() && n > 0);
    for (std::size_t i = 0; i < n; ++i) {
      const bool shown =
          !many || (!r.calls.empty() && (i + 3 < most_arrows || i + 1 == n));
      if (shown) {
        row = add_arrow(all_.crossings[r.crossings[i]], row);
      } else if (rows_.back().size() == 1 ||
                 (i + 3 == most_arrows && !r.calls.empty())) {
        const std::size_t hidden = r.calls.empty() ? n : n - most_arrows + 2;
        fold_row_ = row;
        add_hidden(all_.crossings[r.crossings[i]], hidden, row++);
      }
      rows_.back().push_back(shown ? shown_row_ : fold_row_);
    }
  }

  void add_hidden(const crossing& c, std::size_t count, int row) {
    const std::string text =
        fmt::format("{} {}", ellipsis(how_),
                    fmt::format(fmt::runtime(word_.more_packets), count));
    write_on(c, row, line().add(text, ink::faint));
  }

  std::size_t lifeline(const std::string& name) const {
    const auto found = std::ranges::find(all_.lifelines, name);
    return found == all_.lifelines.end()
               ? all_.lifelines.size() - 1
               : static_cast<std::size_t>(found - all_.lifelines.begin());
  }

  /// Columns [first, last] in which an arrow's words have room.
  std::pair<int, int> zone(const crossing& c) const {
    const std::size_t from = lifeline(c.sender), to = lifeline(c.receiver);
    if (place_.words == form::apart) return {place_.text[0], how_.width - 1};
    const bool right = place_.columns[from] >= place_.columns[to];
    int first = 0, last = 0;
    if (from == to) {
      first = place_.columns[to] + reserved_now(to, true) + 2;
      last = first + 24;
    } else if (right) {
      // Beside the sender, since other lifelines may stand between.
      const int neighbour = place_.columns[from - 1];
      first = neighbour + reserved_now(from - 1, true) + 3;
      last = place_.columns[from] - 2 - reserved_now(from, false);
    } else {
      first = place_.columns[from] + 2 + reserved_now(from, true);
      last = place_.columns[from + 1] - 3 - reserved_now(from + 1, false);
    }
    // An arrow that ends on the way has its mark there.
    constexpr int mark = 4;
    if (c.became != crossing::fate::arrived)
      (right ? first : last) += right ? mark : -mark;
    return {first, std::min(last, how_.width - 1)};
  }

  void write_on(const crossing& c, int row, line text) {
    const auto [first, last] = zone(c);
    const bool apart = place_.words == form::apart;
    const int width = last - first + 1;
    text = text.clipped(width, ellipsis(how_));
    const int column = apart ? first : first + (width - text.width()) / 2;
    sheet_.writings.push_back({row, column, anchor::start, text, !apart});
  }

  /// Returns the row behind it.
  int add_arrow(const crossing& c, int row) {
    const auto [first, last] = zone(c);
    const int width = last - first - 1;  // a blank at both ends
    arrow_label label = label_of(c, play_, how_, packets_, width);
    if (columns(label.numbers) > width + 2)
      label.numbers.resize(label.numbers.find(" win"));
    const int from = place_.columns[lifeline(c.sender)];
    const int to = place_.columns[lifeline(c.receiver)];
    sheet::arrow arrow{row,
                       from,
                       to,
                       false,
                       c.became != crossing::fate::arrived,
                       send_of(c, play_)};
    if (const auto buffer = buffer_of(c)) {
      arrow.to = column_of(*buffer);
      arrow.into_buffer = true;
    }
    sheet_.arrows.push_back(arrow);
    shown_row_ = row;
    const bool one_row =
        label.head.width() + 1 + columns(label.numbers) <= width;
    if (one_row && !label.numbers.empty())
      label.head.add(" ").add(label.numbers);
    write_on(c, row, line().add(" ").append(label.head).add(" "));
    if (one_row || label.numbers.empty()) return row + 1;
    write_on(c, row + 1, line().add(label.numbers, ink::faint));
    sheet_.writings.back().on_arrow = false;
    return row + 2;
  }

  const buffered* buffer_of_index(std::size_t crossing) const {
    for (const buffered& b : all_.buffers)
      if (std::ranges::find(b.arrived, crossing) != b.arrived.end()) return &b;
    return nullptr;
  }
  std::optional<buffered> buffer_of(const crossing& c) const {
    const auto index = static_cast<std::size_t>(&c - all_.crossings.data());
    const buffered* found = buffer_of_index(index);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }

  int column_of(const buffered& b) const {
    const int lifeline = place_.columns[b.lifeline];
    int off = 3 + 2 * static_cast<int>(b.slot);
    if (place_.words == form::apart) off = 2;
    return b.from_right ? lifeline + off : lifeline - off;
  }

  int row_of(const moment& m) const {
    const std::vector<int>& rows = rows_[m.rung];
    return rows[std::min(m.crossings, rows.size() - 1)];
  }

  void add_buffers() {
    for (const buffered& b : all_.buffers) {
      sheet::buffer drawn;
      drawn.column = column_of(b);
      drawn.lifeline = place_.columns[b.lifeline];
      drawn.first = row_of(b.begin);
      for (const std::size_t take : b.takes)
        drawn.takes.push_back(row_of({take, 0}));
      drawn.last = row_of(b.end);
      drawn.emptied = b.emptied;
      sheet_.buffers.push_back(std::move(drawn));
    }
  }

  const play::record& play_;
  const rungs& all_;
  const style& how_;
  const vocabulary& word_;
  const bool packets_;
  geometry place_;
  sheet sheet_;
  std::size_t now_ = 0;  // the rung that is being drawn
  int row_ = 0, shown_row_ = 0, fold_row_ = 0;
  std::vector<std::vector<int>>
      rows_;  // of each rung: its calls, its crossings
};

}  // namespace

sheet sheet_of(const play::record& play, const rungs& all, const style& how,
               bool all_packets) {
  return drafter(play, all, how, all_packets).draw();
}

}  // namespace view
