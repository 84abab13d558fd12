// The set of units against the slow, obvious twin: every way of putting units at functions, tried.
#include "data/model/recommend.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <random>
#include <tuple>

namespace anxin {
namespace {

using Units = std::vector<UnitCandidate>;

constexpr std::uint8_t of(Function f) { return static_cast<std::uint8_t>(1u << static_cast<int>(f)); }

// Criterion 1 as a row to compare: how many places, then round by round which functions have that many.
std::vector<int> filled_row(const FunctionCounts& plan, const FunctionCounts& filled) {
  std::vector<int> row{0};
  for (const auto n : filled) row[0] += n;
  for (int round = 1; round <= 255; ++round)
    for (std::size_t f = 0; f < kFunctions; ++f)
      if (plan[f] >= round) row.push_back(filled[f] >= round);
  return row;
}

// What one way costs, so that the smaller is the better.
using Cost = std::tuple<std::vector<int>, std::int64_t, std::int64_t, std::vector<std::size_t>>;

Cost cost_of(const FunctionCounts& plan, const std::vector<UnitChoice>& set) {
  FunctionCounts filled{};
  std::int64_t complete = 0, driving = 0;
  std::array<std::vector<std::size_t>, kFunctions> numbers;
  for (const auto& choice : set) {
    ++filled[static_cast<std::size_t>(choice.function)];
    complete = std::max(complete, choice.travel_ms);
    driving += choice.travel_ms;
    numbers[static_cast<std::size_t>(choice.function)].push_back(choice.unit);
  }
  auto row = filled_row(plan, filled);
  for (int& n : row) n = -n;
  std::vector<std::size_t> order;
  for (auto& at : numbers) {
    std::ranges::sort(at);
    order.insert(order.end(), at.begin(), at.end());
  }
  return {row, complete, driving, order};
}

Cost brute_force(const FunctionCounts& plan, const Units& units) {
  std::vector<UnitChoice> set;
  Cost best = cost_of(plan, set);
  FunctionCounts filled{};
  const std::function<void(std::size_t)> from = [&](std::size_t i) {
    if (i == units.size()) {
      best = std::min(best, cost_of(plan, set));
      return;
    }
    from(i + 1);
    for (std::size_t f = 0; f < kFunctions; ++f) {
      if (!(units[i].functions & (1u << f)) || filled[f] == plan[f]) continue;
      ++filled[f];
      set.push_back({units[i].unit, static_cast<Function>(f), units[i].travel_ms});
      from(i + 1);
      set.pop_back();
      --filled[f];
    }
  };
  from(0);
  return best;
}

void expect_honest(const FunctionCounts& plan, const Units& units, const DispatchSet& got) {
  std::vector<std::size_t> seen;
  FunctionCounts filled{};
  std::int64_t complete = 0, driving = 0;
  for (const auto& choice : got.set) {
    const auto unit = std::ranges::find(units, choice.unit, &UnitCandidate::unit);
    ASSERT_NE(unit, units.end());
    EXPECT_TRUE(unit->functions & of(choice.function));
    EXPECT_EQ(unit->travel_ms, choice.travel_ms);
    EXPECT_EQ(std::ranges::find(seen, choice.unit), seen.end()) << "twice";
    seen.push_back(choice.unit);
    ++filled[static_cast<std::size_t>(choice.function)];
    complete = std::max(complete, choice.travel_ms);
    driving += choice.travel_ms;
  }
  for (std::size_t f = 0; f < kFunctions; ++f) EXPECT_EQ(filled[f] + got.missing[f], plan[f]) << f;
  EXPECT_EQ(got.complete_ms, complete);
  EXPECT_EQ(got.driving_ms, driving);
  EXPECT_TRUE(std::ranges::is_sorted(
      got.set, {}, [](const UnitChoice& c) { return std::tuple(c.function, c.travel_ms, c.unit); }));
}

struct Case {
  FunctionCounts plan{};
  Units units;
};

// Few functions, few travel times and few units, so that ties and gaps are the rule.
Case random_case(std::mt19937_64& dice, int most_units) {
  const auto below = [&dice](int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); };
  Case out;
  const int functions = 2 + below(kFunctions - 1), times = 1 + below(6);
  for (int f = 0; f < functions; ++f)
    out.plan[static_cast<std::size_t>(f)] = static_cast<std::uint8_t>(below(3));
  const int units = below(most_units + 1);
  for (int i = 0; i < units; ++i) {
    std::uint8_t set = 0;
    for (int k = 1 + below(3); k > 0; --k) set |= static_cast<std::uint8_t>(1u << below(functions));
    out.units.push_back({static_cast<std::size_t>(i), set, 60'000 * below(times)});
  }
  std::ranges::shuffle(out.units, dice);
  return out;
}

TEST(Recommend, EqualsEveryWayTriedInAThousandCases) {
  constexpr std::uint64_t kSeed = 20261127;
  std::cout << "seed " << kSeed << '\n';
  std::mt19937_64 dice(kSeed);
  int gaps = 0, multi = 0;
  for (int i = 0; i < 1000; ++i) {
    SCOPED_TRACE(i);
    const Case c = random_case(dice, 7);
    const auto got = recommend(c.plan, c.units);
    expect_honest(c.plan, c.units, got);
    ASSERT_EQ(cost_of(c.plan, got.set), brute_force(c.plan, c.units));
    gaps += got.missing != FunctionCounts{};
    multi +=
        std::ranges::any_of(c.units, [](const auto& u) { return (u.functions & (u.functions - 1)) != 0; });
  }
  EXPECT_GT(gaps, 200);
  EXPECT_LT(gaps, 900);
  EXPECT_GT(multi, 500);
}

TEST(Recommend, TheOrderInWhichUnitsAreGivenChangesNothing) {
  std::mt19937_64 dice(7);
  for (int i = 0; i < 300; ++i) {
    Case c = random_case(dice, 40);
    const auto first = recommend(c.plan, c.units);
    std::ranges::shuffle(c.units, dice);
    const auto second = recommend(c.plan, c.units);
    ASSERT_EQ(first.set.size(), second.set.size());
    for (std::size_t k = 0; k < first.set.size(); ++k) {
      EXPECT_EQ(first.set[k].unit, second.set[k].unit);
      EXPECT_EQ(first.set[k].function, second.set[k].function);
    }
    EXPECT_EQ(first.missing, second.missing);
  }
}

// The nearest can lead or keep order; only one other can lead: nearest-first by function would send it alone.
TEST(Recommend, AUnitOfTwoFunctionsStandsWhereTheOthersCannot) {
  const FunctionCounts plan{1, 1};
  const Units units{{0, static_cast<std::uint8_t>(of(Function::Lead) | of(Function::Order)), 1'000},
                    {1, of(Function::Lead), 2'000},
                    {2, of(Function::Order), 9'000}};
  const auto got = recommend(plan, units);
  ASSERT_EQ(got.set.size(), 2u);
  EXPECT_EQ(got.set[0].unit, 1u);
  EXPECT_EQ(got.set[1].unit, 0u);
  EXPECT_EQ(got.complete_ms, 2'000);
}

TEST(Recommend, AFunctionOnTheSceneAtAllGoesBeforeASecondUnitOfAnother) {
  const FunctionCounts plan{2, 0, 0, 0, 1};
  const auto both = static_cast<std::uint8_t>(of(Function::Lead) | of(Function::Mediation));
  const auto got = recommend(plan, Units{{0, both, 1'000}, {1, both, 2'000}});
  EXPECT_EQ(got.missing, (FunctionCounts{1}));
  ASSERT_EQ(got.set.size(), 2u);
  EXPECT_EQ(got.set[1].function, Function::Mediation);
}

TEST(Recommend, WhatNobodyCanFillIsNamedAndTheRestIsChosenWithoutIt) {
  const FunctionCounts plan{1, 1, 0, 0, 0, 0, 2};
  const auto got = recommend(plan, Units{{4, of(Function::Order), 5'000}, {5, of(Function::Funds), 1'000}});
  EXPECT_EQ(got.missing, (FunctionCounts{1, 0, 0, 0, 0, 0, 1}));
  EXPECT_EQ(got.complete_ms, 5'000);
  EXPECT_EQ(got.driving_ms, 6'000);
}

TEST(Recommend, NobodyAndNothingAskedGiveTheEmptySet) {
  const auto nobody = recommend(FunctionCounts{1, 2}, {});
  EXPECT_TRUE(nobody.set.empty());
  EXPECT_EQ(nobody.missing, (FunctionCounts{1, 2}));
  EXPECT_EQ(nobody.complete_ms, 0);
  const auto nothing = recommend(FunctionCounts{}, Units{{0, 0x7F, 1}});
  EXPECT_TRUE(nothing.set.empty());
  EXPECT_EQ(nothing.missing, FunctionCounts{});
}

TEST(PlanCover, IsCompleteWhenRecommendMissesNothing) {
  std::mt19937_64 dice(11);
  int completed = 0;
  for (int i = 0; i < 500; ++i) {
    const Case c = random_case(dice, 12);
    PlanCover cover(c.plan);
    EXPECT_EQ(cover.complete(), c.plan == FunctionCounts{});
    Units fed;
    for (const auto& unit : c.units) {
      fed.push_back(unit);
      const bool enough = cover.add(unit.functions);
      EXPECT_EQ(enough, recommend(c.plan, fed).missing == FunctionCounts{});
      EXPECT_EQ(enough, cover.complete());
      completed += enough;
    }
  }
  EXPECT_GT(completed, 100);
}

// What was fed when the cover first held, with the ties of that time, gives the whole answer.
TEST(PlanCover, ASearchThatStopsThenFindsTheSameSet) {
  std::mt19937_64 dice(13);
  for (int i = 0; i < 500; ++i) {
    Case c = random_case(dice, 30);
    std::ranges::sort(c.units, {}, &UnitCandidate::travel_ms);
    PlanCover cover(c.plan);
    Units fed;
    for (const auto& unit : c.units) {
      if (cover.complete() && (fed.empty() || unit.travel_ms > fed.back().travel_ms)) break;
      fed.push_back(unit);
      cover.add(unit.functions);
    }
    EXPECT_EQ(cost_of(c.plan, recommend(c.plan, fed).set), cost_of(c.plan, recommend(c.plan, c.units).set));
  }
}

TEST(Alternatives, OthersStayAndTheWholeIsCounted) {
  const FunctionCounts plan{1, 1};
  const auto both = static_cast<std::uint8_t>(of(Function::Lead) | of(Function::Order));
  const Units units{
      {0, of(Function::Lead), 1'000}, {1, of(Function::Order), 4'000}, {2, both, 5'000},
      {3, of(Function::Lead), 3'000}, {4, of(Function::Lead), 2'000},  {5, of(Function::Funds), 100},
      {6, of(Function::Lead), 3'000}};
  const auto set = recommend(plan, units);
  ASSERT_EQ(set.complete_ms, 4'000);
  const auto found = alternatives(set, 0, units, 3);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].unit, 4u);
  EXPECT_EQ(found[0].complete_ms, 4'000);
  EXPECT_EQ(found[0].driving_ms, 6'000);
  EXPECT_EQ(found[1].unit, 3u);
  EXPECT_EQ(found[2].unit, 6u);
  const auto all = alternatives(set, 0, units, 9);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[3].unit, 2u);
  EXPECT_EQ(all[3].complete_ms, 5'000);
  const auto order = alternatives(set, 1, units, 3);
  ASSERT_EQ(order.size(), 1u);
  EXPECT_EQ(order[0].unit, 2u);
  EXPECT_TRUE(alternatives(set, 2, units, 3).empty());
}

// Allows for a debug build with sanitizers; the figure is printed for the release build.
TEST(Recommend, TwoHundredUnitsAndSevenFunctionsTakeMicroseconds) {
  std::mt19937_64 dice(17);
  const FunctionCounts plan{2, 3, 1, 2, 2, 1, 3};
  for (const int times : {1'000'000, 5, 1}) {
    double worst_us = 0;
    for (int i = 0; i < 50; ++i) {
      Units units;
      for (std::size_t k = 0; k < 200; ++k) {
        std::uint8_t set = 0;
        for (std::uint64_t n = 1 + dice() % 3; n > 0; --n) set |= static_cast<std::uint8_t>(1u << dice() % 7);
        units.push_back({k, set, static_cast<std::int64_t>(dice() % static_cast<unsigned>(times))});
      }
      double best_us = 1e9;  // of five: another process may hold the core
      for (int again = 0; again < 5; ++again) {
        const auto begin = std::chrono::steady_clock::now();
        const auto got = recommend(plan, units);
        const auto end = std::chrono::steady_clock::now();
        ASSERT_EQ(got.set.size(), 14u);
        best_us = std::min(best_us, std::chrono::duration<double, std::micro>(end - begin).count());
      }
      worst_us = std::max(worst_us, best_us);
    }
    std::cout << times << " travel times: worst of 50 " << worst_us << " us\n";
    EXPECT_LT(worst_us, 20'000);
  }
}

}  // namespace
}  // namespace anxin
