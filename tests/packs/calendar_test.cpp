// The calendar against what can be computed: weekdays, the moon, and the rules by which holidays are
// published.
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "tests/packs/beijing.hpp"

namespace anxin {
namespace {

using test::beijing;
using namespace std::chrono_literals;

double sine(double degrees) { return std::sin(degrees * std::acos(-1.0) / 180); }

// Julian day (terrestrial time) of new moon k, k = 0 on 2000-01-06: Meeus, Astronomical Algorithms (1998),
// chapter 49; a few seconds with the periodic terms kept, and the planetary terms.
double new_moon_jde(int k) {
  const double t = k / 1236.85, t2 = t * t, t3 = t2 * t, t4 = t3 * t;
  double jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t2 - 0.000000150 * t3 + 0.00000000073 * t4;
  const double e = 1 - 0.002516 * t - 0.0000074 * t2;
  const double m = 2.5534 + 29.10535670 * k - 0.0000014 * t2 - 0.00000011 * t3;
  const double n = 201.5643 + 385.81693528 * k + 0.0107582 * t2 + 0.00001238 * t3 -
                   0.000000058 * t4;  // the moon's anomaly
  const double f = 160.7108 + 390.67050284 * k - 0.0016118 * t2 - 0.00000227 * t3 + 0.000000011 * t4;
  const double o = 124.7746 - 1.56375588 * k + 0.0020672 * t2 + 0.00000215 * t3;
  jde += -0.40720 * sine(n) + 0.17241 * e * sine(m) + 0.01608 * sine(2 * n) + 0.01039 * sine(2 * f) +
         0.00739 * e * sine(n - m) - 0.00514 * e * sine(n + m) + 0.00208 * e * e * sine(2 * m) -
         0.00111 * sine(n - 2 * f) - 0.00057 * sine(n + 2 * f) + 0.00056 * e * sine(2 * n + m) -
         0.00042 * sine(3 * n) + 0.00042 * e * sine(m + 2 * f) + 0.00038 * e * sine(m - 2 * f) -
         0.00024 * e * sine(2 * n - m) - 0.00017 * sine(o) - 0.00007 * sine(n + 2 * m) +
         0.00004 * sine(2 * n - 2 * f) + 0.00004 * sine(3 * m) + 0.00003 * sine(n + m - 2 * f) +
         0.00003 * sine(2 * n + 2 * f) - 0.00003 * sine(n + m + 2 * f) + 0.00003 * sine(n - m + 2 * f) -
         0.00002 * sine(n - m - 2 * f) - 0.00002 * sine(3 * n + m) + 0.00002 * sine(4 * n);
  constexpr std::array<std::array<double, 3>, 14> kPlanets{{{299.77, 0.107408, 325e-6},
                                                            {251.88, 0.016321, 165e-6},
                                                            {251.83, 26.651886, 164e-6},
                                                            {349.42, 36.412478, 126e-6},
                                                            {84.66, 18.206239, 110e-6},
                                                            {141.74, 53.303771, 62e-6},
                                                            {207.14, 2.453732, 60e-6},
                                                            {154.84, 7.306860, 56e-6},
                                                            {34.52, 27.261239, 47e-6},
                                                            {207.19, 0.121824, 42e-6},
                                                            {291.34, 1.844379, 40e-6},
                                                            {161.72, 24.198154, 37e-6},
                                                            {239.56, 25.513099, 35e-6},
                                                            {331.55, 3.592518, 23e-6}}};
  for (std::size_t i = 0; i < kPlanets.size(); ++i) {
    const auto& p = kPlanets[i];
    jde += p[2] * sine(p[0] + p[1] * k - (i == 0 ? 0.009173 * t2 : 0));
  }
  return jde;
}

Day beijing_day_of_jde(double jde) {
  const double delta_t_days = 70.0 / 86400;  // TT - UT, 2015 to 2035, within 2 s or so
  const double days = jde - delta_t_days + 8.0 / 24 - 2440587.5;
  return Day{std::chrono::days{static_cast<int>(std::floor(days))}};
}

Day day(int y, unsigned m, unsigned d) {
  return std::chrono::local_days{std::chrono::year{y} / std::chrono::month{m} / std::chrono::day{d}};
}

bool is_weekend(Day d) {
  const std::chrono::weekday w{d};
  return w == std::chrono::Saturday || w == std::chrono::Sunday;
}

// By the rule of the Chinese calendar, in these years: the first new moon on or after 21 January.
TEST(Calendar, SpringFestivalIsTheFirstNewMoonFrom21January) {
  ASSERT_EQ(beijing().spring_festivals.size(), 21u);
  for (const auto& f : beijing().spring_festivals) {
    std::vector<Day> found;
    const int guess = static_cast<int>((f.year - 2000) * 12.3685);
    for (int k = guess - 2; k <= guess + 4; ++k) {
      const auto d = beijing_day_of_jde(new_moon_jde(k));
      if (d >= day(f.year, 1, 21)) found.push_back(d);
    }
    ASSERT_FALSE(found.empty()) << f.year;
    EXPECT_EQ(to_string(f.day), to_string(found[0]));
  }
}

TEST(Calendar, MovedWorkingDaysAreWeekendsAndHolidaysRunTogether) {
  std::set<int> years;
  for (const auto& d : beijing().calendar) {
    if (d.workday) {
      EXPECT_TRUE(is_weekend(d.day)) << to_string(d.day);
    }
    if (!d.workday) years.insert(static_cast<int>(std::chrono::year_month_day{d.day}.year()));
  }
  for (int y = 2017; y <= 2026; ++y) EXPECT_TRUE(years.contains(y)) << y;
  EXPECT_TRUE(std::ranges::is_sorted(beijing().calendar, {}, &CalendarDay::day));
}

// What the law fixes (全国年节及纪念日放假办法): 11 statutory days a year, 13 from 2025.
TEST(Calendar, StatutoryDaysAreHolidays) {
  std::set<Day> off;
  for (const auto& d : beijing().calendar) {
    if (!d.workday) off.insert(d.day);
  }
  for (int y = 2017; y <= 2026; ++y) {
    for (const auto d : {day(y, 1, 1), day(y, 5, 1), day(y, 10, 1), day(y, 10, 2), day(y, 10, 3)}) {
      EXPECT_TRUE(off.contains(d)) << to_string(d);
    }
    if (y >= 2025) {
      EXPECT_TRUE(off.contains(day(y, 5, 2)));
    }
    const auto first = std::ranges::find(beijing().spring_festivals, y, &SpringFestival::year)->day;
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(off.contains(first + std::chrono::days{i})) << y;
    if (y >= 2025) {
      EXPECT_TRUE(off.contains(first - std::chrono::days{1})) << y;
    }
  }
}

// A moved working day pays for a day off that would have been worked: 11 statutory days a year, or 13 from
// 2025; every other weekday off is either statutory or bought with a weekend worked. 2020 gave two days more
// when Spring Festival was extended.
TEST(Calendar, WeekdaysOffAreStatutoryOrBought) {
  for (int y = 2017; y <= 2026; ++y) {
    int balance = 0;
    for (const auto& d : beijing().calendar) {
      const auto year = static_cast<int>(std::chrono::year_month_day{d.day}.year());
      if (year != y) continue;
      if (d.workday) --balance;
      if (!d.workday && !is_weekend(d.day)) ++balance;
    }
    const int statutory = y >= 2025 ? 13 : 11;
    EXPECT_LE(balance, statutory + (y == 2020 ? 2 : 0)) << y;
    EXPECT_GE(balance, statutory - 3) << y;
  }
}

TEST(Calendar, PublishedDaysThatAnOfficeRemembers) {
  const auto named = [](Day d) -> const CalendarDay* {
    const auto found = std::ranges::find(beijing().calendar, d, &CalendarDay::day);
    return found == beijing().calendar.end() ? nullptr : &*found;
  };
  EXPECT_FALSE(named(day(2020, 1, 31))->workday);  // extended in 2020
  EXPECT_FALSE(named(day(2020, 2, 2))->workday);
  EXPECT_EQ(named(day(2020, 2, 3)), nullptr);
  EXPECT_TRUE(named(day(2019, 5, 5))->workday);  // moved in March 2019
  EXPECT_TRUE(named(day(2024, 5, 11))->workday);
  EXPECT_FALSE(named(day(2023, 10, 6))->workday);
  EXPECT_TRUE(named(day(2026, 2, 28))->workday);
  EXPECT_FALSE(named(day(2026, 2, 23))->workday);
  EXPECT_EQ(named(day(2026, 11, 23)), nullptr);
}

}  // namespace
}  // namespace anxin
