// The real test network: distances of its README within 3 %, and every time of 10,000 random pairs that of
// the twin.
#include <cmath>
#include <fstream>
#include <sstream>

#include "geo/geodesy.hpp"
#include "geo/io/roads_in.hpp"
#include "geo/route/reach.hpp"
#include "tests/route/network.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

constexpr const char* kNetwork = "roads/beijing-roads.osm.pbf";

const RoadsRead& roads() {
  static const RoadsRead read =
      read_osm_roads(test::read_file(test::shared_data() / kNetwork), OsmFormat::Pbf).value();
  return read;
}

TEST(Beijing, TheNetworkIsReadWholeAndOnePercentAndAHalfFallsAway) {
  ANXIN_NEEDS_SHARED_DATA(kNetwork);
  EXPECT_EQ(roads().roads.size(), 64'312U);
  BuildReport report;
  const auto g = RoadGraph::build(roads().roads, test::example_speeds(), &report);
  ASSERT_TRUE(g.has_value());
  EXPECT_EQ(g->nodes() + report.island_nodes, 46'961U);
  std::printf("%zu nodes, %zu arcs, %zu islands with %zu nodes dropped\n", g->nodes(), g->arcs(),
              report.islands, report.island_nodes);
}

TEST(Beijing, KnownDistancesByRoadHoldWithinThreePercent) {
  ANXIN_NEEDS_SHARED_DATA(kNetwork);
  SpeedTable same;  // one speed everywhere: the fastest way is the shortest
  const RoadGraph g = RoadGraph::build(roads().roads, same).value();
  RouteSearch search(g);
  const LonLat tiananmen = LonLat::of_degrees(116.3912, 39.9073);  // the pack's places; stations as published
  struct Known {
    const char* name;
    LonLat at;
    double km;
  };
  for (const Known& k : {Known{"Zhongguancun", LonLat::of_degrees(116.3100, 39.9830), 14.4},
                         Known{"West Station", LonLat::of_degrees(116.3152, 39.8935), 7.8},
                         Known{"Wangjing", LonLat::of_degrees(116.4683, 39.9933), 15.1}}) {
    const Route there =
        search.route(snap_to_road(g, tiananmen).value(), snap_to_road(g, k.at).value(), TrafficProfile::Free)
            .value();
    std::printf("Tiananmen-%s: %.2f km, known %.1f\n", k.name, there.distance_m / 1000, k.km);
    EXPECT_NEAR(there.distance_m / 1000, k.km, k.km * 0.03) << k.name;
  }
}

TEST(Beijing, TenThousandRandomPairsTakeTheTimesOfAPlainDijkstra) {
  ANXIN_NEEDS_SHARED_DATA(kNetwork);
  const RoadGraph g = RoadGraph::build(roads().roads, test::example_speeds()).value();
  RouteSearch search(g);
  std::mt19937_64 dice(20261127);
  std::size_t pairs = 0;
  for (int round = 0; round < 20; ++round) {
    const auto profile = static_cast<TrafficProfile>(round % 3);
    test::TwinCity twin(g, profile);
    const Snap destination = test::random_snap(g, dice);
    const std::size_t goal = twin.place(destination);
    std::vector<Snap> starts;
    std::vector<std::size_t> nodes;
    for (int i = 0; i < 500; ++i) {
      starts.push_back(test::random_snap(g, dice));
      nodes.push_back(twin.place(starts.back()));
    }
    const auto expected = twin.to(goal);
    search.to_destination(destination, starts, profile, nullptr, [&](const UnitReach& r) {
      const double walks = std::round(starts[r.index].walk_m * 720) + std::round(destination.walk_m * 720);
      EXPECT_EQ(static_cast<double>(r.duration_ms), expected[nodes[r.index]] + walks);
      ++pairs;
      return true;
    });
  }
  EXPECT_EQ(pairs, 10'000U);
}

TEST(Beijing, ReachPolygonsOfRealRoadsAreValid) {
  ANXIN_NEEDS_SHARED_DATA(kNetwork);
  const RoadGraph g = RoadGraph::build(roads().roads, test::example_speeds()).value();
  RouteSearch search(g);
  std::mt19937_64 dice(3);
  const std::array<int, 3> minutes{5, 10, 15};
  for (int i = 0; i < 10; ++i) {
    const auto areas =
        reach_polygons(search, test::random_snap(g, dice), ReachDirection::To, minutes, TrafficProfile::Free);
    ASSERT_TRUE(areas.has_value());
    for (const MultiPolygon& area : *areas) EXPECT_EQ(validity_fault(area), "");
  }
}

}  // namespace
}  // namespace anxin
