#include "kit/framing/json_header.hpp"

#include <cassert>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/md5.hpp"

namespace kit {
namespace {

using nlohmann::json;

constexpr std::string_view expected =
    "expected a JSON header {\"filename\": text, \"total_size\": number, "
    "\"md5\": text}, ";

// Listens to the parser and keeps the three fields. There is never a tree of
// values, so depth costs nothing. Returning false stops the parser.
class reader final : public nlohmann::json_sax<json> {
 public:
  explicit reader(const json_header_format& format) : format_(format) {}

  header_error error = header_error::none;
  std::string what;
  file_header header;

  bool null() override { return value("null"); }
  bool boolean(bool) override { return value("true or false"); }
  bool number_integer(std::int64_t n) override {
    if (n >= 0) return number_unsigned(static_cast<std::uint64_t>(n));  // -0
    if (!wants("total_size")) return value("a number");
    return fail(header_error::size_not_allowed,
                "total_size is " + std::to_string(n));
  }
  bool number_unsigned(std::uint64_t n) override {
    if (!wants("total_size")) return value("a number");
    if (n > format_.limit)
      return fail(header_error::size_not_allowed,
                  "total_size is " + std::to_string(n) + ", more than " +
                      std::to_string(format_.limit));
    header.total_size = n;
    return true;
  }
  bool number_float(double, const std::string& text) override {
    return value("the number " + escaped(text, 40));
  }
  bool string(std::string& text) override {
    if (text.find('\0') != std::string::npos)
      return fail(header_error::nul, "a string holds a NUL");
    if (wants("filename")) {
      header.filename = std::move(text);
      return true;
    }
    if (wants("md5")) {
      header.md5 = std::move(text);
      return true;
    }
    return value("text");
  }
  bool binary(binary_t&) override { return value("binary"); }
  bool start_object(std::size_t) override { return open(true); }
  bool start_array(std::size_t) override { return open(false); }
  bool key(std::string& name) override {
    if (!keys_.back().insert(name).second)
      return fail(header_error::duplicate_key,
                  "the key \"" + escaped(name, 40) + "\" is there twice");
    if (keys_.size() == 1) key_ = name;
    return true;
  }
  bool end_object() override {
    if (keys_.size() == 1)
      for (const char* name : {"filename", "total_size", "md5"})
        if (!keys_[0].contains(name))
          return fail(header_error::missing_key,
                      "\"" + std::string(name) + "\" is missing");
    return close();
  }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&,
                   const json::exception&) override {
    return fail(header_error::not_json,
                "not JSON at byte " + std::to_string(position));
  }

 private:
  bool fail(header_error reason, std::string words) {
    error = reason;
    what = std::move(words);
    return false;
  }
  // True where the value that comes next is this field's.
  bool wants(std::string_view name) const {
    return keys_.size() == 1 && key_ == name;
  }
  // A value that is none of the three fields' right type.
  bool value(const std::string& kind) {
    if (keys_.empty())
      return fail(header_error::not_an_object, "it is " + kind);
    if (wants("filename") || wants("total_size") || wants("md5"))
      return fail(header_error::wrong_type, key_ + " is " + kind);
    return true;
  }
  bool open(bool object) {
    const char* const kind = object ? "an object" : "an array";
    if ((!object || !keys_.empty()) && !value(kind)) return false;
    if (keys_.size() == static_cast<std::size_t>(format_.depth))
      return fail(header_error::too_deep,
                  "nested deeper than " + std::to_string(format_.depth));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    keys_.pop_back();
    return true;
  }

  const json_header_format& format_;
  std::vector<std::set<std::string>> keys_;  // of each open object, or empty
  std::string key_;                          // the last one of the outermost
};

}  // namespace

