#include "data/model/registry.hpp"

#include <gtest/gtest.h>

#include "tests/model/city.hpp"

namespace anxin::test {
namespace {

TEST(Registry, FindsEveryProjectByIdAndNoOther) {
  const Registry r = registry_of(disorderly_city(50, kToday, 1));
  for (Index i = 0; i < r.projects(); ++i) EXPECT_EQ(r.find_project(r.id[i]), i);
  for (const char* no : {"", "P", "P-110105-00050", "Z"}) EXPECT_EQ(r.find_project(no), kNone) << no;
}

TEST(Registry, SafeguardHoldsFromItsDayUntilTheNext) {
  SafeguardColumns c;
  c.first = {0, 0, 3};
  c.safeguard = {Safeguard::WageDeposit, Safeguard::WageDeposit, Safeguard::NoticeBoard};
  c.state = {SafeguardState::No, SafeguardState::Yes, SafeguardState::No};
  c.valid_from = {100, 200, 100};
  c.amount_fen = {kUnknownFen, 5, kUnknownFen};
  const auto on = [](int n) { return Day{std::chrono::days{n}}; };
  EXPECT_EQ(c.state_at(1, Safeguard::WageDeposit, on(99)), SafeguardState::Unknown);
  EXPECT_EQ(c.state_at(1, Safeguard::WageDeposit, on(100)), SafeguardState::No);
  EXPECT_EQ(c.state_at(1, Safeguard::WageDeposit, on(199)), SafeguardState::No);
  EXPECT_EQ(c.state_at(1, Safeguard::WageDeposit, on(200)), SafeguardState::Yes);
  EXPECT_EQ(c.amount_at(1, Safeguard::WageDeposit, on(200)), 5);
  EXPECT_FALSE(c.amount_at(1, Safeguard::WageDeposit, on(199)));
  EXPECT_EQ(c.state_at(0, Safeguard::WageDeposit, on(300)), SafeguardState::Unknown);
  EXPECT_EQ(c.state_at(7, Safeguard::WageDeposit, on(300)), SafeguardState::Unknown);
}

TEST(AssessAll, EqualsAssessOfEachProject) {
  const Registry r = registry_of(disorderly_city(2000, kToday, 7));
  RuleBook rules = book();
  rules.digest = "book";
  for (const int days : {-40, 0, 15, 30}) {
    const Day as_of = kToday + std::chrono::days{days};
    const RiskTable table = assess_all(r, rules, as_of);
    ASSERT_EQ(table.grade.size(), r.projects());
    EXPECT_EQ(table.rules_digest, "book");
    for (Index i = 0; i < r.projects(); ++i) {
      const Assessment a = assess(facts_of(r, i, as_of), rules, as_of);
      RuleBits fired = 0;
      for (const Fired& f : a.fired) fired = static_cast<RuleBits>(fired | bit(f.rule));
      ASSERT_EQ(table.grade[i], a.grade) << i;
      ASSERT_EQ(table.incomplete[i] != 0, a.incomplete) << i;
      ASSERT_EQ(table.score_milli[i], a.score_milli) << i;
      ASSERT_EQ(table.arrears_fen[i], a.arrears_fen) << i;
      ASSERT_EQ(table.age_tenths[i], a.age_tenths) << i;
      ASSERT_EQ(table.rules[i], fired) << i;
    }
  }
}

TEST(AssessAll, WithoutMonthsNothingLooksGood) {
  Registry r = registry_of(disorderly_city(200, kToday, 3));
  r.months = nullptr;
  const RiskTable table = assess_all(r, book(), kToday);
  for (Index i = 0; i < r.projects(); ++i) {
    EXPECT_NE(table.grade[i], Grade::A);
    EXPECT_EQ(table.incomplete[i], 1);
  }
}

// Before the day of the newest batch a site was active between start and finish; suspended has no history
// here.
TEST(Registry, TheStatusOfADayBeforeTheNewestBatchFollowsStartAndFinish) {
  Registry r;
  r.status_day = Day{std::chrono::days{1000}};
  r.status = {ProjectStatus::Active, ProjectStatus::Finished, ProjectStatus::Suspended,
              ProjectStatus::Finished};
  r.start = {500, 500, 500, kUnknownDay};
  r.finish = {kUnknownDay, 900, 900, 900};
  const auto on = [&](Index i, int day) { return r.status_on(i, Day{std::chrono::days{day}}); };
  EXPECT_EQ(on(0, 499), ProjectStatus::Finished) << "not begun: in no figure";
  EXPECT_EQ(on(0, 500), ProjectStatus::Active);
  EXPECT_EQ(on(0, 1000), ProjectStatus::Active);
  EXPECT_EQ(on(1, 499), ProjectStatus::Finished);
  EXPECT_EQ(on(1, 899), ProjectStatus::Active);
  EXPECT_EQ(on(1, 900), ProjectStatus::Finished);
  EXPECT_EQ(on(2, 600), ProjectStatus::Suspended);
  EXPECT_EQ(on(3, 600), ProjectStatus::Finished) << "no start known: as the row says";
}

}  // namespace
}  // namespace anxin::test
