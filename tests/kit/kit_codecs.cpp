#include "kit_codecs.hpp"

#include <bit>
#include <deque>
#include <stdexcept>

#include "kit/framing/bytes.hpp"
#include "kit/framing/delimiter.hpp"
#include "kit/framing/fixed_size.hpp"
#include "kit/framing/frames.hpp"
#include "kit/framing/json_header.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/framing/text_length.hpp"

namespace laws {
namespace {

// What the kit's decoders have in common with the laws' idea of one.
template <kit::frame_decoder Decoder>
class adapted : public decoder {
 public:
  template <class Format>
  adapted(const Format& format, handing how) : decoder_(format), how_(how) {}
  std::span<std::byte> prepare() override { return decoder_.prepare(); }
  void commit(std::size_t n) override { decoder_.commit(n); }
  std::optional<std::string> next() override {
    if (how_ == handing::by_for_each) return next_of_all();
    const auto message = decoder_.next();
    if (!message) return {};
    return std::string(kit::as_text(*message));
  }
  bool failed() const override { return kit::refused(decoder_); }
  kit::stream_end end() const override { return decoder_.end(); }
  std::size_t memory() const override { return decoder_.memory(); }

 private:
  std::optional<std::string> next_of_all() {
    if (all_.empty())
      kit::for_each_frame(decoder_, [&](std::span<const std::byte> message) {
        all_.emplace_back(kit::as_text(message));
      });
    if (all_.empty()) return {};
    std::string message = std::move(all_.front());
    all_.pop_front();
    return message;
  }

  Decoder decoder_;
  handing how_;
  std::deque<std::string> all_;
};

// A codec of the kit, given its format for a limit.
template <class Limited>
codec made_of(std::string name, Limited with, handing how) {
  using format = decltype(with(0));
  static_assert(kit::frame_format<format>);
  return {.name = std::move(name),
          .make =
              [with, how](std::uint64_t limit) {
                return std::make_unique<adapted<typename format::decoder>>(
                    with(limit), how);
              },
          .encode = [with](std::string_view payload,
                           std::uint64_t limit) -> std::optional<std::string> {
            std::vector<std::byte> out(3);
            const bool taken =
                append_frame(with(limit), kit::as_bytes(payload), out);
            if (kit::as_text(out).substr(0, 3) != std::string(3, '\0') ||
                (!taken && out.size() != 3))
              throw std::logic_error("append_frame changed what was there");
            if (taken) return std::string(kit::as_text(out).substr(3));
            return {};
          },
          .claim = {}};
}

codec length_prefix(std::string name, kit::length_format format, handing how) {
  const auto with = [format](std::uint64_t limit) {
    kit::length_format limited = format;
    limited.limit = limit;
    return limited;
  };
  codec made = made_of(std::move(name), with, how);
  made.claim = [with](std::uint64_t size) {
    const auto header = kit::encode_length(with(size), size);
    return std::string(kit::as_text(header.value().bytes()));
  };
  made.most = format.width == 2 ? 65535u : ~std::uint64_t{0};
  return made;
}

codec json_header(handing how) {
  codec made = made_of(
      "JsonHeader",
      [](std::uint64_t limit) {
        return kit::json_header_format{.limit = limit};
      },
      how);
  made.claim = [](std::uint64_t size) {
    return kit::encode_prefixed_json_header(
               {.limit = size},
               {.filename = "a.txt", .total_size = size, .md5 = "0"})
        .value();
  };
  return made;
}

codec fixed_size(std::string name, handing how) {
  codec made = made_of(
      std::move(name),
      [](std::uint64_t limit) { return kit::fixed_size_format{.size = limit}; },
      how);
  made.has_header = false;
  return made;
}

codec delimiter(std::string name, std::string bytes, bool strip_cr,
                handing how) {
  codec made = made_of(
      std::move(name),
      [bytes, strip_cr](std::uint64_t limit) {
        return kit::delimiter_format{bytes, limit, strip_cr};
      },
      how);
  // With one byte fewer, they could be a delimiter's after a shorter payload.
  made.claim = [size = bytes.size()](std::uint64_t payload) {
    return std::string(payload + size - 1, 'x');
  };
  made.has_header = false;
  return made;
}

codec text_length(std::string name, char after, std::optional<char> behind,
                  handing how) {
  codec made = made_of(
      std::move(name),
      [after, behind](std::uint64_t limit) {
        return kit::text_length_format{after, behind, limit};
      },
      how);
  made.claim = [after](std::uint64_t size) {
    return std::to_string(size) + after;
  };
  made.behind = behind ? 1 : 0;
  return made;
}

}  // namespace

std::vector<codec> kit_codecs(handing how) {
  using std::endian;
  const auto format = [](int width, endian order, bool is_signed) {
    return kit::length_format{
        .width = width, .order = order, .is_signed = is_signed};
  };
  std::vector<codec> all{
      length_prefix("PythonI", kit::python_i(0), how),
      length_prefix("TwoBytesBig", format(2, endian::big, false), how),
      length_prefix("FourBytesBig", format(4, endian::big, false), how),
      length_prefix("EightBytesLittle", format(8, endian::little, true), how),
      length_prefix("EightBytesBig", format(8, endian::big, false), how),
      json_header(how),
      fixed_size("FixedSize", how),
      delimiter("Lines", "\n", false, how),
      delimiter("LinesWithCr", "\n", true, how),
      delimiter("CrLf", "\r\n", false, how),
      delimiter("ThreeBytes", "<=>", false, how),
      delimiter("TheDocuments", "\n\n\t\t", false, how),
      text_length("TextLength", '\n', {}, how),
      text_length("Netstring", ':', ',', how)};
  if (how == handing::by_for_each)
    for (codec& one : all) one.name += "ForEach";
  return all;
}

}  // namespace laws
