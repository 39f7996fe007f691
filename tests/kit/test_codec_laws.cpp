// Every codec of the kit, before every law.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codec_laws.hpp"
#include "kit_codecs.hpp"

namespace {

using testing::IsEmpty;

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
  for (const auto how : {laws::handing::by_next, laws::handing::by_for_each})
    for (const laws::codec& codec : laws::kit_codecs(how))
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
