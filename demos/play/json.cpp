#include <algorithm>
#include <nlohmann/json.hpp>

#include "play/json_lines.hpp"
#include "play/play.hpp"

namespace play {
namespace {

using json = nlohmann::ordered_json;

template <class T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

json sizes(const std::vector<piece>& row) {
  json list = json::array();
  for (const piece& p : row) list.push_back(p.size);
  return list;
}

json places(const std::vector<piece>& row) {
  json list = json::array();
  for (const piece& p : row) {
    list.push_back({{"offset", p.offset},
                    {"size", p.size},
                    {"call", p.call == 0 ? json() : json(p.call)}});
  }
  return list;
}

json to_value(const program& p) {
  return {{"name", p.name},
          {"argv", p.argv},
          {"exit", or_null(p.exit)},
          {"signal", p.signal.empty() ? json() : json(p.signal)},
          {"stdout", p.out},
          {"stderr", p.err},
          {"dismissed", p.dismissed}};
}

json to_value(const call& c) {
  const auto known = [](std::int64_t n) { return n < 0 ? json() : json(n); };
  return {{"n", c.n},
          {"program", c.program},
          {"task", c.task},
          {"call", c.name},
          {"fd", known(c.fd)},
          {"asked", known(c.asked)},
          {"result", or_null(c.result)},
          {"errno", c.error == 0 ? json() : json(error_name(c.error))},
          {"detail", detail_of(c)},
          {"events", text_of(c.events)},
          {"forced", to_string(c.forced)},
          {"stream", known(c.stream)},
          {"offset", known(c.offset)}};
}

json to_value(const stream& s) {
  return {{"kind", to_string(s.kind)},
          {"from", s.from},
          {"to", s.to},
          {"from_address", s.from_address},
          {"to_address", s.to_address},
          {"data", escaped(s.bytes)},
          {"sends", sizes(s.sends)},
          {"segments", sizes(s.segments)},
          {"recvs", sizes(s.recvs)},
          {"pieces",
           {{"sends", places(s.sends)},
            {"segments", places(s.segments)},
            {"recvs", places(s.recvs)}}}};
}

json to_value(const print& p) {
  return {{"program", p.program},
          {"to", p.error ? "stderr" : "stdout"},
          {"after", p.after},
          {"text", p.text}};
}

json to_value(const waiting& w) {
  return {{"program", w.program},
          {"task", w.task},
          {"call", w.call},
          {"fd", w.fd < 0 ? json() : json(w.fd)},
          {"what", w.what}};
}

template <class T>
json to_values(const std::vector<T>& items) {
  json list = json::array();
  for (const T& item : items) list.push_back(to_value(item));
  return list;
}

}  // namespace

std::string to_json(const record& play) {
  return line_by_line({{"format", "sticky.play"},
                       {"version", 1},
                       {"programs", to_values(play.programs)},
                       {"calls", to_values(play.calls)},
                       {"streams", to_values(play.streams)},
                       {"prints", to_values(play.prints)},
                       {"waiting", to_values(play.waits)},
                       {"ended", to_string(play.ended)},
                       {"because", play.ended_because},
                       {"notes", play.notes}});
}

}  // namespace play
