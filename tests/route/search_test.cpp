// Every time of the search against the slow twin, on small networks from seeds; routes that can be driven;
// closures.
#include <algorithm>
#include <cmath>

#include "geo/geodesy.hpp"
#include "tests/route/network.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using test::TwinCity;

RoadGraph network(std::uint64_t seed, int side) {
  return RoadGraph::build(test::random_roads(seed, side), test::example_speeds()).value();
}

double walks_ms(const Snap& a, const Snap& b) {
  return std::round(a.walk_m * 720) + std::round(b.walk_m * 720);
}

struct Case {
  RoadGraph graph;
  std::vector<Snap> starts;
  Snap destination;
  Closures closures;
  std::set<ArcId> closed;
};

Case make_case(std::uint64_t seed) {
  std::mt19937_64 dice(seed);
  RoadGraph graph = network(seed, 4 + static_cast<int>(dice() % 9));
  Case c{std::move(graph), {}, {}, Closures(graph), {}};
  c.closures = Closures(c.graph);
  c.destination = test::random_snap(c.graph, dice);
  for (int i = 0; i < 20; ++i) c.starts.push_back(test::random_snap(c.graph, dice));
  c.starts.push_back(c.destination);
  Snap ahead = c.destination;  // on the destination's edge, a little off
  ahead.along = std::min(1.0, ahead.along + 0.1);
  std::vector<LonLat> part;
  c.graph.append_part(ahead.arc, 0, ahead.along, part);
  ahead.at = part.back();
  c.starts.push_back(ahead);
  for (std::size_t i = 0; i < c.graph.arcs() / 6; ++i) {
    const auto arc = static_cast<ArcId>(dice() % c.graph.arcs());
    c.closed.insert(arc);
    c.closures.add(arc);
  }
  return c;
}

void compare_with_twin(Case& c, RouteSearch& search, TrafficProfile profile, bool closed) {
  TwinCity twin(c.graph, profile, closed ? c.closed : std::set<ArcId>{});
  std::vector<std::size_t> nodes;
  const std::size_t goal = twin.place(c.destination);
  for (const Snap& s : c.starts) nodes.push_back(twin.place(s));
  const std::vector<double> expected = twin.to(goal);
  std::vector<UnitReach> met;
  search.to_destination(c.destination, c.starts, profile, closed ? &c.closures : nullptr,
                        [&](const UnitReach& r) {
                          met.push_back(r);
                          return true;
                        });
  std::size_t reachable = 0;
  for (const std::size_t n : nodes) reachable += std::isfinite(expected[n]) ? 1 : 0;
  EXPECT_EQ(met.size(), reachable);
  for (std::size_t i = 0; i < met.size(); ++i) {
    const UnitReach& r = met[i];
    EXPECT_EQ(static_cast<double>(r.duration_ms),
              expected[nodes[r.index]] + walks_ms(c.starts[r.index], c.destination))
        << r.index;
    if (i > 0) {
      EXPECT_GE(r.duration_ms, met[i - 1].duration_ms);
    }
    const Route route = search.route_of(r.index);
    EXPECT_EQ(route.duration_ms, r.duration_ms);
    EXPECT_NEAR(route.distance_m, r.distance_m, 1e-6);
    EXPECT_DOUBLE_EQ(route.walk_m, c.starts[r.index].walk_m + c.destination.walk_m);
    EXPECT_NEAR(length(route.geometry).value(), route.distance_m, 0.5 + route.distance_m * 2e-3);
    if (!route.geometry.empty()) {
      EXPECT_LT(distance(route.geometry.front(), c.starts[r.index].at).value(), 0.5);
      EXPECT_LT(distance(route.geometry.back(), c.destination.at).value(), 0.5);
    }
    for (std::size_t k = 0; k < route.arcs.size(); ++k) {
      if (closed) {
        EXPECT_FALSE(c.closed.contains(route.arcs[k]));
      }
      if (k > 0) {
        EXPECT_EQ(c.graph.head(route.arcs[k - 1]), c.graph.tail(route.arcs[k]));
      }
    }
  }
}

TEST(RouteSearch, EveryTimeIsThatOfAPlainDijkstraWithAndWithoutClosures) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Case c = make_case(seed);
    RouteSearch search(c.graph);  // one workspace through all
    for (const auto profile : {TrafficProfile::Free, TrafficProfile::Peak, TrafficProfile::Night}) {
      compare_with_twin(c, search, profile, false);
      compare_with_twin(c, search, profile, true);
    }
  }
}