std::optional<std::string> encode_json_header(const json_header_format& format,
                                              const file_header& header) {
  if (header.total_size > format.limit) return {};
  std::string text;
  try {
    const auto quoted = [](const std::string& s) {
      return json(s).dump(-1, ' ', true);  // ASCII only, as json.dumps does
    };
    text = "{\"filename\": " + quoted(header.filename) +
           ", \"total_size\": " + std::to_string(header.total_size) +
           ", \"md5\": " + quoted(header.md5) + "}";
  } catch (const json::type_error&) {  // not UTF-8
    return {};
  }
  const bool has_nul = header.filename.find('\0') != std::string::npos ||
                       header.md5.find('\0') != std::string::npos;
  if (has_nul || !encode_length(format.prefix, text.size())) return {};
  return text;
}

std::optional<std::string> encode_prefixed_json_header(
    const json_header_format& format, const file_header& header) {
  std::optional<std::string> text = encode_json_header(format, header);
  if (!text) return {};
  const auto prefix = encode_length(format.prefix, text->size());
  text->insert(0, as_text(prefix->bytes()));
  return text;
}

bool append_frame(const json_header_format& format,
                  std::span<const std::byte> data,
                  std::vector<std::byte>& out) {
  const auto header = encode_prefixed_json_header(
      format,
      {.filename = "", .total_size = data.size(), .md5 = md5(as_text(data))});
  if (!header) return false;
  const std::span<const std::byte> front = as_bytes(*header);
  out.insert(out.end(), front.begin(), front.end());
  out.insert(out.end(), data.begin(), data.end());
  return true;
}

decoded_header decode_json_header(const json_header_format& format,
                                  std::string_view text) {
  reader fields(format);
  // The library takes a NUL for the end of its input, and would be content with
  // whatever stands before it.
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos) {
    fields.error = header_error::nul;
    fields.what = "a NUL at byte " + std::to_string(at + 1);
  } else {
    json::sax_parse(text.begin(), text.end(), &fields);
  }
  decoded_header result{.error = fields.error};
  if (fields.error == header_error::none)
    result.header = std::move(fields.header);
  else
    result.what = std::string(expected) + "got \"" + escaped(text, 60) +
                  "\": " + fields.what;
  return result;
}

json_header_decoder::json_header_decoder(const json_header_format& format)
    : format_(format) {}

void json_header_decoder::read_header() {
  const auto width = static_cast<std::size_t>(format_.prefix.width);
  const std::span<const std::byte> unread = buffer_.unread();
  if (unread.size() < width) return;
  const std::span<const std::byte> prefix = unread.first(width);
  const decoded_length length = decode_length(format_.prefix, prefix);
  if (length.error != length_error::none) {
    error_ = length.error == length_error::negative
                 ? header_error::negative_length
                 : header_error::too_long;
    what_ = kit::explain(format_.prefix, prefix);
    return;
  }
  if (unread.size() - width < length.length) return;
  decoded_header decoded = decode_json_header(
      format_, as_text(unread.subspan(width, length.length)));
  error_ = decoded.error;
  what_ = std::move(decoded.what);
  if (error_ != header_error::none) return;
  header_ = std::move(decoded.header);
  buffer_.consume(width + length.length);
}

std::optional<described_data> json_header_decoder::next() {
  if (error_ != header_error::none) return {};
  if (!header_) read_header();
  if (!header_ || buffer_.unread().size() < header_->total_size) return {};
  described_data result{.data = buffer_.unread().first(header_->total_size)};
  result.header = std::move(*header_);
  header_.reset();
  buffer_.consume(result.data.size());
  return result;
}

stream_end json_header_decoder::end() const noexcept {
  if (header_) return stream_end::inside_payload;
  return buffer_.unread().empty() ? stream_end::between_frames
                                  : stream_end::inside_header;
}

std::string json_header_decoder::explain() const {
  if (error_ != header_error::none) return what_;
  const std::string size = std::to_string(buffer_.unread().size());
  switch (end()) {
    case stream_end::between_frames:
      return "";
    case stream_end::inside_header:
      return "expected a length and a JSON header, the peer left after " +
             size + " bytes of them";
    case stream_end::inside_payload:
      break;
  }
  return "expected " + std::to_string(header_->total_size) +
         " bytes of data, the peer left after " + size;
}

}  // namespace kit
