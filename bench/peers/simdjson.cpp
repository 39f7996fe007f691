// simdjson: the JSON text of a header, read on demand; beside it the kit's
// reader on top of nlohmann::json. Both give the three fields. The kit's also
// refuses a key that is there twice, an object nested too deep and a NUL.
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <string>

#include "../header_text.hpp"

namespace bench::peers {
namespace {

void read_header(benchmark::State& state) {
  const std::string text = header_text(state);
  simdjson::ondemand::parser parser;
  for (auto _ : state) {
    // It reads a little beyond the end of the text, so that has to be copied.
    const simdjson::padded_string padded(text);
    simdjson::ondemand::document document = parser.iterate(padded);
    kit::file_header header{
        .filename = std::string(document["filename"].get_string().value()),
        .total_size = document["total_size"].get_uint64().value(),
        .md5 = std::string(document["md5"].get_string().value())};
    benchmark::DoNotOptimize(header);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_header)->Name("header/simdjson")->Apply(header_sizes);

}  // namespace
}  // namespace bench::peers
