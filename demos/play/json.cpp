#include <nlohmann/json.hpp>
#include <utility>

#include "play/json_writer.hpp"
#include "play/record.hpp"

namespace play {
namespace {

using json = nlohmann::ordered_json;

template <class T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

/// Where -1 means: none.
json known(std::int64_t n) {
  return n < 0 ? json() : json(n);
}

void put_size(json_writer& to, const piece& p) {
  to.value(p.size);
}

void put_place(json_writer& to, const piece& p) {
  to.value({{"offset", p.offset},
            {"size", p.size},
            {"call", p.call == 0 ? json() : json(p.call)}});
}

void put_program(json_writer& to, const program& p) {
  to.open('{');
  to.key("name").value(p.name);
  to.key("argv").value(p.argv);
  to.key("exit").value(or_null(p.exit));
  to.key("signal").value(p.signal.empty() ? json() : json(p.signal));
  to.key("stdout").text(p.out);
  to.key("stderr").text(p.err);
  to.key("dismissed").value(p.dismissed);
  to.close();
}

/// Only where somebody asked for it, and something was found.
json with_where(json value, const std::vector<source>& where) {
  if (!where.empty()) value["where"] = to_value(where);
  return value;
}

void put_call(json_writer& to, const call& c) {
  json value{{"n", c.n},
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
  to.value(with_where(std::move(value), c.where));
}

void put_stream(json_writer& to, const stream& s) {
  to.open('{');
  to.key("kind").value(to_string(s.kind));
  to.key("from").value(s.from);
  to.key("to").value(s.to);
  to.key("from_address").value(s.from_address);
  to.key("to_address").value(s.to_address);
  to.key("data").escaped_text(s.bytes);
  to.key("sends").items(s.sends, put_size);
  to.key("segments").items(s.segments, put_size);
  to.key("recvs").items(s.recvs, put_size);
  to.key("pieces").open('{');
  to.key("sends").items(s.sends, put_place);
  to.key("segments").items(s.segments, put_place);
  to.key("recvs").items(s.recvs, put_place);
  to.close();
  to.close();
}

void put_print(json_writer& to, const print& p) {
  to.open('{');
  to.key("program").value(p.program);
  to.key("to").value(p.error ? "stderr" : "stdout");
  to.key("after").value(p.after);
  to.key("text").text(p.text);
  to.close();
}

void put_waiting(json_writer& to, const waiting& w) {
  json value{{"program", w.program},
             {"task", w.task},
             {"call", w.call},
             {"fd", known(w.fd)},
             {"what", to_text(w.what)}};
  to.value(with_where(std::move(value), w.where));
}

}  // namespace

json to_value(const std::vector<source>& where) {
  json list = json::array();
  for (const source& s : where) {
    list.push_back({{"file", s.file.empty() ? json() : json(s.file)},
                    {"line", s.line == 0 ? json() : json(s.line)},
                    {"function", s.function}});
  }
  return list;
}

void write_json(const record& play, const sink& to) {
  json_writer text(to);
  text.key("format").value("sticky.play");
  text.key("version").value(1);
  text.key("programs").items(play.programs, put_program);
  text.key("calls").items(play.calls, put_call);
  text.key("streams").items(play.streams, put_stream);
  text.key("prints").items(play.prints, put_print);
  text.key("waiting").items(play.waits, put_waiting);
  text.key("ended").value(to_string(play.ended));
  text.key("because").value(to_text(play.ended_because));
  text.key("notes").items(play.notes, [](json_writer& line, const auto& note) {
    line.value(to_text(note));
  });
  text.end();
}

std::string to_json(const record& play) {
  std::string text;
  write_json(play, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace play
