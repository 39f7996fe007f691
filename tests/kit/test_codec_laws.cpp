// Every codec of the kit, before every law.
#include "codec_laws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kit/bytes.hpp"
#include "kit/json_header.hpp"
#include "kit/length_prefix.hpp"

namespace {

using testing::IsEmpty;

// What the kit's decoders have in common with the laws' idea of one.
template <class Decoder>
class adapted : public laws::decoder {
 public:
  template <class Format>
  explicit adapted(const Format& format) : decoder_(format) {}
  std::span<std::byte> prepare() override { return decoder_.prepare(); }
  void commit(std::size_t n) override { decoder_.commit(n); }
  std::optional<std::string> next() override {
    const auto message = decoder_.next();
    if (!message) return {};
    if constexpr (std::is_same_v<Decoder, kit::json_header_decoder>)
      return std::string(kit::as_text(message->data));
    else
      return std::string(kit::as_text(*message));
  }
  bool failed() const override {
    return static_cast<int>(decoder_.error()) != 0;
  }
  kit::stream_end end() const override { return decoder_.end(); }
  std::size_t memory() const override { return decoder_.memory(); }

 private:
  Decoder decoder_;
};

laws::codec length_prefix(std::string name, kit::length_format format) {
  const auto with = [format](std::uint64_t limit) {
    kit::length_format limited = format;
    limited.limit = limit;
    return limited;
  };
  return {.name = std::move(name),
          .make =
              [with](std::uint64_t limit) {
                return std::make_unique<adapted<kit::length_prefix_decoder>>(
                    with(limit));
              },
          .encode = [with](std::string_view payload,
                           std::uint64_t limit) -> std::optional<std::string> {
            std::vector<std::byte> out;
            if (!kit::append_frame(with(limit), kit::as_bytes(payload), out)) {
              EXPECT_THAT(out, IsEmpty());
              return {};
            }
            return std::string(kit::as_text(out));
          },
          .claim =
              [with](std::uint64_t size) {
                const auto header = kit::encode_length(with(size), size);
                return std::string(kit::as_text(header.value().bytes()));
              },
          .most = format.width == 2 ? 65535u : ~std::uint64_t{0}};
}

laws::codec json_header() {
  const auto header = [](std::uint64_t size, std::uint64_t limit) {
    return kit::encode_prefixed_json_header(
        {.limit = limit},
        {.filename = "a.txt", .total_size = size, .md5 = "0"});
  };
  return {
      .name = "JsonHeader",
      .make =
          [](std::uint64_t limit) {
            return std::make_unique<adapted<kit::json_header_decoder>>(
                kit::json_header_format{.limit = limit});
          },
      .encode = [header](std::string_view payload,
                         std::uint64_t limit) -> std::optional<std::string> {
        std::optional<std::string> out = header(payload.size(), limit);
        if (out) *out += payload;
        return out;
      },
      .claim =
          [header](std::uint64_t size) { return header(size, size).value(); }};
}

std::vector<laws::codec> codecs() {
  using std::endian;
  const auto format = [](int width, endian order, bool is_signed) {
    return kit::length_format{
        .width = width, .order = order, .is_signed = is_signed};
  };
  return {length_prefix("PythonI", kit::python_i(0)),
          length_prefix("TwoBytesBig", format(2, endian::big, false)),
          length_prefix("FourBytesBig", format(4, endian::big, false)),
          length_prefix("EightBytesLittle", format(8, endian::little, true)),
          length_prefix("EightBytesBig", format(8, endian::big, false)),
          json_header()};
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
