// Each rule at its boundary: one fen, one head, one day either side; month ends; what is not known.
#include <gtest/gtest.h>

#include "tests/model/facts.hpp"

namespace anxin::test {
namespace {

Assessment judge_on(const ProjectFacts& f, Day as_of) { return assess(f, book(), as_of); }

TEST(Rules, ProjectInOrderIsAWithScoreZero) {
  const Assessment a = judge_on(in_order(), kToday);
  EXPECT_EQ(a.grade, Grade::A);
  EXPECT_FALSE(a.incomplete);
  EXPECT_TRUE(a.fired.empty());
  EXPECT_EQ(a.score_milli, 0);
}

TEST(PayDate, IsClampedToTheMonthAfter) {
  EXPECT_EQ(pay_date(month(2026, 1), 31), day(2026, 2, 28));
  EXPECT_EQ(pay_date(month(2024, 1), 30), day(2024, 2, 29));
  EXPECT_EQ(pay_date(month(2026, 12), 31), day(2027, 1, 31));
  EXPECT_EQ(pay_date(month(2026, 3), std::nullopt), day(2026, 4, 30));
  EXPECT_EQ(pay_date(month(2026, 3), 1), day(2026, 4, 1));
}

TEST(PayDate, MonthIsDueTheDayAfterIt) {
  EXPECT_EQ(latest_due_month(15, day(2026, 11, 15)), month(2026, 9));
  EXPECT_EQ(latest_due_month(15, day(2026, 11, 16)), month(2026, 10));
  EXPECT_EQ(latest_due_month(31, day(2026, 2, 28)), month(2025, 12));
  EXPECT_EQ(latest_due_month(31, day(2026, 3, 1)), month(2026, 1));
  EXPECT_EQ(latest_due_month(1, day(2026, 1, 1)), month(2025, 11));
}

TEST(W7, ColourTurnsTheDayAfterThePayDateAndEachMonth) {
  struct Case {
    int pay_day;
    Day as_of;
    Colour colour;
    int age_tenths;
  };
  // Month 2025-12, pay day 31: pay date 2026-01-31; one month later is clamped to 02-28, two months later is
  // 03-31.
  const Case cases[] = {
      {31, day(2026, 1, 31), Colour::None, 0},    {31, day(2026, 2, 1), Colour::Yellow, 0},
      {31, day(2026, 2, 28), Colour::Yellow, 10}, {31, day(2026, 3, 1), Colour::Orange, 10},
      {31, day(2026, 3, 31), Colour::Orange, 20}, {31, day(2026, 4, 1), Colour::Red, 20},
      {15, day(2026, 1, 15), Colour::None, 0},    {15, day(2026, 1, 16), Colour::Yellow, 0},
      {15, day(2026, 2, 15), Colour::Yellow, 10}, {15, day(2026, 2, 16), Colour::Orange, 10},
      {15, day(2026, 3, 15), Colour::Orange, 20}, {15, day(2026, 3, 16), Colour::Red, 20},
  };
  for (const Case& c : cases) {
    ProjectFacts f = in_order();
    f.pay_day = c.pay_day;
    f.status = ProjectStatus::Finished;  // December alone is looked at
    f.months = {row(month(2025, 12), 10, 10, 100, 99, day(2026, 1, 15))};
    RuleBook unlifted = book();  // without W18: some of the days lie before Spring Festival
    std::erase_if(unlifted.rules, [](const Rule& r) { return r.id == RuleId::W18; });
    const Assessment a = assess(f, unlifted, c.as_of);
    EXPECT_EQ(colour(a, RuleId::W7), c.colour) << to_string(c.as_of);
    EXPECT_EQ(a.age_tenths, c.age_tenths) << to_string(c.as_of);
  }
}

TEST(W7, OneFenIsArrearsAndNoneIsNot) {
  for (const Fen paid : {59'999'999, 60'000'000, 60'000'001}) {
    ProjectFacts f = in_order();
    f.months[2].paid_fen = paid;
    const Assessment a = judge_on(f, kToday);
    EXPECT_EQ(colour(a, RuleId::W7), paid < 60'000'000 ? Colour::Yellow : Colour::None) << paid;
    EXPECT_EQ(a.arrears_fen, paid < 60'000'000 ? 1 : 0);
    EXPECT_EQ(a.grade, paid < 60'000'000 ? Grade::B : Grade::A);
  }
}

TEST(W7, ArrearsOfAMonthNotYetDueDoNotCount) {
  ProjectFacts f = in_order();
  f.months[2].paid_fen = 0;
  EXPECT_EQ(judge_on(f, day(2026, 11, 15)).arrears_fen, 0);
  EXPECT_EQ(judge_on(f, day(2026, 11, 16)).arrears_fen, 60'000'000);
}

TEST(W7, UnknownFigureOrMissingRowIsIncompleteNotGood) {
  ProjectFacts f = in_order();
  f.months[0].paid_fen.reset();
  EXPECT_TRUE(lacks(judge_on(f, kToday), RuleId::W7));
  EXPECT_EQ(judge_on(f, kToday).grade, Grade::Unknown);
  f.months[0].due_fen = 0;  // nothing was due: what was paid does not matter
  EXPECT_EQ(judge_on(f, kToday).grade, Grade::A);
  f = in_order();
  f.months.erase(f.months.begin() + 1);
  EXPECT_TRUE(lacks(judge_on(f, kToday), RuleId::W7));
  f = in_order();
  f.months.erase(f.months.begin());  // before the first known row nothing is expected
  EXPECT_EQ(judge_on(f, kToday).grade, Grade::A);
}

TEST(W4, OneHeadDecides) {
  struct Case {
    int attended, paid;
    bool fires;
  };
  const Case cases[] = {{100, 90, false}, {100, 89, true}, {99, 90, false}, {9, 8, true},
                        {10, 9, false},   {1, 0, true},    {0, 0, false},   {100, 120, false}};
  for (const Case& c : cases) {
    ProjectFacts f = in_order();
    f.months[2].attended = c.attended;
    f.months[2].paid_heads = c.paid;
    const Assessment a = judge_on(f, kToday);
    EXPECT_EQ(colour(a, RuleId::W4) == Colour::Red, c.fires) << c.attended << "/" << c.paid;
    EXPECT_FALSE(a.incomplete);
  }
}

TEST(W4, LooksAtTheLatestDueMonthOnly) {
  ProjectFacts f = in_order();
  f.months[1].paid_heads = 0;
  EXPECT_EQ(judge_on(f, kToday).grade, Grade::A);
  EXPECT_EQ(judge_on(f, day(2026, 11, 15)).grade, Grade::D);  // there month M is September
}

TEST(W4, UnknownHeadsAreIncomplete) {
  ProjectFacts f = in_order();
  f.months[2].paid_heads.reset();
  EXPECT_TRUE(lacks(judge_on(f, kToday), RuleId::W4));
  f.months[2].attended = 0;
  EXPECT_FALSE(lacks(judge_on(f, kToday), RuleId::W4));
  f.months[2].attended.reset();
  EXPECT_TRUE(lacks(judge_on(f, kToday), RuleId::W4));
}

ProjectFacts without_payroll() {
  ProjectFacts f = in_order();
  for (MonthFacts& m : f.months) m.last_payroll.reset();
  f.months[2].paid_fen = 0;
  f.months[2].paid_heads = 0;
  return f;
}

TEST(W1, PayrollOnTheFirstDayOfTheMonthSpares) {
  ProjectFacts f = without_payroll();
  EXPECT_EQ(colour(judge_on(f, kToday), RuleId::W1), Colour::Red);
  f.months[1].last_payroll = day(2026, 9, 30);
  const Assessment a = judge_on(f, kToday);
  EXPECT_EQ(colour(a, RuleId::W1), Colour::Red);
  EXPECT_EQ(a.fired[0].datum, 54);      // 09-30 to 11-23
  EXPECT_EQ(a.fired[0].threshold, 53);  // 10-01 to 11-23
  f.months[1].last_payroll = day(2026, 10, 1);
  EXPECT_EQ(colour(judge_on(f, kToday), RuleId::W1), Colour::None);
}

TEST(W1, OneHeadAttendedIsEnoughAndNoneIsNot) {
  ProjectFacts f = without_payroll();
  f.months[2].attended = 1;
  EXPECT_EQ(colour(judge_on(f, kToday), RuleId::W1), Colour::Red);
  f.months[2].attended = 0;
  EXPECT_EQ(colour(judge_on(f, kToday), RuleId::W1), Colour::None);
  EXPECT_FALSE(lacks(judge_on(f, kToday), RuleId::W1));
}

TEST(W1, UnknownPaymentIsIncompleteAndOneFenIsAPayroll) {
  ProjectFacts f = without_payroll();
  f.months[2].paid_fen.reset();
  EXPECT_TRUE(lacks(judge_on(f, kToday), RuleId::W1));
  EXPECT_EQ(colour(judge_on(f, kToday), RuleId::W1), Colour::None);
  f.months[2].paid_fen = 1;
  EXPECT_FALSE(lacks(judge_on(f, kToday), RuleId::W1));
  EXPECT_EQ(colour(judge_on(f, kToday), RuleId::W1), Colour::None);
  f.months.pop_back();
  EXPECT_TRUE(lacks(judge_on(f, kToday), RuleId::W1));
}

TEST(W1, HoleInAnOldMonthHidesNoRed) {
  ProjectFacts f = without_payroll();
  f.months[0].paid_fen.reset();
  EXPECT_EQ(colour(judge_on(f, kToday), RuleId::W1), Colour::Red);
}

TEST(Safeguards, NoFiresUnknownIsIncompleteNotApplicableIsFine) {
  struct Case {
    SafeguardState account, deposit, board;
    Grade grade;
    bool incomplete;
  };
  constexpr auto no = SafeguardState::No, yes = SafeguardState::Yes, na = SafeguardState::NotApplicable,
                 un = SafeguardState::Unknown;
  const Case cases[] = {{yes, yes, no, Grade::B, false},      {yes, yes, un, Grade::Unknown, true},
                        {yes, yes, na, Grade::A, false},      {no, yes, yes, Grade::C, false},
                        {yes, no, yes, Grade::C, false},      {no, un, yes, Grade::C, true},
                        {un, yes, yes, Grade::Unknown, true}, {na, na, na, Grade::A, false}};
  for (const Case& c : cases) {
    ProjectFacts f = in_order();
    f.dedicated_account = c.account;
    f.wage_deposit = c.deposit;
    f.notice_board = c.board;
    const Assessment a = judge_on(f, kToday);
    EXPECT_EQ(a.grade, c.grade);
    EXPECT_EQ(a.incomplete, c.incomplete);
    f.status = ProjectStatus::Suspended;
    // Whether the owner transfers to an account that nobody knows is not known either (W11, W13).
    EXPECT_EQ(judge_on(f, kToday).grade, c.account == un ? Grade::Unknown : Grade::A);
  }
}

TEST(Grade, WithoutRowsOrPayDayNothingLooksGood) {
  ProjectFacts f = in_order();
  f.pay_day.reset();
  EXPECT_EQ(judge_on(f, kToday).grade, Grade::Unknown);
  f = in_order();
  f.months.clear();
  const Assessment a = judge_on(f, kToday);
  EXPECT_EQ(a.grade, Grade::Unknown);
  using enum RuleId;
  EXPECT_EQ(a.incomplete_rules, bit(W1) | bit(W3) | bit(W4) | bit(W7) | bit(W11) | bit(W13));
  EXPECT_EQ(a.term_milli[static_cast<std::size_t>(Term::MissingData)], 8 * (6 * 1000 / 14));
}

TEST(Grade, NewSiteWithNothingDueYetIsComplete) {
  ProjectFacts f = in_order();
  f.months = {row(month(2026, 11), 5, 0, 0, 0, kToday)};
  EXPECT_EQ(judge_on(f, kToday).grade, Grade::A);
}

TEST(Grade, FinishedProjectExpectsNoMonthAfterItsLastRow) {
  ProjectFacts f = in_order();
  f.months.pop_back();
  EXPECT_EQ(judge_on(f, kToday).grade, Grade::Unknown);
  f.status = ProjectStatus::Finished;
  EXPECT_EQ(judge_on(f, kToday).grade, Grade::A);
  f.months[1].paid_fen = 1;
  EXPECT_EQ(judge_on(f, kToday).grade, Grade::C);
}

TEST(Grade, RuleAbsentFromTheBookNeitherFiresNorLacksData) {
  ProjectFacts f = in_order();
  f.notice_board = SafeguardState::Unknown;
  RuleBook b = book();
  std::erase_if(b.rules, [](const Rule& r) { return r.id == RuleId::W10; });
  EXPECT_EQ(assess(f, b, kToday).grade, Grade::A);
}

TEST(Grade, UnknownIsMilderThanNothing) {
  for (int g = 0; g < kGrades; ++g) EXPECT_FALSE(is_milder(Grade::Unknown, static_cast<Grade>(g)));
  EXPECT_TRUE(is_milder(Grade::C, Grade::D));
  EXPECT_FALSE(is_milder(Grade::D, Grade::D));
  EXPECT_TRUE(is_milder(Grade::A, Grade::Unknown));
  EXPECT_FALSE(is_milder(Grade::B, Grade::Unknown));
}

}  // namespace
}  // namespace anxin::test
