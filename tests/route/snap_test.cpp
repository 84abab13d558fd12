// Snapping against a walk over every edge; closures by area and by name.
#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/geodesy.hpp"
#include "tests/route/network.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

// The nearest of 400 points on every edge: no better than 1/400 of an edge, and no code in common.
double nearest_by_walking(const RoadGraph& g, LonLat place, const std::set<EdgeId>& without) {
  double best = std::numeric_limits<double>::infinity();
  std::vector<LonLat> line;
  for (EdgeId e = 0; e < g.edges(); ++e) {
    if (without.contains(e)) continue;
    g.line(e, line);
    for (std::size_t i = 1; i < line.size(); ++i)
      for (int k = 0; k <= 400; ++k) {
        const double f = k / 400.0;
        best = std::min(
            best,
            distance(place, LonLat::of_degrees(line[i - 1].lon() + (line[i].lon() - line[i - 1].lon()) * f,
                                               line[i - 1].lat() + (line[i].lat() - line[i - 1].lat()) * f))
                .value());
      }
  }
  return best;
}

TEST(Snap, IsOnTheNearestRoadThatIsOpenAndCountsTheWalk) {
  const RoadGraph g = RoadGraph::build(test::random_roads(21, 7), test::example_speeds()).value();
  std::mt19937_64 dice(21);
  for (int i = 0; i < 30; ++i) {
    SCOPED_TRACE(i);
    const LonLat place = LonLat::of_degrees(116.295 + static_cast<double>(dice() % 3000) * 1e-5,
                                            39.895 + static_cast<double>(dice() % 2500) * 1e-5);
    Closures closures(g);
    std::set<EdgeId> closed;
    for (int k = 0; k < (i % 2) * 20; ++k) {
      const auto e = static_cast<EdgeId>(dice() % g.edges());
      closed.insert(e);
      closures.add_edge(e);
    }
    const Snap s = snap_to_road(g, place, &closures).value();
    EXPECT_NEAR(s.walk_m, nearest_by_walking(g, place, closed), 0.5);
    EXPECT_NEAR(s.walk_m, distance(place, s.at).value(), 1e-9);
    EXPECT_FALSE(closed.contains(g.edge(s.arc)));
    EXPECT_EQ(s.back, g.reverse(s.arc));
    std::vector<LonLat> part;
    g.append_part(s.arc, 0, s.along, part);
    EXPECT_LT(distance(part.back(), s.at).value(), 0.2);
  }
}

TEST(Snap, ARoadClosedInOneDirectionCanBeLeftInTheOther) {
  const RoadGraph g =
      RoadGraph::build(
          std::vector<RoadSegment>{{{LonLat::of_degrees(116.4, 39.9), LonLat::of_degrees(116.41, 39.9)},
                                    RoadKind::Primary,
                                    true,
                                    true,
                                    ""}},
          test::example_speeds())
          .value();
  Closures closures(g);
  const Snap open = snap_to_road(g, LonLat::of_degrees(116.403, 39.901)).value();
  ASSERT_NE(open.back, kNoArc);
  closures.add(open.arc);
  EXPECT_TRUE(snap_to_road(g, LonLat::of_degrees(116.403, 39.901), &closures).has_value());
  closures.add(open.back);
  const auto none = snap_to_road(g, LonLat::of_degrees(116.403, 39.901), &closures);
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().code, ErrorCode::NotFound);
}

TEST(Snap, RefusesAPlaceFarFromAnyRoadAndWhatIsNoPlace) {
  const RoadGraph g = RoadGraph::build(test::random_roads(22, 5), test::example_speeds()).value();
  EXPECT_EQ(snap_to_road(g, LonLat::of_degrees(117, 40.5)).error().code, ErrorCode::NotFound);
  EXPECT_EQ(snap_to_road(g, LonLat::of_degrees(std::nan(""), 40.5)).error().code, ErrorCode::BadInput);
  EXPECT_TRUE(snap_to_road(g, LonLat::of_degrees(116.3, 39.86)).has_value());  // 4.4 km of walk
}

TEST(Closures, AnAreaClosesWhatLiesInItAndWhatPassesThroughAndNothingElse) {
  const RoadGraph g = RoadGraph::build(test::random_roads(23, 10), test::example_speeds()).value();
  const double x0 = 116.3082, x1 = 116.3141, y0 = 39.9052, y1 = 39.9093;
  const Ring box{LonLat::of_degrees(x0, y0), LonLat::of_degrees(x1, y0), LonLat::of_degrees(x1, y1),
                 LonLat::of_degrees(x0, y1), LonLat::of_degrees(x0, y0)};
  Closures closures(g);
  const std::size_t edges = closures.add_area({{box, {}}});
  std::vector<LonLat> line;
  std::size_t expected = 0;
  for (EdgeId e = 0; e < g.edges(); ++e) {
    g.line(e, line);
    bool in = false;  // 2,000 points on the line
    for (std::size_t i = 1; i < line.size(); ++i)
      for (int k = 0; k <= 2000; ++k) {
        const double f = k / 2000.0, x = line[i - 1].lon() + (line[i].lon() - line[i - 1].lon()) * f,
                     y = line[i - 1].lat() + (line[i].lat() - line[i - 1].lat()) * f;
        in = in || (x >= x0 && x <= x1 && y >= y0 && y <= y1);
      }
    expected += in ? 1 : 0;
    EXPECT_EQ(closures.has(g.tables().edge_arc[e]), in) << e;
    if (const ArcId back = g.reverse(g.tables().edge_arc[e]); back != kNoArc) {
      EXPECT_EQ(closures.has(back), in);
    }
  }
  EXPECT_EQ(edges, expected);
  EXPECT_GT(expected, 3U);
  EXPECT_EQ(Closures(g).add_area({}), 0U);
}

TEST(Closures, ARoadIsClosedByItsNameWhereItIsMeant) {
  const RoadGraph g = RoadGraph::build(test::random_roads(24, 10), test::example_speeds()).value();
  const LonLat near = LonLat::of_degrees(116.315, 39.91);
  Closures closures(g);
  const auto closed = closures.add_road("road 3", near, Metres::of(600));
  ASSERT_TRUE(closed.has_value()) << closed.error().en;
  EXPECT_GT(*closed, 0U);
  std::vector<LonLat> line;
  for (ArcId a = 0; a < g.arcs(); ++a) {
    if (!closures.has(a)) continue;
    EXPECT_EQ(g.name(g.edge(a)), "road 3");
    g.line(g.edge(a), line);
    EXPECT_LT(distance(line.front(), near).value(), 600 + 2 * length(line).value());
  }
  const auto none = closures.add_road("no such road", near, Metres::of(600));
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().code, ErrorCode::NotFound);
  EXPECT_FALSE(closures.add_road("", near, Metres::of(600)).has_value());
}

}  // namespace
}  // namespace anxin
