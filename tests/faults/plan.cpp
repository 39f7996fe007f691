#include "plan.hpp"

#include <algorithm>
#include <cerrno>
#include <set>

#include "calls.hpp"

namespace faults {
namespace {

constexpr std::size_t most_errors = 4;  // of one call, in the list of calls

// 1, 2, 3, the last, the middle one, the quarters ...: no two are the same.
std::vector<int> order_of_uses(int count) {
  std::vector<int> order;
  std::set<int> chosen;
  const auto choose = [&](int n) {
    if (n >= 1 && n <= count && chosen.insert(n).second) order.push_back(n);
  };
  for (const int n : {1, 2, 3, count}) choose(n);
  for (int parts = 2; static_cast<int>(order.size()) < count; parts *= 2)
    for (int i = 1; i < parts; ++i)
      choose(
          std::max(1, static_cast<int>(static_cast<long>(count) * i / parts)));
  return order;
}

}  // namespace

std::vector<fault> nth_uses(const std::map<use, int>& uses, std::size_t most) {
  std::vector<fault> all;
  std::map<use, std::vector<int>> orders;
  for (const auto& [call, count] : uses)
    if (!errors_of(call.number).empty()) orders[call] = order_of_uses(count);
  // Each call's first use by its first error, by its second ..., then another
  // use: however few are wanted, every call is among them.
  bool more = true;
  for (std::size_t round = 0; more && all.size() < most; ++round) {
    more = false;
    for (std::size_t i = 0; i < most_errors; ++i)
      for (const auto& [call, order] : orders) {
        const std::vector<int> errors = errors_of(call.number);
        if (round >= order.size() || i >= errors.size()) continue;
        more = true;
        all.push_back({call, errors[i], order[round]});
      }
  }
  if (all.size() > most) all.resize(most);
  return all;
}

std::vector<fault> from_the_start(const std::map<use, int>& uses) {
  std::set<int> numbers;
  for (const auto& [call, count] : uses)
    if (!errors_of(call.number).empty()) numbers.insert(call.number);
  std::vector<fault> all;
  for (const int error : {EPERM, ENOSYS, EMFILE})
    for (const int number : numbers)
      all.push_back({{number, ""}, error, 1, true, true});
  return all;
}

}  // namespace faults