TEST(RouteSearch, TimesToAndFromAPlaceAreThoseOfTheTwinUpToTheLimit) {
  for (std::uint64_t seed = 100; seed < 120; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Case c = make_case(seed);
    RouteSearch search(c.graph);
    for (const auto direction : {ReachDirection::From, ReachDirection::To}) {
      TwinCity twin(c.graph, TrafficProfile::Peak, c.closed);
      const std::size_t place = twin.place(c.destination);
      const auto expected = direction == ReachDirection::To ? twin.to(place) : twin.from(place);
      const double walk = std::round(c.destination.walk_m * 720), limit = 4 * 60'000;
      std::vector<double> got(c.graph.nodes(), std::numeric_limits<double>::infinity());
      for (const NodeTime& t : search.times(c.destination, direction, static_cast<std::int64_t>(limit),
                                            TrafficProfile::Peak, &c.closures))
        got[t.node] = t.ms;
      for (NodeId v = 0; v < c.graph.nodes(); ++v) {
        const double ms = expected[v] + walk;
        EXPECT_EQ(got[v], ms <= limit ? ms : std::numeric_limits<double>::infinity()) << v;
      }
    }
  }
}

TEST(RouteSearch, StopsWhenTheVisitorHasEnough) {
  Case c = make_case(7);
  RouteSearch search(c.graph);
  std::vector<std::size_t> all, some;
  search.to_destination(c.destination, c.starts, TrafficProfile::Free, nullptr, [&](const UnitReach& r) {
    all.push_back(r.index);
    return true;
  });
  search.to_destination(c.destination, c.starts, TrafficProfile::Free, nullptr, [&](const UnitReach& r) {
    some.push_back(r.index);
    return some.size() < 3;
  });
  ASSERT_GT(all.size(), 3U);
  EXPECT_EQ(some, std::vector<std::size_t>(all.begin(), all.begin() + 3));
  EXPECT_FALSE(search.route_of(some[2]).arcs.empty());
  EXPECT_TRUE(search.route_of(all.back()).arcs.empty());  // not met
  EXPECT_TRUE(search.route_of(1'000'000).arcs.empty());
}

// A one-way ring: behind a place means once around.
TEST(RouteSearch, OnAOneWayRoadWhoIsPastThePlaceDrivesAround) {
  std::vector<RoadSegment> ring;
  const auto corner = [](int i) {
    return LonLat::of_degrees(116.4 + (i == 1 || i == 2 ? 0.01 : 0), 39.9 + (i == 2 || i == 3 ? 0.01 : 0));
  };
  for (int i = 0; i < 4; ++i)
    ring.push_back({{corner(i), corner((i + 1) % 4)}, RoadKind::Primary, true, false, "ring"});
  const RoadGraph g = RoadGraph::build(ring, test::example_speeds()).value();
  RouteSearch search(g);
  Snap before = snap_to_road(g, LonLat::of_degrees(116.402, 39.9)).value(),
       after = snap_to_road(g, LonLat::of_degrees(116.408, 39.9)).value();
  const Route short_way = search.route(before, after, TrafficProfile::Free).value();
  const Route long_way = search.route(after, before, TrafficProfile::Free).value();
  double around = 0;
  for (EdgeId e = 0; e < g.edges(); ++e) around += g.metres(g.tables().edge_arc[e]);
  EXPECT_NEAR(short_way.distance_m + long_way.distance_m, around, 0.5);
  EXPECT_GT(long_way.distance_m, 3 * short_way.distance_m);
  EXPECT_EQ(short_way.arcs.size(), 1U);
  EXPECT_EQ(long_way.arcs.size(), 5U);
}

TEST(RouteSearch, SaysWhenThereIsNoWay) {
  Case c = make_case(9);
  for (ArcId a = 0; a < c.graph.arcs(); ++a) c.closures.add(a);
  RouteSearch search(c.graph);
  const auto none = search.route(c.starts[0], c.destination, TrafficProfile::Free, &c.closures);
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().code, ErrorCode::NotFound);
  EXPECT_TRUE(search.route(c.starts[0], c.destination, TrafficProfile::Free)
                  .has_value());  // without them at once again
}

TEST(RouteSearch, ThePeakIsSlowerThanTheNight) {
  Case c = make_case(11);
  RouteSearch search(c.graph);
  const auto peak = search.route(c.starts[1], c.destination, TrafficProfile::Peak),
             night = search.route(c.starts[1], c.destination, TrafficProfile::Night);
  EXPECT_GT(peak->duration_ms, night->duration_ms);
}

}  // namespace
}  // namespace anxin
