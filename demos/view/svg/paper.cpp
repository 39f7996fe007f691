#include "view/svg/paper.hpp"

#include <fmt/format.h>

#include <array>

namespace view {
namespace {

constexpr std::string_view head_of_document = R"svg(<style>
text {
 font: 16px 'DejaVu Sans', Verdana, 'Noto Sans CJK SC', 'PingFang SC',
  'Microsoft YaHei', sans-serif;
 fill: #222
}
text.t { font-size: 22px; font-weight: bold }
text.h { font-size: 26px; font-weight: bold }
text.s { font-size: 14px; fill: #666 }
text.a { font-weight: bold; fill: #9c2b20 }
text.b, tspan { font-weight: bold }
text.m {
 font-family: 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC',
  monospace;
 white-space: pre
}
</style>
<defs><pattern id="gone" width="9" height="9"
 patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="9" height="9" fill="#fff"/><rect width="3" height="9" fill="#f0cdc7"/></pattern></defs>
<rect width="100%" height="100%" fill="#fff"/>
)svg";

std::string attributes(const area& a) {
  return fmt::format(R"(x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}")",
                     a.x, a.y, a.width, a.height);
}

}  // namespace

std::string for_xml(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

paint paint_of(int send) {
  // After Okabe and Ito.
  constexpr std::array<paint, 5> paints = {{{"#bfe3f7", "#0072b2"},
                                            {"#fbdca6", "#b87a00"},
                                            {"#ecd0e2", "#b0578c"},
                                            {"#b9e5d6", "#00805c"},
                                            {"#f6d0b8", "#c04e00"}}};
  if (send < 0) return {"#e8e8e8", "#666666"};
  return paints[static_cast<std::size_t>(send) % paints.size()];
}

void paper::fill(const area& a, std::string_view colour, double round,
                 std::string_view more) {
  shapes_ +=
      fmt::format("<rect {} rx=\"{}\" fill=\"{}\"{}{}/>\n", attributes(a),
                  round, colour, more.empty() ? "" : " ", more);
}

void paper::frame(const area& a, std::string_view colour, bool dashed) {
  shapes_ += fmt::format(
      "<rect {} rx=\"6\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}/>\n",
      attributes(a), colour, dashed ? " stroke-dasharray=\"5 4\"" : "");
}

void paper::head(double x, double y, std::string_view colour) {
  shapes_ += fmt::format(
      "<path d=\"M{:.1f} {:.1f} l-6 -8 h12 z\" fill=\"{}\"/>\n", x, y, colour);
}

void paper::stroke(double x1, double y1, double x2, double y2,
                   std::string_view colour) {
  shapes_ += fmt::format(
      "<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" stroke=\"{}\" "
      "stroke-width=\"2\" fill=\"none\"/>\n",
      x1, y1, x2, y2, colour);
}

void paper::side_head(double x, double y, double step,
                      std::string_view colour) {
  shapes_ +=
      fmt::format("<path d=\"M{:.1f} {:.1f} l{} -6 v12 z\" fill=\"{}\"/>\n", x,
                  y, step > 0 ? -11 : 11, colour);
}

void paper::write(double x, double y, std::string_view text,
                  std::string_view face, std::string_view anchor,
                  std::string_view loud) {
  shapes_ += fmt::format(
      "<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\" text-anchor=\"{}\"{}>", x,
      y, face, anchor,
      // Not every viewer knows the style sheet's white-space.
      face == fixed ? " xml:space=\"preserve\"" : "");
  if (!loud.empty()) {
    shapes_ += fmt::format("<tspan>{}</tspan>{}", for_xml(loud),
                           text.empty() ? "" : " ");
  }
  shapes_ += for_xml(text) + "</text>\n";
}

void paper::add(const paper& other, double down) {
  shapes_ += fmt::format("<g transform=\"translate(0 {:.1f})\">\n", down) +
             other.shapes_ + "</g>\n";
}

std::string paper::document(double width, double height, std::string_view name,
                            std::string_view about) const {
  std::string text = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" "
      "viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\">\n",
      width, height);
  // Both must come first.
  if (!name.empty()) text += fmt::format("<title>{}</title>\n", for_xml(name));
  if (!about.empty()) text += fmt::format("<desc>{}</desc>\n", for_xml(about));
  return text + std::string(head_of_document) + shapes_ + "</svg>\n";
}

}  // namespace view
