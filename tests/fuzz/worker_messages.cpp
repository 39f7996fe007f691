// What a worker and the search tell each other: bytes are exactly one message,
// or refused.
//
//   request or answer | bytes
#include "check/protocol.hpp"
#include "input.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  const bool is_request = in.choice(2) == 0;
  const std::string bytes = in.rest();
  try {
    const std::string again = is_request
                                  ? check::packed(check::request_in(bytes))
                                  : check::packed(check::answer_in(bytes));
    fuzz::require(again == bytes, "the same bytes");
  } catch (const check::bad_message& wrong) {
    fuzz::require(fuzz::is_one_line(wrong.what()), "why, in one line");
  }
  return 0;
}
