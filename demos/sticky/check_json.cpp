#include <nlohmann/json.hpp>

#include "play/json_lines.hpp"
#include "sticky/check_options.hpp"
#include "sticky/check_report.hpp"

namespace command {
namespace {

using json = nlohmann::ordered_json;

template <class T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

json or_null(const std::string& text) {
  return text.empty() ? json() : json(text);
}

json to_value(const stage::program& program) {
  return {{"name", program.name}, {"argv", program.argv}};
}

json to_value(const check::outcome& outcome) {
  json out = json::object(), err = out, exit = out, signal = out;
  for (const play::program& program : outcome.programs) {
    out[program.name] = program.out;
    err[program.name] = program.err;
    exit[program.name] = or_null(program.exit);
    signal[program.name] = or_null(program.signal);
  }
  return {{"schedules", outcome.schedules},
          {"cues", outcome.cues},
          {"preemptions", outcome.preemptions},
          {"shorts", outcome.shorts},
          {"disturbed", outcome.disturbed},
          {"stdout", out},
          {"stderr", err},
          {"exit", exit},
          {"signal", signal},
          {"ended", play::to_string(outcome.ended)},
          {"because", outcome.ended_because}};
}

json to_value(const check::fault& fault, const std::string& what) {
  return {{"kind", check::to_string(fault.kind)},
          {"program", or_null(fault.program)},
          {"cues", fault.cues},
          {"what", what},
          {"outcome", fault.outcome}};
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
  return {{"schedules", or_null(options.schedules)},
          {"seconds", or_null(seconds)},
          {"preemptions", or_null(options.preemptions)},
          {"shorts", or_null(options.shorts)},
          {"each_length", options.each_length},
          {"short_writes", options.short_writes},
          {"kills", options.kills},
          {"errors", errors},
          {"compare", name_of(options.compare)},
          {"ignore", options.ignore}};
}

json shard(const check::options& options) {
  if (options.shards == 1) return {};
  return std::to_string(options.shard) + '/' + std::to_string(options.shards);
}

}  // namespace

std::string report_json(const checked& all) {
  json programs = json::array(), outcomes = programs, faults = programs;
  for (const stage::program& one : all.cast) programs.push_back(to_value(one));
  for (const check::outcome& one : all.report.outcomes) {
    outcomes.push_back(to_value(one));
  }
  for (std::size_t i = 0; i < all.report.faults.size(); ++i) {
    faults.push_back(to_value(all.report.faults[i], all.whats[i]));
  }
  return play::line_by_line({{"format", "sticky.check"},
                             {"version", 1},
                             {"programs", programs},
                             {"schedules", all.report.schedules},
                             {"states", all.report.states},
                             {"complete", all.report.complete},
                             {"stopped_by", or_null(all.report.stopped_by)},
                             {"shard", shard(all.options)},
                             {"bounds", to_value(all.options)},
                             {"outcomes", outcomes},
                             {"faults", faults},
                             {"notes", all.report.notes}});
}

}  // namespace command
