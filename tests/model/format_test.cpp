#include "data/model/format.hpp"

#include <gtest/gtest.h>

#include "tests/model/facts.hpp"

namespace anxin::test {
namespace {

TEST(Format, CountsAndDifferences) {
  EXPECT_EQ(format_count(0), "0");
  EXPECT_EQ(format_count(999), "999");
  EXPECT_EQ(format_count(7764), "7,764");
  EXPECT_EQ(format_count(1234567), "1,234,567");
  EXPECT_EQ(format_count(INT64_MIN), "−9,223,372,036,854,775,808");
  EXPECT_EQ(format_difference(3), "+3");
  EXPECT_EQ(format_difference(-412), "−412");
  EXPECT_EQ(format_difference(0), "0");
}

TEST(Format, MoneyIsTruncatedAndChangesUnitAtTenThousandWan) {
  EXPECT_EQ(format_money(138'699'999), "138.6 万元");
  EXPECT_EQ(format_money_of_city(26'296'999'999), "26,296 万元");
  EXPECT_EQ(format_money_of_city(99'999'999'999), "99,999 万元");
  EXPECT_EQ(format_money_of_city(100'000'000'000), "10.00 亿元");
  EXPECT_EQ(format_money_of_city(343'799'999'999), "34.37 亿元");
  EXPECT_EQ(format_money(0), "0.0 万元");
  EXPECT_EQ(format_money(1), "< 0.1 万元");
  EXPECT_EQ(format_money(-138'600'000), "−138.6 万元");
  EXPECT_EQ(format_yuan_en(138'600'099), "CNY 1,386,000");
}

TEST(Format, PercentNeverRoundsUpToATarget) {
  EXPECT_EQ(format_percent(94999, 100000), "94.9%");
  EXPECT_EQ(format_percent(95, 100), "95.0%");
  EXPECT_EQ(format_percent(1, 0), "—");
  for (int whole = 1; whole <= 400; ++whole) {
    for (int part = 0; part <= whole; ++part) {
      ASSERT_EQ(format_share(static_cast<double>(part) / whole), format_percent(part, whole))
          << part << "/" << whole;
    }
  }
  EXPECT_EQ(format_points_short(978, 1000, 1000), "差 2.2 个百分点");
  EXPECT_EQ(format_points_short(1000, 1000, 1000), "0");
}

TEST(Format, DatesAgesAndRanges) {
  EXPECT_EQ(format_day(day(2026, 11, 22), kToday), "11-22");
  EXPECT_EQ(format_day(day(2025, 11, 22), kToday), "2025-11-22");
  EXPECT_EQ(format_elapsed(std::chrono::seconds{31 * 60 + 8}), "31:08");
  EXPECT_EQ(format_elapsed(std::chrono::seconds{2 * 3600 + 14 * 60 + 30}), "2:14:30");
  const Instant now = *parse_instant("2026-11-23 09:42");
  EXPECT_EQ(format_age(now - std::chrono::seconds{59}, now), "刚刚");
  EXPECT_EQ(format_age(now - std::chrono::minutes{12}, now), "12 分钟前");
  EXPECT_EQ(format_age(now - std::chrono::hours{26}, now), "26 小时前");
  EXPECT_EQ(format_age(now - std::chrono::hours{48}, now), "11-21");
  EXPECT_EQ(format_month_range(month(2026, 9), month(2026, 10), kToday), "9—10 月");
  EXPECT_EQ(format_month_range(month(2026, 9), month(2026, 9), kToday), "9 月");
  EXPECT_EQ(format_month_range(month(2025, 12), month(2026, 1), kToday), "2025 年 12 月—2026 年 1 月");
}

}  // namespace
}  // namespace anxin::test
