// Days, months and instants as the domain means them. Storage is UTC; a civil day is a day in Beijing
// (UTC+8). No clock is read here: "now" is always passed in.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace anxin {

using Instant = std::chrono::sys_seconds;  // a moment, UTC
using Day = std::chrono::local_days;       // a civil day in Beijing
using Month = std::chrono::year_month;     // a civil month

inline constexpr std::chrono::hours kBeijingOffset{8};

[[nodiscard]] Day day_of(Instant t);    // the civil day in Beijing at t
[[nodiscard]] Instant start_of(Day d);  // midnight in Beijing as an instant
[[nodiscard]] Month month_of(Day d);
[[nodiscard]] Day first_day(Month m);
[[nodiscard]] Day last_day(Month m);
[[nodiscard]] int month_index(Month m);   // months since 0000-01; consecutive months differ by 1
[[nodiscard]] Month month_at(int index);  // inverse of month_index
[[nodiscard]] Day add_months(Day d,
                             int n);  // same day of the month, clamped to its last day (01-31 + 1 = 02-28/29)

// Fixed forms used in stores, JSON and on the command line.
[[nodiscard]] std::string to_string(Day d);                             // 2026-11-23
[[nodiscard]] std::string to_string(Month m);                           // 2026-11
[[nodiscard]] std::string to_string(Instant t);                         // 2026-11-23T01:42:16Z
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);      // 2026-11-23 only
[[nodiscard]] std::optional<Month> parse_month(std::string_view text);  // 2026-11 only
// 2026-11-23T01:42:16Z, 2026-11-23T09:42:16+08:00, 2026-11-23 09:42[:16] (Beijing), 2026-11-23 (midnight in
// Beijing).
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

}  // namespace anxin
