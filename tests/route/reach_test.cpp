// Reach polygons: valid by GEOS, nested, true to the times, without holes where there is no gap.
#include <algorithm>

#include "geo/geodesy.hpp"
#include "geo/route/reach.hpp"
#include "tests/route/network.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

constexpr std::array<int, 3> kMinutes{3, 6, 12};

TEST(Reach, PolygonsAreValidAndNestedAndTrueToTheTimesOfNodes) {
  for (std::uint64_t seed = 41; seed < 49; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RoadGraph g = RoadGraph::build(test::random_roads(seed, 30), test::example_speeds()).value();
    RouteSearch search(g);
    std::mt19937_64 dice(seed);
    const Snap place = test::random_snap(g, dice);
    const auto direction = seed % 2 == 0 ? ReachDirection::From : ReachDirection::To;
    const auto areas = reach_polygons(search, place, direction, kMinutes, TrafficProfile::Peak);
    ASSERT_TRUE(areas.has_value());
    ASSERT_EQ(areas->size(), kMinutes.size());
    for (std::size_t i = 0; i < kMinutes.size(); ++i) {
      EXPECT_EQ(validity_fault((*areas)[i]), "");
      if (i > 0) {
        EXPECT_GT(area_m2((*areas)[i]), area_m2((*areas)[i - 1]));
        EXPECT_NEAR(area_m2(union_of({(*areas)[i], (*areas)[i - 1]}).value()), area_m2((*areas)[i]), 1);
      }
      // Reached nodes are inside; nodes far beyond the limit, walk and cell included, are not.
      const PreparedArea area((*areas)[i]);
      std::vector<double> ms(g.nodes(), 1e12);
      for (const NodeTime& t : search.times(place, direction, 60 * 60'000, TrafficProfile::Peak))
        ms[t.node] = t.ms;
      const double limit = kMinutes[i] * 60'000.0, cell_walk = kReachCell.value() * 720;
      std::size_t wrong = 0, far = 0, far_inside = 0;
      for (NodeId v = 0; v < g.nodes(); ++v) {
        if (ms[v] + cell_walk < limit && !area.contains(g.at(v))) ++wrong;
        if (ms[v] > limit + 3 * cell_walk) {
          ++far;
          far_inside += area.contains(g.at(v)) ? 1 : 0;
        }
      }
      EXPECT_EQ(wrong, 0U);
      // A node that is reached late may stand beside a road that is reached early: walking over is counted.
      EXPECT_LE(far_inside, far / 20) << far;
    }
  }
}

// A square of streets 1.5 km wide with nothing inside: its middle is 750 m from any road and yet no hole.
std::vector<RoadSegment> square(bool with_road_inside) {
  const auto corner = [](double x, double y) {
    return LonLat::of_degrees(116.4 + 0.0175 * x, 39.9 + 0.0135 * y);
  };
  std::vector<RoadSegment> roads;
  const std::vector<LonLat> ring{corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)};
  for (std::size_t i = 1; i < ring.size(); ++i)
    roads.push_back({{ring[i - 1], ring[i]}, RoadKind::Trunk, true, true, ""});
  if (with_road_inside) {  // reached over a very long detour only
    roads.push_back({{corner(0, 0), corner(-9, 0)}, RoadKind::Other, true, true, ""});
    std::vector<LonLat> bridge{corner(-9, 0), corner(-9, 9), corner(0.5, 9), corner(0.5, 0.5)};
    roads.push_back({bridge, RoadKind::Other, true, true, ""});
    roads.push_back({{corner(0.5, 0.5), corner(0.52, 0.5)}, RoadKind::Other, true, true, ""});
  }
  return roads;
}

TEST(Reach, ABlockWhoseStreetsAreAllReachedHasNoHoleAndARoadNotReachedInTimeLeavesOne) {
  const std::array<int, 1> minutes{10};
  for (const bool inside : {false, true}) {
    const RoadGraph g = RoadGraph::build(square(inside), test::example_speeds()).value();
    RouteSearch search(g);
    const Snap place = snap_to_road(g, LonLat::of_degrees(116.4, 39.9)).value();
    const auto areas =
        reach_polygons(search, place, ReachDirection::From, minutes, TrafficProfile::Free).value();
    ASSERT_EQ(areas[0].size(), 1U);
    EXPECT_EQ(areas[0][0].holes.size(), inside ? 1U : 0U);
    EXPECT_EQ(PreparedArea(areas[0]).contains(LonLat::of_degrees(116.40875, 39.90675)), !inside);
    EXPECT_EQ(validity_fault(areas[0]), "");
  }
}

TEST(Reach, TheWalkCountsAndWrongMinutesAreRefused) {
  const RoadGraph g = RoadGraph::build(square(false), test::example_speeds()).value();
  RouteSearch search(g);
  const Snap far = snap_to_road(g, LonLat::of_degrees(116.38, 39.9)).value();  // 1.7 km on foot: 20 minutes
  const std::array<int, 2> minutes{15, 30};
  const auto areas = reach_polygons(search, far, ReachDirection::From, minutes, TrafficProfile::Free).value();
  EXPECT_TRUE(areas[0].empty());
  EXPECT_FALSE(areas[1].empty());
  for (const int wrong : {0, -5, kMostMinutes + 1}) {
    const std::array<int, 1> one{wrong};
    EXPECT_EQ(reach_polygons(search, far, ReachDirection::From, one, TrafficProfile::Free).error().code,
              ErrorCode::BadInput);
  }
  EXPECT_FALSE(reach_polygons(search, far, ReachDirection::From, {}, TrafficProfile::Free).has_value());
}

TEST(Reach, AClosureAppliesToTheNextReach) {
  const RoadGraph g = RoadGraph::build(test::random_roads(52, 30), test::example_speeds()).value();
  RouteSearch search(g);
  std::mt19937_64 dice(52);
  const Snap place = test::random_snap(g, dice);
  const std::array<int, 1> minutes{8};
  const double open =
      area_m2(reach_polygons(search, place, ReachDirection::From, minutes, TrafficProfile::Free).value()[0]);
  Closures closures(g);
  for (ArcId a = 0; a < g.arcs(); a += 2) closures.add(a);
  const double closed =
      area_m2(reach_polygons(search, place, ReachDirection::From, minutes, TrafficProfile::Free, &closures)
                  .value()[0]);
  EXPECT_LT(closed, open * 0.9);
}

}  // namespace
}  // namespace anxin
