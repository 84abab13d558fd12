// The simulated city's roads: the same each time, from every unit to every other, and near the projects.
#include <algorithm>

#include "data/demo/roads.hpp"
#include "geo/route/graph_file.hpp"
#include "geo/route/search.hpp"
#include "tests/demo/cities.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using test::beijing;

const RoadGraph& roads() {
  static const RoadGraph graph = make_demo_graph(beijing(), DemoOptions{}.seed).value();
  return graph;
}

TEST(DemoRoads, EveryUnitsLabelIsOnARoadAndEveryUnitIsReachedFromEveryOther) {
  std::vector<Snap> labels;
  for (const auto& unit : beijing().supervising_units) {
    const auto snap = snap_to_road(roads(), unit.label_at);
    ASSERT_TRUE(snap.has_value()) << unit.name;
    EXPECT_LT(snap->walk_m, 500) << unit.name;
    labels.push_back(*snap);
  }
  ASSERT_EQ(labels.size(), 17U);
  RouteSearch search(roads());
  for (std::size_t to = 0; to < labels.size(); ++to) {
    std::size_t met = 0;
    double furthest_h = 0;
    search.to_destination(labels[to], labels, TrafficProfile::Free, nullptr, [&](const UnitReach& r) {
      ++met;
      furthest_h = static_cast<double>(r.duration_ms) / 3.6e6;
      return true;
    });
    EXPECT_EQ(met, labels.size()) << beijing().supervising_units[to].name;
    EXPECT_LT(furthest_h, 5);
  }
}

TEST(DemoRoads, TheSameSeedGivesTheSameBytesAndAnotherOtherRoads) {
  const std::string once = graph_bytes(roads());
  EXPECT_EQ(once, graph_bytes(make_demo_graph(beijing(), DemoOptions{}.seed).value()));
  EXPECT_NE(once, graph_bytes(make_demo_graph(beijing(), 1).value()));
}

TEST(DemoRoads, AlmostEveryProjectIsWithinTwoKilometresOfARoad) {
  DemoOptions options;
  options.projects = 2000;
  options.months = 0;
  const Batch city = make_demo_batch(beijing(), options).value();
  std::size_t far = 0, placed = 0;
  for (const ProjectRow& p : city.projects) {
    ++placed;
    const auto snap = snap_to_road(roads(), p.at);
    far += !snap || snap->walk_m > 2000 ? 1 : 0;
  }
  ASSERT_GT(placed, 1000U);
  EXPECT_LE(far, placed / 100) << far << " of " << placed;
}

TEST(DemoRoads, RingsKeepTheirNamesAndLetOneOnWhereStreetsCross) {
  for (const char* name : {"二环路", "六环路", "长安街"}) {
    std::size_t edges = 0;
    for (EdgeId e = 0; e < roads().edges(); ++e) edges += roads().name(e) == name ? 1 : 0;
    EXPECT_GT(edges, 10U) << name;
  }
  std::printf("simulated roads: %zu nodes, %zu arcs\n", roads().nodes(), roads().arcs());
}

TEST(DemoRoads, StandBesideAStoreAndAnEmptyOneAndAreGoneWhenTheStoreFails) {
  const test::Scratch scratch;
  DemoOptions options;
  options.projects = 0;
  ASSERT_TRUE(make_demo_store(scratch / "empty.anxin", beijing(), options).has_value());
  const auto kept = load_graph(graph_file_of(scratch / "empty.anxin"));
  ASSERT_TRUE(kept.has_value()) << kept.error().en;
  EXPECT_EQ(graph_bytes(*kept), graph_bytes(roads()));
  std::filesystem::create_directory(scratch / "x.anxin.roads");  // where the roads should go
  EXPECT_FALSE(make_demo_store(scratch / "x.anxin", beijing(), options).has_value());
  EXPECT_FALSE(std::filesystem::exists(scratch / "x.anxin"));
}

}  // namespace
}  // namespace anxin
