// The header that JSON readers are compared with.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>

#include "kit/framing/json_header.hpp"

namespace bench {

/// With a file name of so many bytes as the row says.
inline std::string header_text(const benchmark::State& state) {
  return kit::encode_json_header(
             {}, {.filename = std::string(
                      static_cast<std::size_t>(state.range(0)), 'x'),
                  .total_size = 1517,
                  .md5 = std::string(32, '0')})
      .value();
}

inline void header_sizes(benchmark::internal::Benchmark* row) {
  row->ArgName("bytes")->Arg(16)->Arg(64)->Arg(1024);
}

}  // namespace bench
