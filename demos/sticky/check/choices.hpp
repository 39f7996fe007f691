// What a search may do beyond orders and short reads, if it is asked to: each
// with all that the command says of it.
#pragma once

#include <array>
#include <string_view>

#include "check/check.hpp"

namespace sticky {

struct check_choice {
  struct words {
    std::string_view english, chinese;
  };
  std::string_view option;      ///< "--kills"
  std::string_view key;         ///< of the bounds in a report's JSON
  bool check::options::*asked;  ///< whether it is to be done
  words help;
  words done;      ///< among what was tried; "": told elsewhere
  words not_done;  ///< among what was not
};

inline constexpr std::array check_choices = {
    check_choice{"--short-writes",
                 "short_writes",
                 &check::options::short_writes,
                 {"Cut writes as well", "也把写入截短"},
                 {"", ""},  // they share a bound, and so a phrase, with reads
                 {"short writes", "短写"}},
    check_choice{"--kills",
                 "kills",
                 &check::options::kills,
                 {"Kill each program before each of its calls",
                  "在每个调用之前杀死各程序"},
                 {"each program killed", "逐个杀死"},
                 {"a program that dies", "程序中途被杀"}},
};

}  // namespace sticky
