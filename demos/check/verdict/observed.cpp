#include "check/verdict/observed.hpp"

#include <netinet/tcp.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

namespace check {
namespace {

using play::because;
using play::reason;

bool is_between_programs(const play::stream& stream) {
  return !stream.from.empty() && !stream.to.empty() && stream.from != stream.to;
}

// Of a stream that keeps boundaries: a recv took less than its message.
bool cut_a_message(const play::stream& stream) {
  return std::ranges::any_of(stream.recvs, [&](const play::piece& taken) {
    const auto sent =
        std::ranges::find(stream.sends, taken.offset, &play::piece::offset);
    return sent != stream.sends.end() && taken.size < sent->size;
  });
}

std::int64_t end_of(const std::vector<play::piece>& row) {
  return row.empty() ? 0 : row.back().offset + row.back().size;
}

// The reader wanted more, there was more, and a reset has destroyed it.
bool was_destroyed(const play::stream& stream, const play::record& record) {
  if (end_of(stream.recvs) >= end_of(stream.sends)) return false;
  return std::ranges::any_of(record.calls, [&](const play::call& call) {
    return call.program == stream.to && call.receives() &&
           call.error == ECONNRESET && call.forced == play::forced::none;
  });
}

}  // namespace

observed& operator|=(observed& all, const observed& more) {
  all.crossed |= more.crossed;
  all.time_limits |= more.time_limits;
  all.long_limits |= more.long_limits;
  all.long_reads |= more.long_reads;
  all.tcp_info |= more.tcp_info;
  return all;
}

observed seen_in(const play::record& record) {
  observed seen;
  seen.crossed =
      std::ranges::any_of(record.streams, is_between_programs) ||
      std::ranges::any_of(record.calls, [](const play::call& call) {
        return call.kind == play::kind::accept && call.result.value_or(-1) >= 0;
      });
  seen.tcp_info = std::ranges::any_of(record.calls, [](const play::call& call) {
    return call.name == "getsockopt" && call.argument == TCP_INFO;
  });
  return seen;
}

std::vector<loss> losses_in(const play::record& record) {
  std::vector<loss> losses;
  const auto add = [&](loss::kind what, const std::string& program) {
    const loss one{what, program};
    if (std::ranges::find(losses, one) == losses.end()) losses.push_back(one);
  };
  for (const play::stream& stream : record.streams) {
    if (play::keeps_boundaries(stream.kind)) {
      if (cut_a_message(stream)) add(loss::kind::truncated, stream.to);
    } else if (was_destroyed(stream, record)) {
      add(loss::kind::reset, stream.to);
    }
  }
  return losses;
}

reason why_nothing_crossed(const play::record& record) {
  reason who{because::each_of_these};
  for (const play::program& program : record.programs) {
    const auto refused =
        std::ranges::find_if(record.calls, [&](const play::call& call) {
          return call.program == program.name &&
                 call.kind == play::kind::connect && call.error == ECONNREFUSED;
        });
    if (refused != record.calls.end())
      who.parts.push_back(
          {because::was_refused, {program.name, refused->address}});
    if (!program.signal.empty())
      who.parts.push_back(
          {because::has_ended_by, {program.name, program.signal}});
    else if (program.exit)
      who.parts.push_back({because::has_ended_with,
                           {program.name, std::to_string(*program.exit)}});
    else
      who.parts.push_back({because::only_waits, {program.name}});
  }
  return {because::nothing_crossed, {}, {who}};
}

}  // namespace check
