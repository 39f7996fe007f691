// Programs some of whose calls fail (failing_calls.cpp says which words).
#pragma once

#include <cstdlib>
#include <string>

#include "stage/stage.hpp"

inline stage::program failing(stage::program what, const std::string& words) {
  if (words.empty()) return what;
  const char* const options = std::getenv("ASAN_OPTIONS");
  what.argv.insert(
      what.argv.begin(),
      {"/usr/bin/env", "LD_PRELOAD=" FAILING_CALLS, "FAILING=" + words,
       // The sanitizer would rather be the first library itself.
       std::string("ASAN_OPTIONS=verify_asan_link_order=0:") +
           (options != nullptr ? options : "")});
  return what;
}
