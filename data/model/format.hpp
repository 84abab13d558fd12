// Figures as UX 12 writes them: counts, money, shares, differences, ages, dates, ranges. Pure; "today" is
// passed in. Decimals are truncated, never rounded up to a target; a minus is U+2212. Not for JSON or files,
// which carry plain numbers.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "data/model/rows.hpp"

namespace anxin {

inline constexpr std::string_view kNotApplicable = "—";
inline constexpr std::string_view kNotKnown = "未知";

[[nodiscard]] std::string format_count(std::int64_t n);       // 7,764
[[nodiscard]] std::string format_difference(std::int64_t n);  // +3, −412, 0
// 138.6 万元 (a project: one decimal), 26,296 万元 (a district or city: none); from 100,000 万元 on 34.37
// 亿元; an amount too small to show is < 0.1 万元, never 0.0.
[[nodiscard]] std::string format_money(Fen amount);
[[nodiscard]] std::string format_money_of_city(Fen amount);
[[nodiscard]] std::string format_yuan_en(Fen amount);  // CNY 1,386,000 (whole yuan)
[[nodiscard]] std::string format_percent(std::int64_t part, std::int64_t whole);  // 94.9%; — when whole is 0
// From a fraction 0-1 that is part / whole with whole < 10^6; `decimals` 1 unless more are needed to tell two
// shares apart.
[[nodiscard]] std::string format_share(double share, int decimals = 1);
[[nodiscard]] std::string format_points_short(std::int64_t part, std::int64_t whole,
                                              int target_permille);      // 差 2.2 个百分点
[[nodiscard]] std::string format_truncated(double value, int decimals);  // 2.9
[[nodiscard]] std::string format_tenths(std::int64_t tenths);            // 29 -> 2.9
[[nodiscard]] std::string format_day(Day day, Day today);  // 11-22 inside today's year, else 2025-11-22
// Heads by bands alone: 0, <5, 5—9, 10—29, 30—49, 50—99, ≥ 100.
[[nodiscard]] std::string format_heads(std::int32_t persons);
[[nodiscard]] std::string format_elapsed(std::chrono::seconds t);  // 31:08, 2:14:30
[[nodiscard]] std::string format_age(Instant then,
                                     Instant now);  // 刚刚, 12 分钟前, 26 小时前; from 48 h on the date
[[nodiscard]] std::string format_distance(double metres);  // 640 m (whole tens below a kilometre), 5.2 km
// 9—10 月, 10 月; with the year where a month is outside today's: 2025 年 12 月—2026 年 1 月. Months are
// month_index.
[[nodiscard]] std::string format_month_range(int first, int last, Day today);
[[nodiscard]] std::string format_month_range_en(int first, int last);  // 2026-09 to 2026-10

}  // namespace anxin
