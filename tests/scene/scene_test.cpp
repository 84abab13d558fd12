#include "console/scene/scene.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/scene/little_city.hpp"

namespace anxin {
namespace {

using test::camera_on;
using test::little_base;
using test::little_registry;
using test::little_risk;

Scene scene_of(const Registry& registry) {
  Scene scene = build_base(little_base());
  const RiskTable risk = little_risk();
  set_symbols(scene, registry, &risk, {});
  return scene;
}

TEST(Scene, TheLittleCityIsThis) {
  const Registry registry = little_registry();
  Scene scene = scene_of(registry);
  scene.area_colour = {with_alpha(0x030201, 255), with_alpha(0x060504, 255)};
  EXPECT_EQ(dump(scene, 3),
            "origin 450000.0 4418000.0\n"
            "fills 4 triangles\n"
            "area 0 rgb(1,2,3)\n"
            "area 1 rgb(4,5,6)\n"
            "line trunk 2 points 3000.0 -9000.0 to 3000.0 9000.0\n"
            "line motorway 2 points -15000.0 0.0 to 15000.0 0.0\n"
            "line district_line 5 points -20000.0 -10000.0 to -20000.0 -10000.0\n"
            "line district_line 5 points 0.0 -10000.0 to 0.0 -10000.0\n"
            "line city_line 5 points -20000.0 -10000.0 to -20000.0 -10000.0\n"
            "symbols 8 shown A 2 B 2 C 1 D 2 unknown 1\n"
            "symbol 0 0.0 500.0 D credit D\n"
            "symbol 1 1000.0 500.0 C credit A\n"
            "symbol 2 2000.0 500.0 B credit A\n");
}

TEST(Scene, ProjectsWithoutAnAssessmentAreUnknownNeverLow) {
  const Registry registry = little_registry();
  Scene scene = build_base(little_base());
  set_symbols(scene, registry, nullptr, {});
  for (const Symbol& s : scene.symbols) EXPECT_EQ(s.grade, Grade::Unknown);
  RiskTable too_short = little_risk();
  too_short.grade.resize(3);
  set_symbols(scene, registry, &too_short, {});
  EXPECT_EQ(scene.symbols[2].grade, Grade::B);
  EXPECT_EQ(scene.symbols[3].grade, Grade::Unknown);
}

TEST(Scene, TheRevisionMovesOnlyWhenASymbolDiffers) {
  const Registry registry = little_registry();
  Scene scene = scene_of(registry);
  const std::uint64_t before = scene.symbol_revision;
  RiskTable risk = little_risk();
  set_symbols(scene, registry, &risk, {});
  EXPECT_EQ(scene.symbol_revision, before);
  risk.grade[3] = Grade::D;
  set_symbols(scene, registry, &risk, {});
  EXPECT_EQ(scene.symbol_revision, before + 1);
}

TEST(Scene, WhatTheMaskLeavesOutIsNotShown) {
  const Registry registry = little_registry();
  Scene scene = build_base(little_base());
  const RiskTable risk = little_risk();
  set_symbols(scene, registry, &risk, {1, 0, 1, 1, 1, 1, 1, 1});
  EXPECT_EQ(scene.symbols[0].shown, 1);
  EXPECT_EQ(scene.symbols[1].shown, 0);
}

TEST(Scene, ADistrictTakesTheClassOfItsShareAndOneWithoutDataTakesNone) {
  const Style& style = style_of(Theme::Dark);
  Scene scene = build_base(little_base());
  const auto colour_for = [&](double share) {
    set_area_colours(scene, style, {share, 0});
    return scene.area_colour[0];
  };
  EXPECT_EQ(colour_for(0.0049), style.risk_ramp[0]);
  EXPECT_EQ(colour_for(0.0051), style.risk_ramp[1]);
  EXPECT_EQ(colour_for(0.0139), style.risk_ramp[2]);
  EXPECT_EQ(colour_for(0.0179), style.risk_ramp[3]);
  EXPECT_EQ(colour_for(0.5), style.risk_ramp[4]);
  EXPECT_EQ(colour_for(std::numeric_limits<double>::quiet_NaN()), style.land);
}

TEST(Scene, AGraverGradeIsDrawnLaterAndUnknownAboveLowOnly) {
  EXPECT_LT(draw_rank(Grade::A), draw_rank(Grade::Unknown));
  EXPECT_LT(draw_rank(Grade::Unknown), draw_rank(Grade::B));
  EXPECT_LT(draw_rank(Grade::B), draw_rank(Grade::C));
  EXPECT_LT(draw_rank(Grade::C), draw_rank(Grade::D));
}

TEST(Scene, SizeGrowsWithRiskAtEveryScale) {
  for (const ScaleBand band : {ScaleBand::City, ScaleBand::Middle, ScaleBand::Near}) {
    EXPECT_GT(symbol_radius(band, Grade::D), symbol_radius(band, Grade::C));
    EXPECT_GT(symbol_radius(band, Grade::C), symbol_radius(band, Grade::B));
    EXPECT_GT(symbol_radius(band, Grade::B), symbol_radius(band, Grade::A));
    EXPECT_GT(symbol_radius(band, Grade::Unknown), symbol_radius(band, Grade::A));
  }
}

TEST(Scene, PrimaryRoadsAreOffAtCityScale) {
  EXPECT_EQ(line_width(ScaleBand::City, LineKind::Primary), 0);
  EXPECT_GT(line_width(ScaleBand::Middle, LineKind::Primary), 0);
}

TEST(Pick, TheNearestOfTwoAlikeIsFirst) {
  const Registry registry = little_registry();
  const Scene scene = scene_of(registry);
  const Camera camera = camera_on(registry.xy[4], 150);  // P-4 and P-6 are low, either side of P-5
  Pixel pointer = camera.to_screen(registry.xy[4]);
  pointer.x += 1;
  const auto hits = pick(registry, scene, camera, pointer);
  EXPECT_EQ(hits, (std::vector<Index>{4, 5, 3})) << "unknown before low, then the nearer low";
}

TEST(Pick, TheWorseGradeWinsOverTheNearer) {
  Registry registry = little_registry();
  registry.xy[1] = MapXY::of_metres(registry.xy[0].x() + 300, registry.xy[0].y());
  registry.grid = GridIndex::build(registry.xy);
  const Scene scene = scene_of(registry);
  const Camera camera = camera_on(registry.xy[1], 100);  // P-1 (D) 3 px from P-2 (C)
  const auto hits = pick(registry, scene, camera, camera.to_screen(registry.xy[1]));
  ASSERT_GE(hits.size(), 2u);
  EXPECT_EQ(hits[0], 0u);
  EXPECT_EQ(hits[1], 1u);
}

TEST(Pick, ReachIsRadiusPlusFourAndAtLeastTen) {
  const Registry registry = little_registry();
  const Scene scene = scene_of(registry);
  const auto found = [&](double metres_per_px, float away_px, Index project) {
    const Camera camera = camera_on(registry.xy[project], metres_per_px);
    Pixel at = camera.to_screen(registry.xy[project]);
    at.y += away_px;
    return !pick(registry, scene, camera, at).empty();
  };
  EXPECT_TRUE(found(100, 9.9F, 3));  // city scale, low: 2 + 4 < 10
  EXPECT_FALSE(found(100, 10.1F, 3));
  EXPECT_TRUE(found(5, 13.9F, 0));  // near, severe: 10 + 4
  EXPECT_FALSE(found(5, 14.1F, 0));
}

TEST(Scene, ColouredByASafeguardMissingLiesOnTopAndWhatIsHiddenIsNotShown) {
  const Registry registry = little_registry();
  Scene scene = build_base(little_base());
  const RiskTable risk = little_risk();
  Coverage coverage;
  coverage.counted.assign(8, 1);
  for (auto& column : coverage.state) column.assign(8, SafeguardState::Yes);
  auto& own = coverage.state[static_cast<std::size_t>(Safeguard::NoticeBoard)];
  own = {SafeguardState::No,      SafeguardState::Yes, SafeguardState::NotApplicable,
         SafeguardState::Unknown, SafeguardState::No,  SafeguardState::No,
         SafeguardState::No,      SafeguardState::No};
  set_symbols(scene, registry, &risk, {}, {&coverage, Safeguard::NoticeBoard, {false, false, true, false}});
  EXPECT_GT(draw_rank(scene.symbols[0]), draw_rank(scene.symbols[3]));
  EXPECT_GT(draw_rank(scene.symbols[3]), draw_rank(scene.symbols[1])) << "unknown is never under covered";
  EXPECT_EQ(scene.symbols[2].shown, 0) << "not applicable is switched off";
  EXPECT_EQ(scene.symbols[1].shown, 1);
  EXPECT_GT(symbol_radius(ScaleBand::City, scene.symbols[0]),
            symbol_radius(ScaleBand::City, scene.symbols[1]));
  const std::uint64_t before = scene.symbol_revision;
  set_symbols(scene, registry, &risk, {}, {&coverage, Safeguard::NoticeBoard, {false, false, true, false}});
  EXPECT_EQ(scene.symbol_revision, before) << "nothing changed";
  set_symbols(scene, registry, &risk, {}, {nullptr, Safeguard::NoticeBoard, {}});
  for (const Symbol& s : scene.symbols) {
    EXPECT_EQ(s.state, 1u + static_cast<unsigned>(SafeguardState::Unknown))
        << "nothing counted: nothing known";
  }
}

TEST(Scene, ARingPacksAndUnpacksEveryCombinationOfStates) {
  std::array<SafeguardState, kRingSafeguards> states{};
  for (unsigned n = 0; n < 1u << (2 * kRingSafeguards); ++n) {
    for (std::size_t i = 0; i < states.size(); ++i)
      states[i] = static_cast<SafeguardState>(n >> (2 * i) & 3u);
    const std::uint16_t ring = packed_ring(states);
    ASSERT_NE(ring, 0) << "0 means no ring";
    ASSERT_EQ(unpacked_ring(ring), states);
  }
}

TEST(Pick, WhatIsNotShownCannotBePicked) {
  const Registry registry = little_registry();
  Scene scene = build_base(little_base());
  const RiskTable risk = little_risk();
  set_symbols(scene, registry, &risk, std::vector<std::uint8_t>(8, 0));
  const Camera camera = camera_on(registry.xy[0], 5);
  EXPECT_TRUE(pick(registry, scene, camera, camera.to_screen(registry.xy[0])).empty());
}

}  // namespace
}  // namespace anxin
