// A header that lesson 25 accepts, in its own words or in a document's, says
// what a file needs; what it says was judged.
#include "25_file_upload/upload_header.hpp"

#include "input.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  const parsed_header read = parse_header(in.rest());  // never throws
  fuzz::require(fuzz::is_one_line(read.fault), "why, in one line");
  if (!read.fault.empty()) return 0;
  const upload_header& header = read.header;
  fuzz::require(header.cmd == "put" || header.cmd == "get", "a command");
  fuzz::require(header.total_size <= header_format.limit, "the size");
  fuzz::require(fuzz::is_utf8(header.filename), "the name is UTF-8");
  fuzz::require(header.filename.find('\0') == std::string::npos, "no NUL");
  fuzz::require(header.from_document || header.cmd == "get" ||
                    header.filename.size() + header.md5.size() < 4096,
                "no longer than the header");
  // And what we send is understood here.
  const parsed_header again =
      parse_header(document_header(header.filename, header.total_size));
  fuzz::require(again.fault.empty() && again.header.from_document &&
                    again.header.filename == header.filename &&
                    again.header.total_size == header.total_size,
                "a document's header comes back");
  return 0;
}
