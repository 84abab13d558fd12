// Counts in a rectangle against the slow, obvious twin.
#include <gtest/gtest.h>

#include <random>

#include "console/panels/view_counts.hpp"
#include "tests/panels/fixture.hpp"

namespace anxin::test {
namespace {

ViewCounts::Counts by_hand(const Registry& r, const RiskTable& risk, const Filters& f, MapXY a, MapXY b) {
  ViewCounts::Counts counts{};
  for (std::size_t i = 0; i < r.projects(); ++i) {
    const MapXY at = r.xy[i];
    if (at.x() < a.x() || at.x() > b.x() || at.y() < a.y() || at.y() > b.y()) continue;
    if (r.status[i] != ProjectStatus::Active) continue;
    if ((f.sectors >> static_cast<unsigned>(r.sector[i]) & 1u) == 0) continue;
    ++counts[static_cast<std::size_t>(risk.grade[i])];
  }
  return counts;
}

constexpr Day kDay{std::chrono::days{20'000}};

}  // namespace

TEST(ViewCounts, AgreeWithCountingOneByOneInAnyRectangleAndFilter) {
  const auto r = strewn_registry(20'000, 42);
  RiskTable risk;
  std::mt19937 dice(7);
  const auto any = [&](unsigned n) { return static_cast<unsigned>(dice() % n); };
  for (std::size_t i = 0; i < r->projects(); ++i) risk.grade.push_back(static_cast<Grade>(any(kGrades)));
  ViewCounts counts;
  for (int round = 0; round < 200; ++round) {
    Filters f;
    if (round % 2 == 1) f.sectors = any(256);
    counts.prepare(*r, &risk, f, kDay);
    const double x = 380'000 + any(200'000), y = 4'340'000 + any(220'000);
    const MapXY a = MapXY::of_metres(x, y), b = MapXY::of_metres(x + any(90'000), y + any(90'000));
    ASSERT_EQ(counts.in_box(a, b), by_hand(*r, risk, f, a, b)) << round;
  }
}

TEST(ViewCounts, OfAnEmptyRegistryOrAnEmptyRectangleAreZero) {
  const Registry empty;
  ViewCounts counts;
  counts.prepare(empty, nullptr, {}, kDay);
  EXPECT_EQ(counts.in_box(MapXY::of_metres(0, 0), MapXY::of_metres(1e7, 1e7)), ViewCounts::Counts{});
  const auto r = strewn_registry(100, 1);
  counts.prepare(*r, nullptr, {}, kDay);
  EXPECT_EQ(counts.in_box(MapXY::of_metres(0, 0), MapXY::of_metres(1, 1)), ViewCounts::Counts{});
}

TEST(ViewCounts, ByStateOfASafeguardAgreeWithCountingOneByOne) {
  const auto r = strewn_registry(5'000, 3);
  std::vector<SafeguardState> states;
  for (std::size_t i = 0; i < r->projects(); ++i) states.push_back(static_cast<SafeguardState>(i * 7 % 4));
  ViewCounts counts;
  counts.prepare(*r, nullptr, {}, kDay);
  counts.prepare(*r, states, {}, kDay);
  ViewCounts::Counts by_hand{};
  for (std::size_t i = 0; i < r->projects(); ++i) {
    if (r->status[i] == ProjectStatus::Active) ++by_hand[static_cast<std::size_t>(states[i])];
  }
  EXPECT_EQ(counts.in_box(MapXY::of_metres(0, 0), MapXY::of_metres(1e7, 1e7)), by_hand);
}

}  // namespace anxin::test
