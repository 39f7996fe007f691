// A name that lesson 25 accepts is a plain file of one folder.
#include "25_file_upload/file_name.hpp"

#include "input.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  const std::string name = in.rest();
  // The JSON header has been checked to be UTF-8.
  if (!fuzz::is_utf8(name)) return 0;
  const std::string fault = fault_of(name);
  fuzz::require(fuzz::is_one_line(fault), "why, in one line");
  if (!fault.empty()) return 0;
  fuzz::require(!name.empty() && name.size() <= 255, "its size");
  fuzz::require(fuzz::is_one_line(name), "no control characters");
  fuzz::require(name.find_first_of("/\\:") == name.npos, "no path");
  fuzz::require(name.front() != '.' && name.front() != '-', "not hidden");
  return 0;
}
