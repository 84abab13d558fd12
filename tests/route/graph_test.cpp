// What the graph keeps of the roads given: nodes where they share a vertex, one-way, costs by class and
// profile, names, lines; what it drops.
#include <algorithm>
#include <cmath>

#include "geo/geodesy.hpp"
#include "tests/route/network.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

LonLat at(double x, double y) { return LonLat::of_degrees(116.4 + x / 100, 39.9 + y / 100); }

RoadSegment road(std::vector<LonLat> line, RoadKind kind = RoadKind::Primary) {
  return {std::move(line), kind, true, true, "road"};
}

RoadGraph built(const std::vector<RoadSegment>& roads, BuildReport* report = nullptr) {
  return RoadGraph::build(roads, test::example_speeds(), report).value();
}

TEST(RoadGraph, RoadsMeetWhereTheyShareAVertexAndABridgeMeetsNothing) {
  // A cross whose middle both roads have; a third road crosses the first without a vertex.
  const RoadGraph g = built({road({at(0, 1), at(1, 1), at(2, 1)}), road({at(1, 0), at(1, 1), at(1, 2)}),
                             road({at(0, 1), at(0, 0), at(1, 0)}), road({at(0.5, 0.5), at(0.5, 1.5)}),
                             road({at(0, 0), at(0.5, 0.5)})});
  // Nodes: the ends (0,1) (2,1) (1,0) (1,2) (0.5,0.5) (0.5,1.5), and (1,1) and (0,0), where roads meet.
  EXPECT_EQ(g.nodes(), 8U);
  EXPECT_EQ(g.edges(), 8U);
  EXPECT_EQ(g.arcs(), 16U);
}

TEST(RoadGraph, AOneWayRoadHasOneArcAlongOrAgainstItsLine) {
  auto forward = road({at(0, 0), at(1, 0)}), backward = road({at(0, 0), at(1, 0.1), at(1, 0)});
  forward.backward = false;
  backward.forward = false;
  const RoadGraph g = built({forward, backward});
  ASSERT_EQ(g.arcs(), 2U);
  for (ArcId a = 0; a < 2; ++a) {
    EXPECT_EQ(g.reverse(a), kNoArc);
    EXPECT_EQ(g.against_line(a), distance(g.at(g.tail(a)), at(1, 0)).value() < 0.1) << a;
  }
}

TEST(RoadGraph, ACostIsLengthOverSpeedUnderTheProfile) {
  const SpeedTable speeds = test::example_speeds();
  for (std::size_t k = 0; k < kRoadKinds; ++k) {
    const RoadGraph g = built({road({at(0, 0), at(1, 1), at(3, 1)}, static_cast<RoadKind>(k))});
    const double metres = distance(at(0, 0), at(1, 1)).value() + distance(at(1, 1), at(3, 1)).value();
    EXPECT_NEAR(g.metres(0), metres, 0.02);
    EXPECT_EQ(g.kind(0), static_cast<RoadKind>(k));
    const auto& row = speeds.rows[k];
    for (const auto& [profile, factor] : {std::pair{TrafficProfile::Free, 1.0},
                                          {TrafficProfile::Peak, row.peak_factor},
                                          {TrafficProfile::Night, row.night_factor}}) {
      const double ms = metres / (row.kmh * factor / 3.6) * 1000;
      EXPECT_NEAR(g.cost_ms(0, profile), ms, 2 + ms * 2e-5) << k;
    }
  }
}

TEST(RoadGraph, TheNeverEnteredIslandsAreDroppedAndCounted) {
  auto dead_end = road({at(1, 0), at(5, 5)});  // one-way into nowhere
  dead_end.backward = false;
  BuildReport report;
  const RoadGraph g =
      built({road({at(0, 0), at(1, 0)}), road({at(1, 0), at(1, 1)}), dead_end, road({at(8, 8), at(9, 8)})},
            &report);
  EXPECT_EQ(g.nodes(), 3U);
  EXPECT_EQ(report.segments, 4U);
  EXPECT_EQ(report.islands, 2U);
  EXPECT_EQ(report.island_nodes, 3U);
  EXPECT_NEAR(report.island_metres, (distance(at(1, 0), at(5, 5)) + distance(at(8, 8), at(9, 8))).value(),
              0.1);
}

TEST(RoadGraph, NoRoadsAreRefusedWithASentence) {
  for (const std::vector<RoadSegment>& roads :
       {std::vector<RoadSegment>{}, {road({at(0, 0)})}, {road({at(0, 0), at(0, 0)})}}) {
    const auto refused = RoadGraph::build(roads, test::example_speeds());
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
    EXPECT_FALSE(refused.error().zh.empty());
  }
}

TEST(RoadGraph, KeepsNamesAndLinesOfEveryEdge) {
  const auto roads = test::random_roads(5, 8);
  const RoadGraph g = built(roads);
  std::vector<LonLat> line;
  for (EdgeId e = 0; e < g.edges(); ++e) {
    g.line(e, line);
    const auto same = [&](const RoadSegment& s) {
      return s.line.size() == line.size() && s.name == g.name(e) &&
             std::ranges::equal(s.line, line,
                                [](LonLat a, LonLat b) { return distance(a, b).value() < 0.02; });
    };
    EXPECT_TRUE(std::ranges::any_of(roads, same)) << e;
  }
}

TEST(RoadGraph, NodesOfOneNeighbourhoodStandTogetherInMemory) {
  const RoadGraph g = built(test::random_roads(6, 40));
  std::vector<std::uint32_t> apart;
  for (ArcId a = 0; a < g.arcs(); ++a)
    apart.push_back(std::max(g.tail(a), g.head(a)) - std::min(g.tail(a), g.head(a)));
  std::ranges::nth_element(apart, apart.begin() + static_cast<std::ptrdiff_t>(apart.size() / 2));
  EXPECT_LT(apart[apart.size() / 2], 8U);  // in row order it would be near 20
}

TEST(RoadGraph, ContradictingTablesAreRefused) {
  const RoadGraph g = built(test::random_roads(7, 6));
  EXPECT_TRUE(RoadGraph::of_tables(g.tables()).has_value());
  const auto refused = [&](const auto& spoil) {
    RoadTables t = g.tables();
    spoil(t);
    return !RoadGraph::of_tables(std::move(t)).has_value();
  };
  EXPECT_TRUE(refused([](RoadTables& t) { t.tail[0] = static_cast<NodeId>(t.node_at.size()); }));
  EXPECT_TRUE(refused([](RoadTables& t) { std::swap(t.head.front(), t.head.back()); }));
  EXPECT_TRUE(refused([](RoadTables& t) { t.out[0] = t.out[1]; }));
  EXPECT_TRUE(refused([](RoadTables& t) { t.edge_metres[0] = std::nanf(""); }));
  EXPECT_TRUE(refused([](RoadTables& t) { t.cost[0] = 0; }));
  EXPECT_TRUE(refused([](RoadTables& t) { t.factor[0][0] = 0; }));
  EXPECT_TRUE(refused([](RoadTables& t) { t.in_first[1] = 1'000'000; }));
  EXPECT_TRUE(refused([](RoadTables& t) { t.edge_name[0] = 1'000; }));
  EXPECT_TRUE(refused([](RoadTables& t) { t.shape_first.back() += 1; }));
  EXPECT_TRUE(refused([](RoadTables& t) {
    t.edge[0] = (t.edge[0] + 2) % static_cast<std::uint32_t>(2 * t.edge_arc.size());
  }));
}

}  // namespace
}  // namespace anxin
