// Working days of 2017 to 2026 against the dates as the General Office of the State Council published them
// each year, written down here a second time, day and month, from the notices: days off and weekends worked.
#include <set>

#include "tests/packs/beijing.hpp"

namespace anxin {
namespace {

using test::beijing;

struct Notice {
  int year;
  const char* number;
  std::vector<std::pair<int, int>> off;  // first and last, month * 100 + day; of December: the year before
  std::vector<int> worked;
};

const std::vector<Notice>& notices() {
  static const std::vector<Notice> all{
      {2017,
       "国办发明电〔2016〕17号",
       {{101, 102}, {127, 202}, {402, 404}, {501, 501}, {528, 530}, {1001, 1008}},
       {122, 204, 401, 527, 930}},
      {2018,
       "国办发明电〔2017〕12号",
       {{101, 101}, {215, 221}, {405, 407}, {429, 501}, {618, 618}, {924, 924}, {1001, 1007}},
       {211, 224, 408, 428, 929, 930}},
      {2019,
       "国办发明电〔2018〕15号；国办发明电〔2019〕3号",
       {{1230, 101}, {204, 210}, {405, 405}, {501, 504}, {607, 607}, {913, 913}, {1001, 1007}},
       {1229, 202, 203, 428, 505, 929, 1012}},
      {2020,
       "国办发明电〔2019〕16号；国办发明电〔2020〕1号",
       {{101, 101}, {124, 202}, {404, 406}, {501, 505}, {625, 627}, {1001, 1008}},
       {119, 426, 509, 628, 927, 1010}},
      {2021,
       "国办发明电〔2020〕27号",
       {{101, 103}, {211, 217}, {403, 405}, {501, 505}, {612, 614}, {919, 921}, {1001, 1007}},
       {207, 220, 425, 508, 918, 926, 1009}},
      {2022,
       "国办发明电〔2021〕11号",
       {{101, 103}, {131, 206}, {403, 405}, {430, 504}, {603, 605}, {910, 912}, {1001, 1007}},
       {129, 130, 402, 424, 507, 1008, 1009}},
      {2023,
       "国办发明电〔2022〕16号",
       {{1231, 102}, {121, 127}, {405, 405}, {429, 503}, {622, 624}, {929, 1006}},
       {128, 129, 423, 506, 625, 1007, 1008}},
      {2024,
       "国办发明电〔2023〕7号",
       {{101, 101}, {210, 217}, {404, 406}, {501, 505}, {610, 610}, {915, 917}, {1001, 1007}},
       {204, 218, 407, 428, 511, 914, 929, 1012}},
      {2025,
       "国办发明电〔2024〕12号",
       {{101, 101}, {128, 204}, {404, 406}, {501, 505}, {531, 602}, {1001, 1008}},
       {126, 208, 427, 928, 1011}},
      {2026,
       "国办发明电〔2025〕7号",
       {{101, 103}, {215, 223}, {404, 406}, {501, 505}, {619, 621}, {925, 927}, {1001, 1007}},
       {104, 214, 228, 509, 920, 1010}},
  };
  return all;
}

Day date(int year, int month_day) {
  return std::chrono::local_days{std::chrono::year{year} /
                                 std::chrono::month{static_cast<unsigned>(month_day / 100)} /
                                 std::chrono::day{static_cast<unsigned>(month_day % 100)}};
}

// A holiday that begins in December is New Year's: it begins in the year before.
Day of_notice(const Notice& notice, int month_day) {
  return date(month_day >= 1220 ? notice.year - 1 : notice.year, month_day);
}

TEST(WorkingDays, EveryDayOfTenYearsIsAsPublished) {
  std::set<Day> off, worked;
  for (const Notice& n : notices()) {
    for (const auto& [first, last] : n.off)
      for (Day d = of_notice(n, first); d <= of_notice(n, last); d += std::chrono::days{1}) off.insert(d);
    for (const int d : n.worked) worked.insert(of_notice(n, d));
  }
  const WorkingDays& days = beijing().dispatch.working_days;
  for (Day d = date(2017, 101); d <= date(2026, 1231); d += std::chrono::days{1}) {
    const std::chrono::weekday w{d};
    const bool weekend = w == std::chrono::Saturday || w == std::chrono::Sunday;
    EXPECT_EQ(days.is_working(d), off.contains(d) ? false : worked.contains(d) || !weekend) << to_string(d);
  }
}

TEST(WorkingDays, AfterCountsOverHolidaysAndMovedDays) {
  struct Row {
    const char* from;
    int n;
    const char* to;
  };
  const Row rows[] = {
      {"2026-11-23", 0, "2026-11-23"}, {"2026-11-23", 1, "2026-11-24"}, {"2026-11-27", 1, "2026-11-30"},
      {"2026-11-28", 0, "2026-11-30"},  // a Saturday
      {"2026-02-13", 1, "2026-02-14"},  // Spring Festival 2026: the 14th is worked, 15th to 23rd off
      {"2026-02-13", 2, "2026-02-24"}, {"2026-02-14", 0, "2026-02-14"}, {"2026-02-14", 5, "2026-02-28"},
      {"2026-02-15", 0, "2026-02-24"}, {"2026-02-20", 1, "2026-02-24"}, {"2025-01-24", 10, "2025-02-13"},
      {"2020-01-23", 1, "2020-02-03"},  // extended to 2 February
      {"2020-01-17", 1, "2020-01-19"},  // a Sunday worked
      {"2019-04-26", 1, "2019-04-28"}, {"2019-04-30", 1, "2019-05-05"}, {"2019-04-30", 6, "2019-05-10"},
      {"2023-09-28", 3, "2023-10-09"},  // two weekend days worked after the week off
      {"2024-05-10", 1, "2024-05-11"}, {"2022-12-30", 1, "2023-01-03"}, {"2018-12-28", 1, "2018-12-29"},
      {"2018-12-29", 1, "2019-01-02"}, {"2027-10-01", 0, "2027-10-01"},  // no notice yet: Monday to Friday
  };
  for (const Row& row : rows) {
    EXPECT_EQ(to_string(beijing().dispatch.working_days.after(*parse_day(row.from), row.n)), row.to)
        << row.from << " + " << row.n;
  }
}

TEST(WorkingDays, WithoutACalendarAreMondayToFriday) {
  const WorkingDays plain;
  EXPECT_FALSE(plain.is_working(date(2026, 1128)));
  EXPECT_TRUE(plain.is_working(date(2026, 1001)));
  EXPECT_EQ(to_string(plain.after(date(2026, 1127), 5)), "2026-12-04");
}

}  // namespace
}  // namespace anxin
