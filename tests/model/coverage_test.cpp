// Coverage at its boundaries: a day before and after, a second before and after, who is counted and how
// often.
#include "data/model/coverage.hpp"

#include <gtest/gtest.h>

#include "tests/model/city.hpp"

namespace anxin::test {
namespace {

using enum SafeguardState;
using enum Safeguard;
constexpr std::chrono::days kOneDay{1};
const Instant kNow = start_of(kToday) + std::chrono::hours{9};
const CoverageTerms kTerms;

// One active project, pay day 15, paid in full and on the day for the three months that are due.
Batch one_project() {
  Batch b;
  ProjectRow p;
  p.id = "P-110105-0001";
  p.pay_day = 15;
  p.general_contractor = "C1";
  b.enterprises = {{"C1", "样例建筑", Credit::A}, {"C2", "样例市政", Credit::A}};
  b.projects = {p};
  for (const unsigned m : {8, 9, 10}) {
    ProjectMonthRow row;
    row.project = p.id;
    row.month = std::chrono::year{2026} / std::chrono::month{m};
    row.valid_from = day(2026, m + 1, 15);
    row.due_fen = row.paid_fen = 1000;
    row.last_payroll = day(2026, m + 1, 15);
    b.months.push_back(row);
  }
  return b;
}

SafeguardState pay_of(const Batch& b, Day as_of = kToday) {
  return monthly_pay(registry_of_two_units(b), 0, kTerms.window_months, as_of);
}

TEST(MonthlyPay, PaidOnThePayDayIsYesAndADayLaterIsNo) {
  Batch b = one_project();
  EXPECT_EQ(pay_of(b), Yes);
  b.months[2].last_payroll = b.months[2].valid_from = day(2026, 11, 16);
  EXPECT_EQ(pay_of(b), No);
}

TEST(MonthlyPay, OneFenLackingIsNo) {
  Batch b = one_project();
  b.months[1].paid_fen = 999;
  EXPECT_EQ(pay_of(b), No);
  b.months[1].paid_fen = 1001;
  EXPECT_EQ(pay_of(b), Yes);
}

TEST(MonthlyPay, AMonthLeavesTheWindowTheDayAfterAPayDay) {
  Batch b = one_project();
  b.months[0].paid_fen = 0;
  ProjectMonthRow next = b.months[2];
  next.month = std::chrono::year{2026} / std::chrono::November;
  next.valid_from = *(next.last_payroll = day(2026, 12, 10));
  b.months.push_back(next);
  EXPECT_EQ(pay_of(b, day(2026, 12, 15)), No);
  EXPECT_EQ(pay_of(b, day(2026, 12, 16)), Yes);
}

TEST(MonthlyPay, AMonthIsExpectedFromTheDayAfterItsPayDay) {
  Batch b = one_project();
  b.months.pop_back();
  EXPECT_EQ(pay_of(b, day(2026, 11, 15)), Yes);
  EXPECT_EQ(pay_of(b, day(2026, 11, 16)), Unknown);
}

TEST(MonthlyPay, PaidInTimeAndCorrectedLaterStaysYesByTheRowOfThePayDay) {
  Batch b = one_project();
  ProjectMonthRow later = b.months[2];
  later.valid_from = *(later.last_payroll = day(2026, 11, 20));
  b.months.push_back(later);
  EXPECT_EQ(pay_of(b), Yes);
  b.months[2].paid_fen = 999;  // as the pay day saw it, one fen was lacking
  EXPECT_EQ(pay_of(b), No);
}

TEST(MonthlyPay, WhatIsNotKnownIsUnknownAndNeverHidesABrokenMonth) {
  for (const int field : {0, 1, 2}) {
    Batch b = one_project();
    if (field == 0) b.months[1].due_fen.reset();
    if (field == 1) b.months[1].paid_fen.reset();
    if (field == 2) {
      b.months[1].last_payroll.reset();
      b.months[1].valid_from += kOneDay;  // the row came too late to say it by itself
    }
    EXPECT_EQ(pay_of(b), Unknown) << field;
    b.months[0].paid_fen = 0;
    EXPECT_EQ(pay_of(b), No) << field;
  }
  Batch no_pay_day = one_project();
  no_pay_day.projects[0].pay_day.reset();
  EXPECT_EQ(pay_of(no_pay_day), Unknown);
  no_pay_day.months[1].paid_fen = 0;
  EXPECT_EQ(pay_of(no_pay_day), No);
}

TEST(MonthlyPay, NothingDueYetIsNotApplicableAndNoRowIsUnknown) {
  Batch b = one_project();
  b.months.clear();
  EXPECT_EQ(pay_of(b), Unknown);
  b.projects[0].start = day(2026, 10, 31);
  EXPECT_EQ(pay_of(b), Unknown) << "October is due";
  b.projects[0].start = day(2026, 11, 1);
  EXPECT_EQ(pay_of(b), NotApplicable);
  b = one_project();
  b.months.erase(b.months.begin(), b.months.begin() + 2);
  EXPECT_EQ(pay_of(b, day(2026, 11, 15)), NotApplicable) << "October is not due before the 16th";
}

TEST(MonthlyPay, ATickBoxForItIsNotRead) {
  Batch b = one_project();
  b.months[0].paid_fen = 0;
  b.safeguards = {{b.projects[0].id, false, MonthlyPay, Yes, day(2026, 1, 1), {}}};
  EXPECT_EQ(coverage_of(registry_of_two_units(b), kTerms, kToday, kNow).of(MonthlyPay)[0], No);
}

TEST(CoverageState, HoldsFromItsDayOnAndNotADayBefore) {
  for (const Safeguard s :
       {RealName, DedicatedAccount, BankPayroll, NoticeBoard, PaymentGuarantee, ProcessSettlement}) {
    Batch b = one_project();
    b.safeguards = {{b.projects[0].id, false, s, Yes, kToday, {}}};
    const Registry r = registry_of_two_units(b);
    EXPECT_EQ(coverage_of(r, kTerms, kToday - kOneDay, kNow).of(s)[0], Unknown) << code(s);
    EXPECT_EQ(coverage_of(r, kTerms, kToday, kNow).of(s)[0], Yes) << code(s);
    EXPECT_EQ(coverage_of(r, kTerms, kToday + kOneDay, kNow).of(s)[0], Yes) << code(s);
  }
}

TEST(CoverageCells, OnlyActiveProjectsAreCountedAndAProjectOfNoUnitIsNotLost) {
  Batch b = one_project();
  const auto add = [&](const char* id, const char* unit, ProjectStatus status) {
    ProjectRow p = b.projects[0];
    p.id = id;
    p.supervising_unit = unit;
    p.status = status;
    b.projects.push_back(p);
  };
  add("P-2", "110108", ProjectStatus::Suspended);
  add("P-3", "110108", ProjectStatus::Finished);
  add("P-4", "none", ProjectStatus::Active);
  for (const ProjectRow& p : b.projects) b.safeguards.push_back({p.id, false, NoticeBoard, Yes, kToday, {}});
  const Coverage c = coverage_of(registry_of_two_units(b), kTerms, kToday, kNow);
  const auto& units = c.by_unit[static_cast<std::size_t>(NoticeBoard)];
  EXPECT_EQ(c.city[static_cast<std::size_t>(NoticeBoard)].yes, 2U);
  EXPECT_EQ(units[0].yes, 1U);
  EXPECT_EQ(units[1], CoverageCell{}) << "suspended and finished";
  EXPECT_EQ(units[2].yes, 1U);
  EXPECT_FALSE(units[1].share()) << "over nobody there is no share";
  EXPECT_EQ(*units[0].share(), 1.0);
}

TEST(CoverageCells, AnEnterpriseCountsOnceAUnitAndOnceInTheCity) {
  Batch b = one_project();
  for (const auto& [id, unit, contractor] :
       {std::tuple{"P-2", "110105", "C1"}, {"P-3", "110108", "C1"}, {"P-4", "110108", ""}}) {
    ProjectRow p = b.projects[0];
    p.id = id;
    p.supervising_unit = unit;
    p.general_contractor = contractor;
    b.projects.push_back(p);
  }
  b.safeguards = {{"C1", true, WageDeposit, Yes, kToday, 5}, {"C2", true, WageDeposit, No, kToday, {}}};
  const Registry r = registry_of_two_units(b);
  const Coverage c = coverage_of(r, kTerms, kToday, kNow);
  const auto s = static_cast<std::size_t>(WageDeposit);
  EXPECT_EQ(c.city[s].yes, 1U) << "C1 works in two units";
  EXPECT_EQ(c.city[s].no, 0U) << "C2 has no project";
  EXPECT_EQ(c.by_unit[s][0].yes, 1U) << "two projects of C1";
  EXPECT_EQ(c.by_unit[s][1].yes, 1U);
  EXPECT_EQ(c.by_sector[s][static_cast<std::size_t>(Sector::Other)].yes, 1U);
  EXPECT_EQ(c.without_contractor, 1U);
  EXPECT_EQ(c.of(WageDeposit)[3], Unknown) << "no contractor known";
  EXPECT_EQ(behind(c, r, WageDeposit, Yes, {}), std::vector<Index>{0});
  EXPECT_TRUE(behind(c, r, WageDeposit, Unknown, {}).empty());
}

TEST(CoverageCells, ShareLeavesOutNotApplicableAndKeepsUnknown) {
  const CoverageCell cell{6, 1, 90, 3, 0};
  EXPECT_EQ(cell.denominator(), 10U);
  EXPECT_EQ(*cell.share(), 0.6);
  EXPECT_FALSE((CoverageCell{0, 0, 90, 0, 0}).share());
}

// The project's bank and real-name feeds, each with one arrival, stale after an hour.
Registry with_feeds(const Batch& b, Instant arrived) {
  Registry r = registry_of_two_units(b);
  FeedColumns& f = r.records.feeds;
  for (const FeedKind kind : {FeedKind::Bank, FeedKind::RealName}) {
    f.id.push_back(code(kind));
    f.kind.push_back(kind);
    f.stale_after_s.push_back(3600);
    f.arrived_at.push_back(arrived.time_since_epoch().count());
  }
  f.first_arrival = {0, 1, 2};
  const auto from = static_cast<std::int32_t>((kToday - kOneDay).time_since_epoch().count());
  r.records.project_feeds = {{0, 2}, {0, 1}, {from, from}};
  return r;
}

Batch all_yes() {
  Batch b = one_project();
  for (int s = 0; s < kSafeguards; ++s) {
    const auto safeguard = static_cast<Safeguard>(s);
    const bool firm = counted_over(safeguard) == CountedOver::Enterprises;
    b.safeguards.push_back({firm ? "C1" : b.projects[0].id, firm, safeguard, Yes, day(2026, 1, 1), {}});
  }
  return b;
}

TEST(CoverageFeeds, AYesLastsToTheLimitAndIsUnknownASecondAfter) {
  const Registry r = with_feeds(all_yes(), kNow - std::chrono::hours{1});
  const Coverage fresh = coverage_of(r, kTerms, kToday, kNow);
  const Coverage stale = coverage_of(r, kTerms, kToday, kNow + std::chrono::seconds{1});
  for (int n = 0; n < kSafeguards; ++n) {
    const auto s = static_cast<Safeguard>(n);
    EXPECT_EQ(fresh.of(s)[0], Yes) << code(s);
    EXPECT_EQ(stale.of(s)[0], carried_by(s) ? Unknown : Yes) << code(s);
    EXPECT_EQ(stale.city[static_cast<std::size_t>(n)].stale, carried_by(s) ? 1U : 0U) << code(s);
  }
}

TEST(CoverageFeeds, AStaleFeedLeavesANoAndADayInThePastIsJudgedAtItsLastSecond) {
  Batch b = all_yes();
  b.safeguards[static_cast<std::size_t>(DedicatedAccount)].state = No;
  Registry r = with_feeds(b, start_of(kToday) - std::chrono::hours{1});
  const Coverage before = coverage_of(r, kTerms, kToday - kOneDay, kNow);
  EXPECT_EQ(before.moment, start_of(kToday) - std::chrono::seconds{1});
  EXPECT_EQ(before.of(BankPayroll)[0], Yes);
  const Coverage now = coverage_of(r, kTerms, kToday, kNow);
  EXPECT_EQ(now.of(BankPayroll)[0], Unknown);
  EXPECT_EQ(now.of(DedicatedAccount)[0], No);
  EXPECT_EQ(coverage_of(r, kTerms, kToday - 2 * kOneDay, kNow).of(BankPayroll)[0], Yes)
      << "the feed did not hold for the project yet";
  r.records.feeds.arrived_at.clear();
  r.records.feeds.first_arrival = {0, 0, 0};
  EXPECT_EQ(coverage_of(r, kTerms, kToday - kOneDay, kNow).of(RealName)[0], Unknown) << "never arrived";
}

TEST(CoverageLists, AreExactlyAsLongAsTheirCells) {
  Batch b = disorderly_city(300, kToday, 5);
  for (std::size_t i = 0; i < b.projects.size(); ++i)
    b.projects[i].supervising_unit = i % 7 == 0 ? "none" : i % 2 == 0 ? "110105" : "110108";
  for (std::size_t i = 0; i < b.projects.size(); i += 3)
    b.projects[i].general_contractor = b.enterprises[0].uscc;
  const Registry r = registry_of_two_units(b);
  const Coverage c = coverage_of(r, kTerms, kToday, kNow);
  for (int n = 0; n < kSafeguards; ++n) {
    const auto s = static_cast<Safeguard>(n);
    const auto slot = static_cast<std::size_t>(n);
    for (const SafeguardState state : {Yes, No, NotApplicable, Unknown}) {
      EXPECT_EQ(behind(c, r, s, state, {}).size(), c.city[slot].of(state)) << code(s);
      for (std::size_t u = 0; u < 3; ++u)
        EXPECT_EQ(behind(c, r, s, state, {u, {}}).size(), c.by_unit[slot][u].of(state)) << code(s) << u;
    }
  }
}

// What lacks is never made smaller than it is: 94.97 % stays below 95.
TEST(Coverage, TheGapIsRoundedUpAndNothingAtTheTarget) {
  const CoverageCell cell{.yes = 9497, .no = 503};
  EXPECT_EQ(cell.gap_tenths(950), 1);
  EXPECT_EQ((CoverageCell{.yes = 95, .no = 5}.gap_tenths(950)), 0);
  EXPECT_EQ((CoverageCell{.yes = 90, .no = 4, .not_applicable = 1000, .unknown = 6}.gap_tenths(1000)), 100);
  EXPECT_FALSE(CoverageCell{}.gap_tenths(1000).has_value()) << "over nobody";
}

}  // namespace
}  // namespace anxin::test
