#include "stage/record/order.hpp"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <numeric>
#include <utility>

namespace stage {
namespace {

using play::kind;

bool stands_where_it_returns(const play::call& call) {
  return call.receives() || call.kind == kind::accept ||
         play::waits_for_several(call.kind);
}

// EINPROGRESS: the connection is under way all the same.
bool failed(const play::call& call) {
  return call.result == -1 &&
         !(call.kind == kind::connect && call.error == EINPROGRESS);
}

}  // namespace

void call_order::returns(std::size_t index, const play::call& call) {
  if (stands_where_it_returns(call) || failed(call)) moments_[index] = ++now_;
}

void call_order::put_in_order(play::record& record) const {
  const auto moment = [&](std::size_t index) {
    const play::call& call = record.calls[index];
    return !call.result && stands_where_it_returns(call)
               ? std::numeric_limits<int>::max()
               : moments_[index];
  };
  std::vector<std::size_t> order(record.calls.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, moment);

  std::vector<int> number(order.size()), moments;
  std::vector<play::call> calls;
  for (const std::size_t index : order) {
    moments.push_back(moment(index));
    calls.push_back(std::move(record.calls[index]));
    number[index] = calls.back().n = static_cast<int>(calls.size());
  }
  record.calls = std::move(calls);

  const auto last_before = [&moments](int& when) {
    when = static_cast<int>(std::ranges::upper_bound(moments, when) -
                            moments.begin());
  };
  for (play::stream& stream : record.streams) {
    for (auto* row : {&stream.sends, &stream.recvs})
      for (play::piece& piece : *row)
        piece.call = number[static_cast<std::size_t>(piece.call) - 1];
    for (play::piece& segment : stream.segments) last_before(segment.call);
  }
  for (play::print& print : record.prints) last_before(print.after);
  for (play::packet& packet : record.packets) last_before(packet.call);
}

}  // namespace stage
