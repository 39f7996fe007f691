// The JSON header: accepted is what JSON says it is; what is refused is said in
// one line; what is accepted can be sent and read again.
//
//   limits | the header's text
#include "kit/framing/json_header.hpp"

#include <nlohmann/json.hpp>

#include "input.hpp"

namespace {

using nlohmann::json;

void is_what_it_says(const std::string& text, const kit::file_header& header) {
  const json all = json::parse(text);
  fuzz::require(all.is_object(), "it is an object");
  fuzz::require(all.at("filename") == header.filename, "its file name");
  fuzz::require(all.at("total_size").get<std::uint64_t>() == header.total_size,
                "its size");
  fuzz::require(all.at("md5") == header.md5, "its digest");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  kit::json_header_format format;
  format.depth = static_cast<int>(in.choice(20)) + 1;
  if (in.choice(2) == 1) format.limit = std::uint64_t{4} << 30;
  const std::string text = in.rest();

  const kit::decoded_header got = kit::decode_json_header(format, text);
  if (got.error != kit::header_error::none) {
    fuzz::require(!got.what.empty() && fuzz::is_one_line(got.what) &&
                      fuzz::is_utf8(got.what) && got.what.size() < 1000,
                  "why it is refused, in one line");
    fuzz::require(
        got.error != kit::header_error::not_json || !json::accept(text),
        "it is no JSON");
    return 0;
  }
  is_what_it_says(text, got.header);
  fuzz::require(got.header.total_size <= format.limit, "the limit");
  // Written with \u escapes it may be longer than was read.
  format.prefix.limit = 6 * text.size() + 100;
  const auto again = kit::encode_json_header(format, got.header);
  fuzz::require(again.has_value(), "it can be sent");
  const kit::decoded_header same = kit::decode_json_header(format, *again);
  fuzz::require(same.error == kit::header_error::none, "it can be read again");
  fuzz::require(same.header.filename == got.header.filename &&
                    same.header.total_size == got.header.total_size &&
                    same.header.md5 == got.header.md5,
                "the same comes out");
  return 0;
}
