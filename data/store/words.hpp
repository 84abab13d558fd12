// How values of rows stand in the store's columns: words in Chinese, civil days as text, packed keys. Private
// to this folder.
#pragma once
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/db/database.hpp"
#include "data/model/registry.hpp"

namespace anxin {

// The enumerator whose Chinese name is `word`; `otherwise` when it is none of ours.
template <class T, int kCount>
T from_word(std::string_view word, T otherwise) {
  static const std::array<std::string_view, kCount> kNames = [] {
    std::array<std::string_view, kCount> names;
    for (int i = 0; i < kCount; ++i) names[i] = name_zh(static_cast<T>(i));
    return names;
  }();
  for (int i = 0; i < kCount; ++i) {
    if (kNames[i] == word) return static_cast<T>(i);
  }
  return otherwise;
}

// 2018-03-05 in place; years 0000 to 9999.
using DayText = std::array<char, 10>;
inline DayText day_text(Day day) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{day.time_since_epoch()}};
  const int y = int{ymd.year()}, m = static_cast<int>(unsigned{ymd.month()}),
            d = static_cast<int>(unsigned{ymd.day()});
  const auto digit = [](int n) { return static_cast<char>('0' + n % 10); };
  return {digit(y / 1000), digit(y / 100), digit(y / 10), digit(y),      '-',
          digit(m / 10),   digit(m),       '-',           digit(d / 10), digit(d)};
}
inline std::optional<Day> day_from_text(std::string_view text) {
  int y = 0, m = 0, d = 0;
  if (text.size() != 10) return std::nullopt;
  std::from_chars(text.data(), text.data() + 4, y);
  std::from_chars(text.data() + 5, text.data() + 7, m);
  std::from_chars(text.data() + 8, text.data() + 10, d);
  return Day{std::chrono::sys_days{std::chrono::year{y} / m / d}.time_since_epoch()};
}

inline std::int64_t day_number(Day day) { return day.time_since_epoch().count(); }
inline Day day_at(std::int64_t number) { return Day{std::chrono::days{number}}; }

// Keys of project_month and safeguard, as 0001_foundation.sql says.
inline constexpr std::int64_t kMaxDay = 65535, kMaxMonth = 4095;
inline std::int64_t month_key(std::int64_t project, std::int64_t month, std::int64_t day) {
  return project << 28 | month << 16 | day;
}
inline std::int64_t safeguard_key(bool of_enterprise, std::int64_t subject, Safeguard safeguard,
                                  std::int64_t day) {
  return std::int64_t{of_enterprise} << 60 | subject << 20 | std::int64_t{static_cast<int>(safeguard)} << 16 |
         day;
}
inline std::int64_t key_day(std::int64_t key) { return key & kMaxDay; }
inline std::int64_t month_key_project(std::int64_t key) { return key >> 28; }
inline std::int64_t month_key_month(std::int64_t key) { return key >> 16 & kMaxMonth; }
inline bool safeguard_key_of_enterprise(std::int64_t key) { return key >> 60 != 0; }
inline std::int64_t safeguard_key_subject(std::int64_t key) {
  return key >> 20 & ((std::int64_t{1} << 40) - 1);
}
inline Safeguard safeguard_key_safeguard(std::int64_t key) { return static_cast<Safeguard>(key >> 16 & 15); }

template <class T>
void bind_optional(Statement& s, int at, const std::optional<T>& value) {
  if (value) {
    s.bind(at, *value);
  } else {
    s.bind_null(at);
  }
}

template <class T>
std::optional<T> optional_at(const Statement& s, int column) {
  if (s.is_null(column)) return std::nullopt;
  return static_cast<T>(s.integer(column));
}

// Columns from `at` on in the order of project_find: 编号 ... 分包.
inline ProjectRow project_at(const Statement& s, int at) {
  ProjectRow row;
  row.id = s.text(at);
  row.name = s.text(at + 1);
  row.supervising_unit = s.text(at + 2);
  row.district = s.text(at + 3);
  row.township = s.text(at + 4);
  row.sector = from_word<Sector, kSectors>(s.text(at + 5), Sector::Other);
  row.funding = from_word<Funding, 3>(s.text(at + 6), Funding::Unknown);
  row.status = from_word<ProjectStatus, 3>(s.text(at + 7), ProjectStatus::Active);
  row.unlicensed = s.integer(at + 8) != 0;
  row.at = LonLat::of_degrees(s.real(at + 9), s.real(at + 10));
  row.start = day_from_text(s.text(at + 11));
  row.finish = day_from_text(s.text(at + 12));
  row.pay_day = optional_at<int>(s, at + 13);
  row.contract_fen = optional_at<Fen>(s, at + 14);
  row.owner = s.text(at + 15);
  row.general_contractor = s.text(at + 16);
  row.subcontractor = s.text(at + 17);
  return row;
}

// Columns attended ... last_payroll from `at` on; not the key.
inline void month_figures_at(const Statement& s, int at, ProjectMonthRow& row) {
  row.attended = optional_at<std::int32_t>(s, at);
  row.paid_heads = optional_at<std::int32_t>(s, at + 1);
  row.due_fen = optional_at<Fen>(s, at + 2);
  row.paid_fen = optional_at<Fen>(s, at + 3);
  row.inflow_fen = optional_at<Fen>(s, at + 4);
  row.balance_fen = optional_at<Fen>(s, at + 5);
  row.last_payroll.reset();
  if (!s.is_null(at + 6)) row.last_payroll = day_at(s.integer(at + 6));
}

}  // namespace anxin
