#include <algorithm>
#include <nlohmann/json.hpp>

#include "play/json_writer.hpp"
#include "sticky/check/choices.hpp"
#include "sticky/check/options.hpp"
#include "sticky/check/report.hpp"
#include "sticky/check/words.hpp"

namespace sticky {
namespace {

using json = nlohmann::ordered_json;

template <class T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

json or_null(const std::string& text) {
  return text.empty() ? json() : json(text);
}

void put_program(play::json_writer& to, const stage::program& program) {
  to.value({{"name", program.name}, {"argv", program.argv}});
}

/// An object of what `put` writes for each program.
template <typename Put>
void put_each(play::json_writer& to, const char* key,
              const check::outcome& outcome, Put put) {
  to.key(key).open('{');
  for (const play::program& program : outcome.programs) {
    to.key(program.name);
    put(program);
  }
  to.close();
}

void put_outcome(play::json_writer& to, const check::outcome& outcome) {
  using play::program;
  to.open('{');
  to.key("schedules").value(outcome.schedules);
  to.key("cues").value(outcome.cues);
  to.key("preemptions").value(outcome.deviations.preemptions);
  to.key("shorts").value(outcome.deviations.of(check::choice::way::cut));
  to.key("late").value(outcome.deviations.late);
  to.key("disturbed").value(outcome.disturbed);
  put_each(to, "stdout", outcome, [&](const program& p) { to.text(p.out); });
  put_each(to, "stderr", outcome, [&](const program& p) { to.text(p.err); });
  put_each(to, "exit", outcome,
           [&](const program& p) { to.value(or_null(p.exit)); });
  put_each(to, "signal", outcome,
           [&](const program& p) { to.value(or_null(p.signal)); });
  to.key("ended").value(play::to_string(outcome.ended));
  to.key("because").value(to_text(outcome.ended_because));
  to.close();
}

json to_value(const check::fault& fault, const told& what, std::size_t cause) {
  json value{{"kind", check::to_string(fault.kind)},
             {"program", or_null(fault.program)},
             {"cues", fault.cues},
             {"what", what.whole},
             {"outcome", fault.outcome},
             {"cause", cause}};
  if (!what.where.empty()) value["where"] = play::to_value(what.where);
  return value;
}

json to_value(const check::options& options) {
  json errors = json::array();
  for (const int error : options.errors) {
    errors.push_back(play::error_name(error));
  }
  std::optional<double> seconds;
  if (options.time) {
    seconds = static_cast<double>(options.time->count()) / 1000;
  }
  json bounds{{"schedules", or_null(options.schedules)},
              {"seconds", or_null(seconds)},
              {"preemptions", or_null(options.preemptions)},
              {"shorts", or_null(options.shorts)},
              {"each_length", options.each_length},
              {"late", or_null(options.late)}};
  for (const check_choice& choice : check_choices) {
    bounds[std::string(choice.key)] = options.*choice.asked;
  }
  bounds["errors"] = errors;
  bounds["compare"] = name_of(options.compare);
  bounds["ignore"] = options.ignore;
  return bounds;
}

json shard(const check::options& options) {
  if (options.shards == 1) return {};
  return std::to_string(options.shard) + '/' + std::to_string(options.shards);
}

}  // namespace

void report_json(const checked& all, const play::sink& to) {
  play::json_writer text(to);
  text.key("format").value("sticky.check");
  text.key("version").value(1);
  text.key("programs").items(all.cast, put_program);
  text.key("schedules").value(all.report.schedules);
  text.key("states").value(all.report.states);
  text.key("complete").value(all.report.complete);
  text.key("stopped_by").value(or_null(to_text(all.report.stopped_by)));
  text.key("drawn").value(all.report.drawn);
  text.key("each_length").value(all.report.each_length);
  text.key("seed").value(all.options.seed);
  text.key("shard").value(shard(all.options));
  text.key("bounds").value(to_value(all.options));
  text.key("reference").value(all.report.reference);
  text.key("outcomes").items(all.report.outcomes, put_outcome);
  text.key("faults").open('[');
  const std::vector<cause> causes = causes_of(all.report);
  for (std::size_t i = 0; i < all.report.faults.size(); ++i) {
    const auto mine =
        std::ranges::find(causes, all.report.faults[i].cues, &cause::cues);
    text.value(to_value(all.report.faults[i], all.whats[i],
                        static_cast<std::size_t>(mine - causes.begin()) + 1));
  }
  text.close();
  text.key("notes").items(all.report.notes,
                          [](play::json_writer& line, const auto& note) {
                            line.value(to_text(note));
                          });
  text.end();
}

}  // namespace sticky
