// Every decoder of the kit: the same frames in whatever pieces the bytes come,
// memory bounded by what came, and what is encoded comes out.
//
//   codec | limit | count | sizes of pieces: count bytes | bytes
#include <span>
#include <vector>

#include "../kit/kit_codecs.hpp"
#include "input.hpp"

namespace {

void require_none(const laws::violations& found) {
  fuzz::require(found.empty(), found.empty() ? "" : found.front());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto codecs = laws::kit_codecs(laws::handing::by_next);
  static const auto others = laws::kit_codecs(laws::handing::by_for_each);
  constexpr std::uint64_t limits[] = {1, 2, 5, 16, 64, 300, 4096, 100'000};

  fuzz::input in(data, size);
  const std::size_t which = in.choice(codecs.size());
  const std::uint64_t limit = limits[in.choice(std::size(limits))];
  std::vector<std::size_t> sizes(in.choice(8));
  for (std::size_t& piece : sizes) piece = in.byte() + 1U;
  const std::string bytes = in.rest();
  require_none(laws::pieces_change_nothing(codecs[which], others[which], bytes,
                                           limit, sizes));

  std::vector<std::string> payloads;
  for (std::size_t at = 0, i = 0; at < bytes.size(); ++i) {
    payloads.push_back(bytes.substr(
        at, sizes.empty() ? bytes.size() : sizes[i % sizes.size()]));
    at += payloads.back().size();
  }
  require_none(laws::what_goes_in_comes_out(codecs[which], payloads, limit));
  return 0;
}
