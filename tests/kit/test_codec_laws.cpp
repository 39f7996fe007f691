// Every codec of the kit, before every law.
#include "codec_laws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "kit/bytes.hpp"
#include "kit/delimiter.hpp"
#include "kit/fixed_size.hpp"
#include "kit/frames.hpp"
#include "kit/json_header.hpp"
#include "kit/length_prefix.hpp"
#include "kit/text_length.hpp"

namespace {

using testing::Each;
using testing::IsEmpty;

// How a decoder's frames are asked for.
enum class handing { by_next, by_for_each };

// What the kit's decoders have in common with the laws' idea of one.
template <kit::frame_decoder Decoder>
class adapted : public laws::decoder {
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
laws::codec codec(std::string name, Limited with, handing how) {
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
            EXPECT_THAT(std::span(out).first(3), Each(std::byte{}));
            if (taken) return std::string(kit::as_text(out).substr(3));
            EXPECT_EQ(out.size(), 3U);
            return {};
          },
          .claim = {}};
}

laws::codec length_prefix(std::string name, kit::length_format format,
                          handing how = handing::by_next) {
  const auto with = [format](std::uint64_t limit) {
    kit::length_format limited = format;
    limited.limit = limit;
    return limited;
  };
  laws::codec made = codec(std::move(name), with, how);
  made.claim = [with](std::uint64_t size) {
    const auto header = kit::encode_length(with(size), size);
    return std::string(kit::as_text(header.value().bytes()));
  };
  made.most = format.width == 2 ? 65535u : ~std::uint64_t{0};
  return made;
}

laws::codec json_header() {
  laws::codec made = codec(
      "JsonHeader",
      [](std::uint64_t limit) {
        return kit::json_header_format{.limit = limit};
      },
      handing::by_next);
  made.claim = [](std::uint64_t size) {
    return kit::encode_prefixed_json_header(
               {.limit = size},
               {.filename = "a.txt", .total_size = size, .md5 = "0"})
        .value();
  };
  return made;
}

laws::codec fixed_size(std::string name, handing how = handing::by_next) {
  laws::codec made = codec(
      std::move(name),
      [](std::uint64_t limit) { return kit::fixed_size_format{.size = limit}; },
      how);
  made.has_header = false;
  return made;
}

laws::codec delimiter(std::string name, std::string bytes, bool strip_cr,
                      handing how = handing::by_next) {
  laws::codec made = codec(
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

laws::codec text_length(std::string name, char after,
                        std::optional<char> behind) {
  laws::codec made = codec(
      std::move(name),
      [after, behind](std::uint64_t limit) {
        return kit::text_length_format{after, behind, limit};
      },
      handing::by_next);
  made.claim = [after](std::uint64_t size) {
    return std::to_string(size) + after;
  };
  made.behind = behind ? 1 : 0;
  return made;
}

std::vector<laws::codec> codecs() {
  using std::endian;
  const auto format = [](int width, endian order, bool is_signed) {
    return kit::length_format{
        .width = width, .order = order, .is_signed = is_signed};
  };
  return {
      length_prefix("PythonI", kit::python_i(0)),
      length_prefix("TwoBytesBig", format(2, endian::big, false)),
      length_prefix("FourBytesBig", format(4, endian::big, false)),
      length_prefix("EightBytesLittle", format(8, endian::little, true)),
      length_prefix("EightBytesBig", format(8, endian::big, false)),
      json_header(),
      fixed_size("FixedSize"),
      delimiter("Lines", "\n", false),
      delimiter("LinesWithCr", "\n", true),
      delimiter("CrLf", "\r\n", false),
      delimiter("ThreeBytes", "<=>", false),
      delimiter("TheDocuments", "\n\n\t\t", false),
      text_length("TextLength", '\n', {}),
      text_length("Netstring", ':', ','),
      length_prefix("PythonIForEach", kit::python_i(0), handing::by_for_each),
      length_prefix("TwoBytesBigForEach", format(2, endian::big, false),
                    handing::by_for_each),
      fixed_size("FixedSizeForEach", handing::by_for_each),
      delimiter("LinesForEach", "\n", false, handing::by_for_each),
      delimiter("CrLfForEach", "\r\n", false, handing::by_for_each)};
}

struct trial {
  laws::codec codec;
  laws::law law;
};

std::string name(const trial& of) {
  return of.codec.name + std::string(of.law.name);
}

void PrintTo(const trial& of, std::ostream* out) {
  *out << name(of);
}

std::vector<trial> trials() {
  std::vector<trial> all;
  for (const laws::codec& codec : codecs())
    for (const laws::law& law : laws::all()) all.push_back({codec, law});
  return all;
}

class CodecLaws : public testing::TestWithParam<trial> {};

TEST_P(CodecLaws, Hold) {
  EXPECT_THAT(GetParam().law.check(GetParam().codec), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Kit, CodecLaws, testing::ValuesIn(trials()),
                         [](const testing::TestParamInfo<trial>& of) {
                           return name(of.param);
                         });

}  // namespace
