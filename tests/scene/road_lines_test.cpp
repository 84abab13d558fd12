// The road network as it is drawn: every stretch once, smallest class first, in runs whose box holds it.
#include "console/scene/road_lines.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace anxin {
namespace {

RoadNet random_net(unsigned seed, int stretches) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> place(0, 30'000), step(-200, 200);
  RoadNet net;
  for (int i = 0; i < stretches; ++i) {
    const auto count = static_cast<std::uint32_t>(2 + random() % 5);
    net.stretches.push_back({static_cast<std::uint32_t>(net.points.size()), count,
                             static_cast<std::uint8_t>(random() % 9), 0});  // 7, 8: classes not known here
    double x = place(random), y = place(random);
    for (std::uint32_t k = 0; k < count; ++k)
      net.points.push_back(MapXY::of_metres(x += step(random), y += step(random)));
  }
  return net;
}

TEST(RoadLines, HoldEveryStretchOnceInsideTheBoxOfItsRunSmallestClassFirst) {
  constexpr unsigned kSeed = 7;
  SCOPED_TRACE(kSeed);
  const RoadNet net = random_net(kSeed, 3'000);
  const RoadLines roads = build_roads(net, MapXY::of_metres(0, 0));
  std::set<std::uint32_t> rows;
  int before = kRoadClasses;
  for (const RoadLines::Run& run : roads.runs) {
    EXPECT_LE(run.road_class, before) << "a smaller road lies over a larger one";
    before = run.road_class;
    for (std::uint32_t i = run.first; i < run.first + run.count; ++i) {
      const RoadLines::Stretch& s = roads.stretches[i];
      EXPECT_TRUE(rows.insert(s.row).second);
      ASSERT_EQ(s.count, net.stretches[s.row].count);
      EXPECT_EQ(run.road_class, std::min<int>(net.stretches[s.row].road_class, kRoadClasses - 1));
      for (std::uint32_t k = 0; k < s.count; ++k) {
        const SceneXY p = roads.points[s.first + k];
        const MapXY from = net.points[net.stretches[s.row].first + k];
        ASSERT_FLOAT_EQ(p.x, static_cast<float>(from.x()));
        ASSERT_TRUE(p.x >= run.lower.x && p.x <= run.upper.x && p.y >= run.lower.y && p.y <= run.upper.y);
      }
    }
  }
  EXPECT_EQ(rows.size(), net.stretches.size());
}

TEST(RoadLines, WhatIsNoLineOrPointsOutsideTheTableIsLeftOut) {
  RoadNet net;
  net.points = {MapXY::of_metres(0, 0), MapXY::of_metres(10, 0)};
  net.stretches = {{0, 1, 0, 0}, {0, 2, 0, 0}, {1, 2, 0, 0}, {0xFFFFFFFF, 2, 0, 0}};
  const RoadLines roads = build_roads(net, MapXY::of_metres(0, 0));
  ASSERT_EQ(roads.stretches.size(), 1u);
  EXPECT_EQ(roads.stretches[0].row, 1u);
  EXPECT_TRUE(build_roads({}, MapXY::of_metres(0, 0)).runs.empty());
}

TEST(RoadLines, MinorClassesAreOffAtCityScaleAndAllAreOnWhenNear) {
  for (int c = 0; c < kRoadClasses; ++c) {
    const auto road_class = static_cast<std::uint8_t>(c);
    EXPECT_EQ(road_width(ScaleBand::City, road_class) > 0, c <= 1) << c;
    EXPECT_GT(road_width(ScaleBand::Near, road_class), 0) << c;
    EXPECT_GE(road_width(ScaleBand::Near, road_class), road_width(ScaleBand::Middle, road_class)) << c;
  }
}

TEST(RoadNames, StretchesOfANameAreJoinedStraightOnAndSmallOrForeignOnesStayNameless) {
  RoadNet net;
  net.names = {"", "长街", "小巷", "Long Street"};
  const auto add = [&](double x0, double y0, double x1, double y1, std::uint8_t road_class,
                       std::uint32_t name) {
    net.stretches.push_back({static_cast<std::uint32_t>(net.points.size()), 2, road_class, name});
    net.points.push_back(MapXY::of_metres(x0, y0));
    net.points.push_back(MapXY::of_metres(x1, y1));
  };
  add(100, 0, 200, 0, 2, 1), add(100, 0, 0, 0, 2, 1);      // the second against the first
  add(200, 0, 300, 10, 2, 1), add(200, 0, 210, 90, 2, 1);  // straight on, and a branch of the same name
  add(0, 500, 50, 500, 6, 2), add(0, 600, 50, 600, 2, 0), add(0, 700, 50, 700, 2, 3);
  const auto roads = named_roads(net);
  ASSERT_EQ(roads.size(), 2u);
  EXPECT_EQ(roads[0].name, "长街");
  ASSERT_EQ(roads[0].line.size(), 4u);
  const auto ends = std::minmax({roads[0].line.front().x(), roads[0].line.back().x()});
  EXPECT_EQ(ends.first, 0);
  EXPECT_EQ(ends.second, 300);
  EXPECT_EQ(roads[1].line.size(), 2u) << "the branch";
  EXPECT_TRUE(named_roads({}).empty());
}

TEST(TimeBands, AStretchIsInTheFirstBandWhoseLimitItKeeps) {
  ReachBands reach;
  reach.limits_s = {300, 600, 900};
  reach.stretch_s = {0, 300, 301, 900, 901, -1};
  EXPECT_EQ(bands_of(reach, 6), (std::vector<std::uint8_t>{1, 1, 2, 3, 0, 0}));
  EXPECT_TRUE(bands_of(reach, 5).empty()) << "of another network";
}

TEST(TimeBands, AreWiderTheNearerAndLeaveOutTheSmallestRoadsAtCityScale) {
  EXPECT_GT(time_band_width(ScaleBand::Near, 6, 1), time_band_width(ScaleBand::Near, 6, 2));
  EXPECT_GT(time_band_width(ScaleBand::Near, 6, 2), time_band_width(ScaleBand::Near, 6, 3));
  EXPECT_EQ(time_band_width(ScaleBand::City, 6, 1), 0);
  EXPECT_GT(time_band_width(ScaleBand::City, 3, 3), 0);
  EXPECT_EQ(time_band_width(ScaleBand::Near, 0, 0), 0);
}

}  // namespace
}  // namespace anxin
