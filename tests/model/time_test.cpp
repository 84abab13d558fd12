#include "data/model/time.hpp"

#include <gtest/gtest.h>

#include "tests/model/facts.hpp"

namespace anxin::test {
namespace {

TEST(Time, BeijingDayBeginsAtSixteenUtc) {
  const Instant before = *parse_instant("2026-11-22T15:59:59Z");
  EXPECT_EQ(day_of(before), day(2026, 11, 22));
  EXPECT_EQ(day_of(before + std::chrono::seconds{1}), day(2026, 11, 23));
  EXPECT_EQ(start_of(day(2026, 11, 23)), before + std::chrono::seconds{1});
}

TEST(Time, MonthsAreClampedToTheirLastDay) {
  EXPECT_EQ(add_months(day(2026, 1, 31), 1), day(2026, 2, 28));
  EXPECT_EQ(add_months(day(2024, 1, 31), 1), day(2024, 2, 29));
  EXPECT_EQ(add_months(day(2026, 3, 31), -1), day(2026, 2, 28));
  EXPECT_EQ(add_months(day(2026, 2, 28), 1), day(2026, 3, 28));
  EXPECT_EQ(add_months(day(2026, 12, 31), 2), day(2027, 2, 28));
}

TEST(Time, MonthIndexRunsOverTheNewYear) {
  EXPECT_EQ(month_index(std::chrono::year{2000} / 1), 24000);
  EXPECT_EQ(month_index(std::chrono::year{2027} / 1) - month_index(std::chrono::year{2026} / 12), 1);
  for (const int i : {-1, 0, 11, 12, 24323}) EXPECT_EQ(month_index(month_at(i)), i);
}

TEST(Time, FixedFormsComeBackAsTheyWent) {
  EXPECT_EQ(to_string(*parse_day("2024-02-29")), "2024-02-29");
  EXPECT_EQ(to_string(*parse_month("2026-11")), "2026-11");
  EXPECT_EQ(to_string(*parse_instant("2026-11-23T01:42:16Z")), "2026-11-23T01:42:16Z");
  for (const char* same : {"2026-11-23T09:42:16+08:00", "2026-11-23 09:42:16"}) {
    EXPECT_EQ(to_string(parse_instant(same).value()), "2026-11-23T01:42:16Z") << same;
  }
  EXPECT_EQ(parse_instant("2026-11-23"), parse_instant("2026-11-23 00:00"));
}

TEST(Time, OtherFormsAreRefused) {
  for (const char* no :
       {"", "2026-11", "2026-02-29", "2026-13-01", "2026/11/23", "2026-11-23 ", "+026-11-23"}) {
    EXPECT_FALSE(parse_day(no)) << no;
  }
  for (const char* no : {"2026-00", "2026-1", "2026-11-01"}) EXPECT_FALSE(parse_month(no)) << no;
  for (const char* no :
       {"2026-11-23T01:42:16", "2026-11-23 24:00", "2026-11-23 9:42", "2026-11-23T01:42:16+09:00"}) {
    EXPECT_FALSE(parse_instant(no)) << no;
  }
}

}  // namespace
}  // namespace anxin::test
