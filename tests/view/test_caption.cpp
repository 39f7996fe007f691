// What stands above a picture, so that it can be shown alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "ribbon/records.hpp"
#include "view/view.hpp"

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Lt;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

namespace {

const view::caption late{"Lesson 11: Sticky packets",
                         "late_reader: The server reads late",
                         "--cues 'server:listen client:exit'", "", ""};

std::string ribbons(const view::caption& above) {
  return view::svg(tests::late_reader(), view::language::english, above);
}
std::string ladder(const view::caption& above) {
  return view::ladder_svg(tests::late_reader(), view::language::english, false,
                          above);
}

/// What is written in this face, line by line.
std::vector<std::string> lines_in(const std::string& svg,
                                  const std::string& face) {
  const std::regex text("class=\"" + face + "\"[^>]*>([^<]*)</text>");
  std::vector<std::string> lines;
  for (std::sregex_iterator i(svg.begin(), svg.end(), text), end; i != end; ++i)
    lines.push_back((*i)[1]);
  return lines;
}

std::string size_of(const std::string& svg) {
  std::smatch found;
  std::regex_search(svg, found, std::regex("viewBox=\"0 0 ([0-9]+) ([0-9]+)"));
  return found[1];
}

}  // namespace

TEST(Caption, StandsAboveRibbonsAndLadders) {
  for (const std::string& svg : {ribbons(late), ladder(late)}) {
    EXPECT_THAT(svg, AllOf(HasSubstr(">Lesson 11: Sticky packets</text>"),
                           HasSubstr(">late_reader: The server reads late<"),
                           HasSubstr(">--cues 'server:listen client:exit'<")));
    EXPECT_LT(svg.find("reads late</text>"), svg.find("<g transform"));
    EXPECT_TRUE(svg.ends_with("</g>\n</svg>\n"));
  }
  EXPECT_THAT(ribbons(late), HasSubstr("#10: 9"));
}

TEST(Caption, IsToldToThoseWhoDoNotSeeIt) {
  EXPECT_THAT(ribbons(late),
              HasSubstr("\">\n<title>Lesson 11: Sticky packets — late_reader: "
                        "The server reads late</title>\n"
                        "<desc>--cues 'server:listen client:exit'</desc>\n"));
}

TEST(Caption, IsNotThereIfNothingIsToBeSaid) {
  for (const std::string& svg : {ribbons({}), ladder({})}) {
    EXPECT_THAT(svg, AllOf(Not(HasSubstr("<title")), Not(HasSubstr("<desc")),
                           Not(HasSubstr("<g ")), Not(HasSubstr("#ccc"))));
  }
  EXPECT_THAT(ribbons({"A title", "", "", "", ""}),
              AllOf(HasSubstr("<title>A title</title>\n<style>"),
                    Not(HasSubstr("<desc"))));
}

TEST(Caption, OfAFaultStandsOutByMoreThanItsColour) {
  view::caption above = late;
  above.fault = "Fault 1 of 2: everyone waits";
  above.sentence = "server waits in recv(4): for data from client.";
  const std::string svg = ribbons(above);
  EXPECT_THAT(lines_in(svg, "a"), testing::ElementsAre("✗", above.fault));
  EXPECT_THAT(svg, AllOf(HasSubstr(">" + above.sentence + "</text>"),
                         HasSubstr("fill=\"#fdecea\""),
                         HasSubstr(above.fault + "\n" + above.sentence)));
  EXPECT_THAT(ribbons(late),
              AllOf(Not(HasSubstr("✗")), Not(HasSubstr("#fdecea"))));
}

TEST(Caption, IsWrappedAndLeavesThePictureItsWidth) {
  view::caption above = late;
  above.title = above.scene = above.sentence = "";
  for (int i = 0; i < 60; ++i) {
    above.title += "words of it ";
    above.cues += " server:recv(" + std::to_string(i) + ")";
    above.fault += "什么出了错";
  }
  for (const auto& [bare, svg] :
       {std::pair{ribbons({}), ribbons(above)}, {ladder({}), ladder(above)}}) {
    EXPECT_EQ(size_of(bare), size_of(svg));
    EXPECT_THAT(lines_in(svg, "h"),
                AllOf(Not(SizeIs(1)), Each(SizeIs(Lt(65)))));
    const std::size_t end =
        svg.find("<g transform=\"translate(0 ", svg.find("#fdecea") + 200);
    EXPECT_THAT(lines_in(svg.substr(0, end), "m"),
                AllOf(Not(SizeIs(1)), Each(SizeIs(Lt(110)))));
    EXPECT_THAT(lines_in(svg, "a"), Each(SizeIs(Lt(3 * 50u))));
  }
}

TEST(Caption, IsCutWhereItWouldBeAPageOfItsOwn) {
  view::caption above = late;
  for (int i = 0; i < 1000; ++i) above.cues += " client:send";
  above.cues += " server:exit";
  const std::string svg = ribbons(above);
  EXPECT_THAT(svg, HasSubstr("client:send …</text>"));
  EXPECT_THAT(svg, HasSubstr("client:send server:exit</desc>"));
}

TEST(Caption, EscapesWhatXmlWouldMisread) {
  const std::string svg =
      ribbons({"<a>\x01\n", "\xff&", "\"b\"", "c<", "]]>&"});
  EXPECT_THAT(svg,
              AllOf(HasSubstr("<title>&lt;a&gt;\\x01\\n — \\xff&amp;</title>"),
                    HasSubstr("<desc>&quot;b&quot;\nc&lt;\n]]&gt;&amp;</desc>"),
                    HasSubstr(">&lt;a&gt;\\x01\\n</text>"),
                    HasSubstr(">]]&gt;&amp;</text>")));
}

TEST(Caption, IsThereWhereNothingCanBeDrawn) {
  play::record play = tests::late_reader();
  play.calls.clear();
  play.streams.clear();
  for (const std::string& svg :
       {view::svg(play, view::language::english, late),
        view::ladder_svg(play, view::language::english, false, late)}) {
    EXPECT_THAT(svg, AllOf(StartsWith("<svg "),
                           HasSubstr(">Lesson 11: Sticky packets</text>")));
  }
}
