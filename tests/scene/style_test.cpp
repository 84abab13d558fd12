#include "console/scene/style.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

std::string night_file() { return test::read_file(test::source_dir() / "assets/style/night.json"); }

TEST(Style, TextTokensReachTheirContrastOnTheirSurfacesInBothThemes) {
  for (const Theme theme : {Theme::Dark, Theme::Light}) {
    const Style& s = style_of(theme);
    for (const Colour32 surface : {s.panel, s.raised, s.hover, s.map, s.land}) {
      EXPECT_GE(contrast(s.text, surface), 4.5);
      EXPECT_GE(contrast(s.text2, surface), 4.5);
    }
    EXPECT_GE(contrast(s.text3, s.panel), 4.5);
    EXPECT_GE(contrast(s.text3, s.map), 4.5);
    EXPECT_GE(contrast(s.primary_text, s.primary), 4.5);
  }
}

TEST(Style, GradesThatADecisionRestsOnStandOutFromTheMap) {
  const Style& night = style_of(Theme::Dark);
  for (const Colour32 fill : night.risk) EXPECT_GE(contrast(fill, night.map), 3.0);
  const Style& day = style_of(Theme::Light);
  EXPECT_GE(contrast(day.keyline, day.map), 3.0) << "by day the keyline carries the contrast";
}

TEST(Style, InkIsReadableOnEveryGrade) {
  for (const Theme theme : {Theme::Dark, Theme::Light}) {
    const Style& s = style_of(theme);
    for (std::size_t g = 0; g < 4; ++g) EXPECT_GE(contrast(s.risk_ink[g], s.risk[g]), 4.5) << g;
  }
}

TEST(Style, SaysTheTwoColoursOfTheSpecificationInTheOrderOfTheirBytes) {
  EXPECT_EQ(style_of(Theme::Dark).risk[3] & 0xFF, 0xF2u);          // red of 重大, by night
  EXPECT_EQ((style_of(Theme::Dark).risk[3] >> 16) & 0xFF, 0x5Bu);  // its blue
  EXPECT_EQ(style_of(Theme::Light).panel, with_alpha(~Colour32{0}, 255));
}

TEST(Style, AFileWithoutATokenIsRefusedByItsName) {
  std::string text = night_file();
  text.replace(text.find("\"raised\""), 8, "\"braised\"");
  const auto style = parse_style(text, Theme::Dark);
  ASSERT_FALSE(style);
  EXPECT_EQ(style.error().code, ErrorCode::BadInput);
  EXPECT_NE(style.error().en.find("surface.raised"), std::string::npos);
}

TEST(Style, AColourThatIsNoneIsRefused) {
  std::string text = night_file();
  text.replace(text.find("\"D\": \"") + 6, 7, "crimson");
  EXPECT_FALSE(parse_style(text, Theme::Dark));
  EXPECT_FALSE(parse_style("[]", Theme::Dark));
  EXPECT_FALSE(parse_style("{", Theme::Dark));
}

TEST(Style, MixGivesBothEndsAndTheMiddle) {
  const Colour32 black = with_alpha(0, 255), white = ~Colour32{0};
  EXPECT_EQ(mix(black, white, 0), black);
  EXPECT_EQ(mix(black, white, 1), white);
  EXPECT_EQ(mix(black, white, 0.5F) & 0xFF, 128u);
}

}  // namespace
}  // namespace anxin
