// AUC, precision at k and lift on a table of twenty rows worked by hand, and against counting every pair.
#include "data/model/backtest.hpp"

#include <gtest/gtest.h>

#include <random>

namespace anxin::test {
namespace {

// Scores fall; + marks the five of twenty after which an incident followed. Two ties: 80 80 80 and 30 30.
//   rank  1   2   3   4   5   6   7   8   9  10  11  12  13  14  15  16  17  18  19  20
//        95  90  80  80  80  70  65  60  55  50  45  40  35  30  30  25  20  15  10   5
//         +       +               +               +                           +
// Of the fifteen without, ranked below each of the five (a tie is half):
//   95: all 15                                              15
//   80: above are 90; tied 80 80: 15 - 1 - 2 = 12, + 2 / 2    13
//   65: above are 90 80 80 70: 15 - 4                       11
//   45: above are 90 80 80 70 60 55 50: 15 - 7               8
//   20: above are those and 40 35 30 30 25: 15 - 12          3
// U = 50; AUC = 50 / (5 * 15) = 2 / 3.
// Precision at 4: 95 and 90 stand above the tie with one hit; two of its three places fall among the first
// four, with one hit among three: (1 + 1 * 2 / 3) / 4 = 5 / 12. At 7: 95 80 65 of 7: 3 / 7.
// Lift at 7: 3 / 7 over 5 / 20 = 12 / 7; at 4: 5 / 12 * 4 = 5 / 3.
const std::vector<Scored> kTable = {{95, true},  {90, false}, {80, true},  {80, false}, {80, false},
                                    {70, false}, {65, true},  {60, false}, {55, false}, {50, false},
                                    {45, true},  {40, false}, {35, false}, {30, false}, {30, false},
                                    {25, false}, {20, true},  {15, false}, {10, false}, {5, false}};

TEST(Backtest, TwentyRowsWorkedByHand) {
  const Backtest seven = backtest(kTable, 7);
  EXPECT_EQ(seven.projects, 20U);
  EXPECT_EQ(seven.followed, 5U);
  EXPECT_EQ(seven.auc, (Fraction{2, 3}));
  EXPECT_EQ(seven.precision_at_k, (Fraction{3, 7}));
  EXPECT_EQ(seven.lift, (Fraction{12, 7}));
  const Backtest four = backtest(kTable, 4);
  EXPECT_EQ(four.precision_at_k, (Fraction{5, 12}));
  EXPECT_EQ(four.lift, (Fraction{5, 3}));
}

TEST(Backtest, OrderOfTheRowsDoesNotMatter) {
  std::vector<Scored> rows = kTable;
  std::shuffle(rows.begin(), rows.end(), std::mt19937(7));
  EXPECT_EQ(backtest(rows, 4).precision_at_k, (Fraction{5, 12}));
  EXPECT_EQ(backtest(rows, 4).auc, (Fraction{2, 3}));
}

TEST(Backtest, PerfectReversedAndConstantScores) {
  EXPECT_EQ(backtest({{3, true}, {2, true}, {1, false}}, 2).auc, (Fraction{1, 1}));
  EXPECT_EQ(backtest({{1, true}, {2, false}, {3, false}}, 1).auc, (Fraction{0, 1}));
  EXPECT_EQ(backtest({{5, true}, {5, false}, {5, false}, {5, false}}, 2).auc, (Fraction{1, 2}));
  EXPECT_EQ(backtest({{5, true}, {5, false}, {5, false}, {5, false}}, 2).lift, (Fraction{1, 1}));
}

TEST(Backtest, IsNotDefinedWithoutBothKindsOrWithoutRows) {
  EXPECT_FALSE(backtest({{1, false}, {2, false}}, 1).auc);
  EXPECT_FALSE(backtest({{1, false}, {2, false}}, 1).lift);
  EXPECT_FALSE(backtest({{1, true}, {2, true}}, 1).auc);
  EXPECT_FALSE(backtest({}, 3).precision_at_k);
  EXPECT_EQ(backtest({{1, true}}, 9).k, 1U);
  EXPECT_FALSE(backtest(kTable, 0).precision_at_k);
}

TEST(Backtest, EqualsCountingEveryPair) {
  std::mt19937 random(20261123);
  for (int round = 0; round < 50; ++round) {
    std::vector<Scored> rows;
    for (int i = 0; i < 60; ++i)
      rows.push_back({static_cast<std::int32_t>(random() % 12), random() % 4 == 0});
    std::int64_t twice = 0, pairs = 0;
    for (const Scored& a : rows) {
      for (const Scored& b : rows) {
        if (!a.followed || b.followed) continue;
        pairs += 2;
        twice += a.score_milli > b.score_milli ? 2 : a.score_milli == b.score_milli ? 1 : 0;
      }
    }
    ASSERT_GT(pairs, 0);
    EXPECT_EQ(backtest(rows, 5).auc, (Fraction{twice, pairs}));
  }
}

TEST(Backtest, CountsIncidentsOfTheHorizonAtActiveProjectsOnly) {
  Registry r;
  r.id.push_back("A");
  r.id.push_back("B");
  r.id.push_back("C");
  r.status = {ProjectStatus::Active, ProjectStatus::Active, ProjectStatus::Finished};
  r.records.incidents.first = {0, 2, 4, 5};
  r.records.incidents.reported = {100, 101, 130, 131, 110};
  RiskTable risk;
  risk.as_of = Day{std::chrono::days{100}};
  risk.score_milli = {7, 8, 9};
  const auto rows = scored_projects(r, risk, 30);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_TRUE(rows[0].followed) << "the day after counts, the day itself does not";
  EXPECT_TRUE(rows[1].followed) << "the last day of the horizon counts";
  EXPECT_FALSE(scored_projects(r, risk, 29)[1].followed);
  EXPECT_EQ(incidents_in(r, risk.as_of, 30), 2U);
}

}  // namespace
}  // namespace anxin::test
