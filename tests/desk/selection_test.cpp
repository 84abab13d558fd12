// Sets of projects: totals against counting one by one, rings against geo's exact areas.
#include "console/desk/selection.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "geo/polygon.hpp"

namespace anxin::test {
namespace {

struct City {
  Registry registry;
  RiskTable risk;
  std::vector<std::uint8_t> shown;
};

City city(std::size_t n, unsigned seed) {
  std::mt19937 dice(seed);
  City c;
  std::uniform_real_distribution<double> x(440'000, 460'000), y(4'400'000, 4'420'000);
  for (std::size_t i = 0; i < n; ++i) {
    c.registry.id.push_back(fmt::format("P-{:06}", i));
    c.registry.xy.push_back(MapXY::of_metres(x(dice), y(dice)));
    c.risk.grade.push_back(static_cast<Grade>(dice() % kGrades));
    c.risk.arrears_fen.push_back(static_cast<Fen>(dice() % 1'000'000));
    c.risk.score_milli.push_back(static_cast<std::int32_t>(dice() % 100'000));
    c.shown.push_back(dice() % 4 != 0);
  }
  c.registry.grid = GridIndex::build(c.registry.xy);
  return c;
}

// A star round the middle: no edge crosses another.
std::vector<MapXY> star(std::mt19937& dice, std::size_t corners) {
  std::uniform_real_distribution<double> radius(500, 9'500);
  std::vector<MapXY> ring;
  for (std::size_t k = 0; k < corners; ++k) {
    const double angle = 6.283185307179586 * static_cast<double>(k) / static_cast<double>(corners),
                 r = radius(dice);
    ring.push_back(MapXY::of_metres(450'000 + r * std::cos(angle), 4'410'000 + r * std::sin(angle)));
  }
  return ring;
}

// geo's exact area (held to GEOS in tests/geo): the ring as degrees that are thousandths of these metres.
LonLat as_degrees(MapXY p) {
  return LonLat::of_degrees((p.x() - 450'000) / 1000, (p.y() - 4'410'000) / 1000);
}

PreparedArea exact_area(const std::vector<MapXY>& ring) {
  Polygon polygon;
  for (const MapXY p : ring) polygon.outer.push_back(as_degrees(p));
  polygon.outer.push_back(polygon.outer.front());
  return PreparedArea({polygon});
}

}  // namespace

TEST(Selection, TotalsAreWhatCountingOneByOneGives) {
  for (const unsigned seed : {1u, 2u, 3u, 4u}) {
    const City c = city(3000, seed);
    std::mt19937 dice(seed + 100);
    SetWish wish{star(dice, 3 + seed * 3), {"P-000001", "P-000002", "P-999999"}, {"P-000002", "P-000003"}};
    const SelectionSet set = select_set(c.registry, &c.risk, c.shown, wish);
    std::array<std::uint32_t, kGrades> by_grade{};
    Fen arrears = 0;
    std::size_t count = 0;
    for (Index i = 0; i < c.registry.projects(); ++i) {
      bool in = c.shown[i] != 0 && ring_holds(wish.ring, c.registry.xy[i]);
      if (i == 1) in = true;
      if (i == 2 || i == 3) in = false;
      EXPECT_EQ(set.has(i), in) << i;
      if (!in) continue;
      ++count;
      ++by_grade[static_cast<std::size_t>(c.risk.grade[i])];
      arrears += c.risk.arrears_fen[i];
    }
    EXPECT_GT(count, 10u);
    EXPECT_EQ(set.projects.size(), count);
    EXPECT_EQ(set.by_grade, by_grade);
    EXPECT_EQ(set.arrears_fen, arrears);
  }
}

TEST(Selection, RingHoldsWhatTheExactAreaHolds) {
  std::mt19937 dice(20261123);
  const City c = city(2000, 9);
  for (int round = 0; round < 20; ++round) {
    const auto ring = star(dice, 3 + round);
    const PreparedArea area = exact_area(ring);
    for (const MapXY p : c.registry.xy) {
      EXPECT_EQ(ring_holds(ring, p), area.contains(as_degrees(p))) << round << " " << p.x() << " " << p.y();
    }
  }
}

TEST(Selection, NeighbouringRingsHoldAPointOfTheirBorderOnce) {
  const auto p = [](double x, double y) { return MapXY::of_metres(x, y); };
  const std::vector<MapXY> left{p(0, 0), p(10, 0), p(10, 10), p(0, 10)},
      right{p(10, 0), p(20, 0), p(20, 10), p(10, 10)};
  for (const double y : {0.5, 5.0, 9.5}) EXPECT_NE(ring_holds(left, p(10, y)), ring_holds(right, p(10, y)));
  const std::vector<MapXY> flat{p(0, 0), p(10, 0), p(20, 0)};
  EXPECT_FALSE(ring_holds(flat, p(5, 0)));
}

TEST(Selection, GravestComeFirstUnknownBeforeLowThenByScoreThenById) {
  const City c = city(500, 5);
  const SelectionSet set = select_set(c.registry, &c.risk, {},
                                      {{MapXY::of_metres(0, 0), MapXY::of_metres(1e6, 0),
                                        MapXY::of_metres(1e6, 1e7), MapXY::of_metres(0, 1e7)},
                                       {},
                                       {}});
  ASSERT_EQ(set.projects.size(), 500u);
  const auto key = [&](Index i) {
    constexpr std::array<int, kGrades> order{4, 2, 1, 0, 3};
    return std::tuple(order[static_cast<std::size_t>(c.risk.grade[i])], -c.risk.score_milli[i], i);
  };
  for (std::size_t k = 1; k < set.projects.size(); ++k)
    EXPECT_LT(key(set.projects[k - 1]), key(set.projects[k]));
}

TEST(Selection, CtrlClickTakesOutAndPutsBackInAndLeavesNoTrace) {
  const City c = city(50, 6);
  SetWish wish{{MapXY::of_metres(0, 0), MapXY::of_metres(1e6, 0), MapXY::of_metres(1e6, 1e7),
                MapXY::of_metres(0, 1e7)},
               {},
               {}};
  const auto has = [&](Index i) { return select_set(c.registry, &c.risk, {}, wish).has(i); };
  ASSERT_TRUE(has(7));
  toggle_member(wish, "P-000007", true);
  EXPECT_FALSE(has(7));
  toggle_member(wish, "P-000007", false);
  EXPECT_TRUE(has(7));
  toggle_member(wish, "P-000007", true);
  EXPECT_FALSE(has(7));
}

TEST(Selection, WithoutGradesEverythingIsUnknownAndWithoutAWishThereIsNothing) {
  const City c = city(100, 7);
  const SelectionSet set = select_set(c.registry, nullptr, {}, {{}, {"P-000001"}, {}});
  EXPECT_EQ(set.by_grade[static_cast<std::size_t>(Grade::Unknown)], 1u);
  EXPECT_EQ(set.arrears_fen, 0);
  EXPECT_TRUE(select_set(c.registry, nullptr, {}, {}).projects.empty());
  EXPECT_TRUE(SetWish{}.empty());
  EXPECT_TRUE((SetWish{{MapXY(), MapXY()}, {}, {"x"}}).empty());
}

}  // namespace anxin::test
