// W3, W8, W9, W11, W13, W14, W16, W17, W18 at their boundaries: one fen, one head, one day either side; what
// is not known; what has no record.
#include <gtest/gtest.h>

#include "tests/model/facts.hpp"

namespace anxin::test {
namespace {

using std::chrono::days;
using enum RuleId;

Colour judged(const ProjectFacts& f, RuleId rule, Day as_of = kToday) {
  return colour(assess(f, book(), as_of), rule);
}
bool incomplete(const ProjectFacts& f, RuleId rule, Day as_of = kToday) {
  return lacks(assess(f, book(), as_of), rule);
}

TEST(W3, OneHeadUnpaidIsYellow) {
  ProjectFacts f = in_order();
  f.months[2].paid_heads = 100;
  EXPECT_EQ(judged(f, W3), Colour::None);
  f.months[2].paid_heads = 99;
  EXPECT_EQ(judged(f, W3), Colour::Yellow);
  EXPECT_EQ(assess(f, book(), kToday).grade, Grade::B);
  f.months[2].paid_heads = 101;
  EXPECT_EQ(judged(f, W3), Colour::None);
  f.months[2].paid_heads.reset();
  EXPECT_TRUE(incomplete(f, W3));
  f.months[2].attended = 0;
  EXPECT_FALSE(incomplete(f, W3));
}

TEST(W9, OverdueFromTheDayAfterUntilTheDayItIsClosed) {
  ProjectFacts f = in_order();
  f.orders = {{day(2026, 11, 1), day(2026, 11, 20), day(2026, 11, 25)}};
  EXPECT_EQ(judged(f, W9, day(2026, 11, 20)), Colour::None);
  EXPECT_EQ(judged(f, W9, day(2026, 11, 21)), Colour::Red);
  EXPECT_EQ(judged(f, W9, day(2026, 11, 24)), Colour::Red);
  EXPECT_EQ(judged(f, W9, day(2026, 11, 25)), Colour::None);
  f.orders[0].closed.reset();
  EXPECT_EQ(judged(f, W9, day(2026, 12, 31)), Colour::Red);
  f.orders_kept = false;
  const Assessment a = assess(f, book(), kToday);
  EXPECT_EQ(colour(a, W9), Colour::None);
  EXPECT_EQ(a.no_record_rules, bit(W9));
  EXPECT_FALSE(a.incomplete) << "no register is no gap, and is said apart";
}

TEST(W14, TenPersonsWithinThirtyDays) {
  ProjectFacts f = in_order();
  f.complaints = {{kToday - days{29}, 6}, {kToday, 3}};
  EXPECT_EQ(judged(f, W14), Colour::None);
  f.complaints[1].persons = 4;
  EXPECT_EQ(judged(f, W14), Colour::Red);
  EXPECT_EQ(judged(f, W14, kToday + days{1}), Colour::None) << "the first is thirty days ago";
  EXPECT_EQ(judged(f, W14, kToday - days{1}), Colour::None) << "the second has not come in";
}

TEST(W11, TurnsOrangeTheDayAfterAMonth) {
  ProjectFacts f = in_order();
  f.months[1].inflow_fen = f.months[2].inflow_fen = 0;  // September: pay date 10-15
  EXPECT_EQ(judged(f, W11, day(2026, 11, 16)), Colour::Orange);
  f.months[2].inflow_fen = 1;
  EXPECT_EQ(judged(f, W11), Colour::None) << "one fen ends the run";
  f.months[2].inflow_fen = 0;
  f.months[1].inflow_fen = 1;  // the run is October alone: pay date 11-15
  EXPECT_EQ(judged(f, W11, day(2026, 12, 15)), Colour::None);
  f.months.push_back(row(month(2026, 11), 0, 0, 0, 0, day(2026, 12, 15)));  // no work: passed over
  EXPECT_EQ(judged(f, W11, day(2026, 12, 16)), Colour::Orange);
}

TEST(W11, AsksOnlyForMonthsOfTheAccount) {
  ProjectFacts f = in_order();
  f.months[1].inflow_fen = f.months[2].inflow_fen = 0;
  f.account_since = day(2026, 10, 15);
  EXPECT_EQ(judged(f, W11), Colour::Orange);
  f.account_since = day(2026, 10, 16);
  EXPECT_EQ(judged(f, W11), Colour::None);
  f.dedicated_account = SafeguardState::No;
  EXPECT_FALSE(incomplete(f, W11));
  f.dedicated_account = SafeguardState::Unknown;
  EXPECT_TRUE(incomplete(f, W11));
}

TEST(W11, AnUnknownInflowIsIncompleteUnlessItHasFiredAlready) {
  ProjectFacts f = in_order();
  f.months[2].inflow_fen.reset();
  EXPECT_TRUE(incomplete(f, W11));
  f.months[2].inflow_fen = 0;
  f.months[1].inflow_fen = 0;
  f.months[0].inflow_fen.reset();
  EXPECT_EQ(judged(f, W11), Colour::Orange);
  EXPECT_FALSE(incomplete(f, W11));
}

TEST(W13, OneFenBelowHalfIsNotCovered) {
  ProjectFacts f = in_order();
  f.months[2].paid_fen = 20'000'000;
  f.months[2].balance_fen = 10'000'000;  // 30 of 60 million
  EXPECT_EQ(judged(f, W13), Colour::None);
  f.months[2].balance_fen = 9'999'999;
  EXPECT_EQ(judged(f, W13), Colour::Orange);
  f.account_since = day(2026, 11, 16);  // after the pay date of October
  EXPECT_EQ(judged(f, W13), Colour::None);
  f.account_since.reset();
  f.months[2].balance_fen.reset();
  EXPECT_TRUE(incomplete(f, W13));
}

TEST(W13, OneFenBelowFourFifthsTwoMonthsRunning) {
  ProjectFacts f = in_order();
  f.months[1].paid_fen = f.months[2].paid_fen = 47'999'999;
  EXPECT_EQ(judged(f, W13), Colour::Orange);
  f.months[1].paid_fen = 48'000'000;
  EXPECT_EQ(judged(f, W13), Colour::None);
  f.months[1].paid_fen.reset();
  EXPECT_TRUE(incomplete(f, W13));
  f.months[2].paid_fen = 48'000'000;
  EXPECT_FALSE(incomplete(f, W13)) << "one good month decides";
  f.months = {f.months[2]};
  f.months[0].paid_fen = 47'999'999;
  EXPECT_EQ(judged(f, W13), Colour::None);
  EXPECT_FALSE(incomplete(f, W13)) << "before the first row nothing is expected";
}

TEST(W16, TwoOtherSitesMoreThanAMonth) {
  ProjectFacts f = in_order();
  f.other_sites_owe_since = {day(2026, 10, 22), day(2026, 10, 23)};  // + 1 month = the day before, the day
  EXPECT_EQ(judged(f, W16), Colour::None);
  EXPECT_EQ(judged(f, W16, kToday + days{1}), Colour::Orange);
  f.status = ProjectStatus::Finished;
  EXPECT_EQ(judged(f, W16, kToday + days{1}), Colour::None);
}

TEST(W16, ABlacklistedContractorIsEnoughAndAnUnknownOneLacks) {
  ProjectFacts f = in_order();
  f.contractor_blacklisted = true;
  EXPECT_EQ(judged(f, W16), Colour::Orange);
  f = in_order();
  f.contractor_known = false;
  EXPECT_TRUE(incomplete(f, W16));
  f = in_order();
  f.blacklist_kept = false;
  EXPECT_EQ(assess(f, book(), kToday).no_record_rules, bit(W16));
  EXPECT_EQ(assess(f, book(), kToday).grade, Grade::A);
}

TEST(W17, UnlicensedIsOrangeUntilFinished) {
  ProjectFacts f = in_order();
  f.unlicensed = true;
  EXPECT_EQ(judged(f, W17), Colour::Orange);
  f.status = ProjectStatus::Suspended;
  EXPECT_EQ(judged(f, W17), Colour::Orange);
  f.status = ProjectStatus::Finished;
  EXPECT_EQ(judged(f, W17), Colour::None);
}

TEST(W18, LiftsYellowFromSixtyDaysBeforeToTheDayOfTheFestival) {
  ProjectFacts f = in_order();
  f.notice_board = SafeguardState::No;
  f.status = ProjectStatus::Active;
  const auto grade_on = [&](Day d) {
    ProjectFacts now = f;  // nothing else may fire: the months go on in order
    now.months.clear();
    for (int m = month(2026, 8); m <= latest_due_month(15, d); ++m)
      now.months.push_back(row(m, 100, 100, 60'000'000, 60'000'000, pay_date(m, 15)));
    return assess(now, book(), d);
  };
  EXPECT_EQ(grade_on(day(2026, 12, 7)).grade, Grade::B);
  const Assessment lifted = grade_on(day(2026, 12, 8));  // 60 days to 2027-02-06
  EXPECT_EQ(lifted.grade, Grade::C);
  EXPECT_EQ(colour(lifted, W10), Colour::Orange);
  EXPECT_TRUE(lifted.fired.front().lifted);
  EXPECT_EQ(colour(lifted, W18), Colour::Orange);
  EXPECT_EQ(grade_on(day(2027, 2, 6)).grade, Grade::C);
  EXPECT_EQ(grade_on(day(2027, 2, 7)).grade, Grade::B);
  f.notice_board = SafeguardState::Yes;
  EXPECT_EQ(grade_on(day(2027, 1, 20)).grade, Grade::A) << "nothing yellow, nothing to lift";
}

TEST(W8, RedNowAndAMonthBeforeFlagsAndLiftsNothing) {
  ProjectFacts f = in_order();
  f.complaints = {{kToday, 10}, {day(2026, 10, 23), 10}};
  Assessment a = assess(f, book(), kToday);  // a month before is 2026-10-23
  EXPECT_TRUE(a.joint_enforcement());
  EXPECT_EQ(a.grade, Grade::D);
  f.complaints[1].received = day(2026, 10, 24);
  a = assess(f, book(), kToday);
  EXPECT_FALSE(a.joint_enforcement());
  EXPECT_EQ(a.grade, Grade::D);
  f = in_order();
  f.months_before = {row(month(2026, 7), 100, 0, 60'000'000, 0, day(2026, 8, 15))};
  EXPECT_FALSE(assess(f, book(), kToday).joint_enforcement()) << "red then, not now";
  f.complaints = {{kToday, 10}};
  EXPECT_TRUE(assess(f, book(), kToday).joint_enforcement()) << "red then by the rows valid then";
}

TEST(W8, IsAbsentFromABookWithoutIt) {
  ProjectFacts f = in_order();
  f.complaints = {{kToday, 10}, {day(2026, 10, 23), 10}};
  RuleBook b = book();
  std::erase_if(b.rules, [](const Rule& r) { return r.id == W8; });
  EXPECT_FALSE(assess(f, b, kToday).joint_enforcement());
}

}  // namespace
}  // namespace anxin::test
