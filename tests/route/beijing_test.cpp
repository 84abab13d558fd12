// The real test network: distances of its README within 3 %, and every time of 10,000 random pairs that of
// the twin.
#include <cmath>
#include <cstdio>
#include <sstream>
#include <stdexcept>

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

// The middle of all stretches of the network with this name.
LonLat road_named(const std::string& name) {
  double lon = 0, lat = 0;
  std::size_t points = 0;
  for (const RoadSegment& road : roads().roads) {
    if (road.name != name) continue;
    for (const LonLat& at : road.line) lon += at.lon(), lat += at.lat(), ++points;
  }
  if (points == 0) throw std::runtime_error("the network has no road " + name);
  return LonLat::of_degrees(lon / double(points), lat / double(points));
}

// A place of the shipped pack: "name,lon,lat,kind,source".
LonLat place_named(const std::string& name) {
  std::istringstream lines(test::read_file(test::pack_dir() / "places.csv"));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(name + ",")) continue;
    std::istringstream fields(line.substr(name.size() + 1));
    double lon = 0, lat = 0;
    if (char comma = 0; fields >> lon >> comma >> lat) return LonLat::of_degrees(lon, lat);
  }
  throw std::runtime_error("the pack has no place " + name);
}

TEST(Beijing, KnownDistancesByRoadHoldWithinThreePercent) {
  ANXIN_NEEDS_SHARED_DATA(kNetwork);
  SpeedTable same;  // one speed everywhere: the fastest way is the shortest
  const RoadGraph g = RoadGraph::build(roads().roads, same).value();
  RouteSearch search(g);
  const LonLat tiananmen = place_named("天安门");
  struct Known {
    const char* name;
    LonLat at;
    double km;
  };
  // 中关村 by the bridge of its name over the fourth ring, 望京 by the road of its name: as the network has
  // them.
  for (const Known& k : {Known{"Zhongguancun", road_named("中关村一桥"), 14.4},
                         Known{"West Station", place_named("北京西站"), 7.8},
                         Known{"Wangjing", road_named("望京西路"), 15.1}}) {
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
