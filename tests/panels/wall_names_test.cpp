// Names on the wall's map: no leader line runs through a name, none covers another, and what finds no place
// is the name of the smallest gap.
#include "console/panels/wall_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace anxin::test {
namespace {

using Ring = std::vector<Pixel>;

Ring circle(Pixel at, float r) {
  Ring out;
  for (int i = 0; i < 360; ++i) {
    const float turn = static_cast<float>(i) * std::numbers::pi_v<float> / 180;
    out.push_back({at.x + r * std::cos(turn), at.y + r * std::sin(turn)});
  }
  return out;
}

WallName name(const char* text, Pixel at, float district, int gap = 0) {
  WallName n;
  n.name = text, n.share = "88.8%", n.gap_tenths = gap;
  n.anchor = at, n.wide = 140;
  n.district = {circle(at, district)};
  return n;
}

WallSpace space(float r = 700) { return {{0, 0, 2000, 1800}, 100, 1700, 1, {circle({1000, 900}, r)}}; }

const PlacedName& find(const std::vector<PlacedName>& placed, std::string_view text) {
  return *std::ranges::find_if(placed, [&](const PlacedName& p) { return p.name.name == text; });
}

// A crossing as sampling sees it: a thousand points of the line.
bool sampled_through(Pixel a, Pixel b, const Box& box) {
  for (int i = 1; i < 1000; ++i) {
    const float t = static_cast<float>(i) / 1000;
    if (box.has({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t})) return true;
  }
  return false;
}

TEST(WallNames, WideDistrictsHaveTheirNameInPlaceAndNarrowOnesBesideTheCity) {
  const auto placed = place_names(
      {name("wide", {1200, 600}, 200), name("west", {800, 900}, 60), name("east", {1300, 1000}, 60)},
      space());
  ASSERT_EQ(placed.size(), 3U);
  EXPECT_EQ(find(placed, "wide").side, NameSide::InPlace);
  EXPECT_EQ(find(placed, "wide").box.cx(), 1200);
  EXPECT_EQ(find(placed, "west").side, NameSide::LeftOfCity);
  EXPECT_LT(find(placed, "west").line_end().x, 400);
  EXPECT_EQ(find(placed, "east").side, NameSide::RightOfCity);
}

TEST(WallNames, ALineGoesRoundANameOnItsWay) {
  const WallName core = name("core", {1000, 900}, 60);
  const Box place = place_names({core}, space()).at(0).box;
  const auto placed = place_names({core, name("on the way", {1350, 900}, 260)}, space());
  EXPECT_EQ(find(placed, "on the way").side, NameSide::InPlace);
  EXPECT_NE(find(placed, "core").box.cy(), place.cy());
  EXPECT_FALSE(runs_through({1000, 900}, find(placed, "core").line_end(), find(placed, "on the way").box));
}

TEST(WallNames, WhereNoLineFindsAWayRoundTheNameMovesWithinItsDistrict) {
  std::vector<WallName> names{name("on the way", {1350, 900}, 340)};
  WallSpace narrow = space();
  narrow.top = 820, narrow.bottom = 980;  // few places
  names.push_back(name("core", {1000, 900}, 60));
  const auto placed = place_names(names, narrow);
  EXPECT_EQ(find(placed, "on the way").side, NameSide::InPlace);
  EXPECT_NE(find(placed, "on the way").box.cy(), 900);
  EXPECT_FALSE(runs_through({1000, 900}, find(placed, "core").line_end(), find(placed, "on the way").box));
}

TEST(WallNames, OfAnyMapNoLineRunsThroughANameAndNoNameCoversAnother) {
  std::mt19937 dice(20'181'231);
  std::uniform_real_distribution<float> angle(0, 2 * std::numbers::pi_v<float>), share(0, 1);
  int in_place = 0, beside = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<WallName> names;
    for (int i = 0; i < 17; ++i) {
      const float turn = angle(dice), far = 600 * std::sqrt(share(dice));
      names.push_back(name("x", {1000 + far * std::cos(turn), 900 + far * std::sin(turn)},
                           i < 8 ? 60 : 151 + 150 * share(dice), i));
    }
    const auto placed = place_names(names, space());
    for (const PlacedName& p : placed) {
      (p.side == NameSide::InPlace ? in_place : beside) += 1;
      if (p.side == NameSide::InPlace) continue;
      for (const PlacedName& other : placed) {
        if (other.side != NameSide::InPlace) continue;
        EXPECT_FALSE(sampled_through(p.name.anchor, p.line_end(), other.box)) << round;
      }
    }
    for (std::size_t i = 0; i < placed.size(); ++i)
      for (std::size_t j = i + 1; j < placed.size(); ++j) {
        if (placed[i].side != placed[j].side || placed[i].side == NameSide::InPlace) continue;
        EXPECT_FALSE(placed[i].box.meets(placed[j].box)) << round;
      }
  }
  EXPECT_GT(in_place, 200);
  EXPECT_GT(beside, 1600);
}

TEST(WallNames, OnAMapTooSmallTheSmallestGapsAreLeftOut) {
  std::vector<WallName> names;
  for (int i = 0; i < 40; ++i)
    names.push_back(name("x", {1000 + 10 * static_cast<float>(i % 7), 900}, 60, i));
  const auto placed = place_names(names, space());
  EXPECT_LT(placed.size(), names.size());
  const auto has = [&](int gap) {
    return std::ranges::any_of(placed, [&](const PlacedName& p) { return p.name.gap_tenths == gap; });
  };
  EXPECT_TRUE(has(39));
  EXPECT_TRUE(has(38));
  EXPECT_FALSE(has(0));
  EXPECT_FALSE(has(1));
}

TEST(WallNames, WithoutACityOrNamesNothingIsPlaced) {
  EXPECT_TRUE(place_names({}, space()).empty());
  const auto placed = place_names({name("x", {1000, 900}, 200)}, {{0, 0, 2000, 1800}, 100, 1700, 1, {}});
  EXPECT_EQ(placed.size(), 1U);
}

TEST(WallNames, RunsThroughAgreesWithAThousandPointsOfTheLine) {
  std::mt19937 dice(7);
  std::uniform_real_distribution<float> at(0, 100);
  int through = 0;
  for (int i = 0; i < 3000; ++i) {
    const Pixel a{at(dice), at(dice)}, b{at(dice), at(dice)};
    const Box box{30, 40, 70, 60};
    const bool seen = sampled_through(a, b, box);
    through += seen;
    const bool ours = runs_through(a, b, box);
    EXPECT_TRUE(ours || !seen);
    EXPECT_TRUE(!ours || seen || !runs_through(a, b, box.grown(-0.3F)));  // a corner cut between two points
  }
  EXPECT_GT(through, 500);
  EXPECT_FALSE(runs_through({0, 50}, {0, 50}, {30, 40, 70, 60}));
  EXPECT_TRUE(runs_through({0, 50}, {100, 50}, {30, 40, 70, 60}));
}

}  // namespace
}  // namespace anxin::test
