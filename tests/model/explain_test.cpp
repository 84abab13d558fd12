// Five projects worked by hand: the arithmetic stands above each, the engine must find the same.
#include <gtest/gtest.h>

#include "data/model/describe.hpp"
#include "tests/model/facts.hpp"

namespace anxin::test {
namespace {

std::string told(const ProjectFacts& facts, Day as_of) {
  const Assessment now = assess(facts, book(), as_of);
  const Counterfactual other = counterfactual(facts, book(), as_of);
  std::string text =
      "等级 " + std::string(code(now.grade)) + " 得分 " + std::to_string(now.score_milli) + "\n";
  for (const Fired& f : now.fired) {
    text +=
        std::string(code(f.rule)) + " " + std::string(code(f.colour)) + " " + describe_datum(f, false) + "\n";
  }
  for (const Act& act : other.acts) text += describe_act(act, as_of, false) + "\n";
  if (!other.acts.empty()) text += describe_recount(now, other.after, false) + "\n";
  return text;
}

// Pay day 25, as of 2026-11-23: October's pay date 11-25 is not past, so M = 09 (pay date 10-25).
// W4: (100 - 78) * 1000 = 22,000 > 100 * 100 = 10,000; 22.0 %.
// W7: oldest arrears 07, pay date 08-25; + 2 months = 10-25 < 11-23: red. Whole months: 08-25 + 3 = 11-25 >
// 11-23, so 2; 29 days of
//     the 31 to 11-25: 20 + 290 / 31 = 29 tenths.
// Arrears: 30,000,000 + 13,200,000 = 43,200,000 fen. Average due 60,000,000; full at 180,000,000.
// Score: age 29 * 1000 / 60 = 483, * 35 = 16,905; amount 240 * 25 = 6,000; heads 220 * 20 = 4,400; together
// 27,305. W3: 100 - 78 = 22 heads. W13: 0 + 46.8 of 60 million is 78 %, not below 50 %; September is below 80
// %, August is not. Paying 07 alone leaves W4, 09 alone leaves W7; 07-09 costs 432,000 yuan and leaves
// nothing: A.
TEST(Explain, TwoMonthsInArrearsAndHeadsUnpaid) {
  ProjectFacts f = in_order();
  f.pay_day = 25;
  f.months = {row(month(2026, 6), 100, 100, 60'000'000, 60'000'000, day(2026, 7, 25)),
              row(month(2026, 7), 100, 100, 60'000'000, 30'000'000, day(2026, 8, 25)),
              row(month(2026, 8), 100, 100, 60'000'000, 60'000'000, day(2026, 9, 25)),
              row(month(2026, 9), 100, 78, 60'000'000, 46'800'000, day(2026, 10, 25))};
  EXPECT_EQ(told(f, kToday),
            "等级 D 得分 27305\n"
            "W4 red 22.0% > 阈值 10.0%\n"
            "W7 red 2.9 月 > 阈值 2.0 月\n"
            "W3 yellow 22 人 > 阈值 0 人\n"
            "总包补发 7—9 月工资 43.2 万元\n"
            "引擎重算：W4 不再触发，W7 不再触发，W3 不再触发，等级 D → A\n");
}

// Paid in full; no account, no deposit, no board. W15 counts 2, W10 counts 1: orange. Score: 3 * 1000 / 3 =
// 1000, * 12 = 12,000. Deposit: 1,000,000,001 fen * 15 / 1000 = 15,000,000.015, rounded up 15,000,001 fen
// = 15.0 wan. No single act removes the orange; account + deposit does (B by the board), account + board and
// deposit + board do not.
TEST(Explain, NoSafeguardsNeedsAPair) {
  ProjectFacts f = in_order();
  f.dedicated_account = f.wage_deposit = f.notice_board = SafeguardState::No;
  f.contract_fen = 1'000'000'001;
  EXPECT_EQ(told(f, kToday),
            "等级 C 得分 12000\n"
            "W15 orange 缺 2 项\n"
            "W10 yellow 缺 1 项\n"
            "总包开立工资专户\n"
            "总包存储工资保证金 15.0 万元\n"
            "引擎重算：W15 不再触发，等级 C → B\n");
  EXPECT_EQ(counterfactual(f, book(), kToday).cost_fen, 15'000'001);
}

// September's row is missing between August and October: W7 alone lacks data. Score: 1 * 1000 / 14 = 71, * 8
// = 568. The feed delivered, paid in full as due: A, at no cost.
TEST(Explain, MissingMonthIsUnknown) {
  ProjectFacts f = in_order();
  f.months.erase(f.months.begin() + 1);
  EXPECT_EQ(told(f, kToday),
            "等级 unknown 得分 568\n"
            "补报缺失数据，且数据显示按期足额发放、制度齐备\n"
            "引擎重算：数据齐全，等级 未知 → A\n");
  EXPECT_EQ(counterfactual(f, book(), kToday).cost_fen, 0);
}

// No pay day agreed: month ends. 2026-10's is 11-30, not past; M = 09, pay date 10-31. Nothing was ever paid.
// W1: 09-01 to 11-23 is 30 + 31 + 22 = 83 days; without a payroll on record 83 + 1 = 84 days.
// W4: 30 of 30. W7: 10-31 + 1 month = 11-30 >= 11-23: yellow; 23 of 30 days: 230 / 30 = 7 tenths.
// Score: age 7 * 1000 / 60 = 116, * 35 = 4,060; amount 9,000,000 * 1000 / 27,000,000 = 333, * 25 = 8,325;
// heads 1000 * 20 = 20,000; without a pay day W1, W3, W4, W7, W11 and W13 lack data: 6 * 1000 / 14 = 428, * 8
// = 3,424; together 35,809. W13: 0 + 0 of 9 million is 0 %. Paying alone leaves the pay day unknown: not A;
// with the feed A.
TEST(Explain, NeverPaidAndNoPayDayAgreed) {
  ProjectFacts f = in_order();
  f.pay_day.reset();
  f.months = {row(month(2026, 9), 30, 0, 9'000'000, 0, day(2026, 10, 31))};
  f.months[0].last_payroll.reset();
  EXPECT_EQ(
      told(f, kToday),
      "等级 D 得分 35809\n"
      "W1 red 84 天 > 阈值 83 天\n"
      "W4 red 100.0% > 阈值 10.0%\n"
      "W13 orange 0.0% < 阈值 50.0%\n"
      "W3 yellow 30 人 > 阈值 0 人\n"
      "W7 yellow 0.7 月 > 阈值 0.0 月\n"
      "总包补发 9 月工资 9.0 万元\n"
      "补报缺失数据，且数据显示按期足额发放、制度齐备\n"
      "引擎重算：W1 不再触发，W4 不再触发，W13 不再触发，W3 不再触发，W7 不再触发，数据齐全，等级 D → A\n");
}

// Pay day 31, as of 2026-03-29: January's pay date is clamped to 02-28; + 1 month = 03-28 < 03-29: orange,
// one day in. Age 10 + 10 * 1 / 31 = 10 tenths; shown with the decimals that tell it from the limit: 1 + 1 /
// 31 = 1.03. Score: 10 * 1000 / 60 = 166, * 35 = 5,810; amount 1 * 1000 / 3,000,000 = 0. One fen pays it.
TEST(Explain, OneFenOneDayBeyondAClampedMonth) {
  ProjectFacts f = in_order();
  f.pay_day = 31;
  f.months = {row(month(2026, 1), 10, 10, 1'000'000, 999'999, day(2026, 2, 28))};
  EXPECT_EQ(told(f, day(2026, 3, 29)),
            "等级 C 得分 5810\n"
            "W7 orange 1.03 月 > 阈值 1.0 月\n"
            "总包补发 1 月工资 < 0.1 万元\n"
            "引擎重算：W7 不再触发，等级 C → A\n");
}

TEST(Explain, LinesSayEverythingInBothLanguages) {
  Registry registry;
  registry.id.push_back("P-110105-0417");
  registry.name.push_back("样例工程");
  registry.simulated = true;
  ProjectFacts f = in_order();
  f.notice_board = SafeguardState::No;
  const Assessment now = assess(f, book(), kToday);
  const Counterfactual other = counterfactual(f, book(), kToday);
  const auto zh = explain_lines(registry, 0, f, now, other, book(), kToday, false);
  // 12 * (1 * 1000 / 3 = 333) = 3,996 milli-points, truncated to tenths.
  const std::vector<std::string> wanted{"P-110105-0417  样例工程",
                                        "截至 2026-11-23  模拟数据",
                                        "等级 中 B；约定发薪日 15",
                                        "得分 3.9 = 制度缺失 3.9",
                                        "为何：",
                                        "  W10 规则W10：缺 1 项",
                                        "      ；数据日 11-23",
                                        "单一改变：",
                                        "  总包在现场设置维权信息告示牌",
                                        "  引擎重算：W10 不再触发，等级 B → A"};
  ASSERT_EQ(zh.size(), wanted.size());
  for (std::size_t i = 0; i < zh.size(); ++i) EXPECT_EQ(zh[i], wanted[i]);
  const auto en = explain_lines(registry, 0, f, now, other, book(), kToday, true);
  EXPECT_EQ(en[5], "  W10 Rule W10: 1 missing");
  EXPECT_EQ(en.back(), "  Engine: W10 no longer fires, grade B → A");
}

}  // namespace
}  // namespace anxin::test
