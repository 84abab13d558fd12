// One cell of an office's table to one exact value, or the Fault that says why not: dates as Chinese offices
// write them, money exact to the fen by decimal arithmetic (never a double), whole numbers, pay days, flags,
// degrees. Cells are UTF-8; full-width digits and punctuation count as their ASCII forms. Not for the closed
// vocabularies (data/model/words.hpp). Pure; any thread.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "data/ingest/faults.hpp"
#include "data/model/rows.hpp"

namespace anxin {

template <class T>
using Value = std::expected<T, Fault>;

// A cell without surrounding blanks and with full-width characters folded; ASCII cells are not copied. `room`
// holds the rest.
[[nodiscard]] std::string_view tidy(std::string_view cell, std::string& room);
// Empty, or a word that offices write for "nothing here": / - — 无 暂无 N/A.
[[nodiscard]] bool is_blank(std::string_view tidied);

// 2018年3月5日, 2018/3/5, 2018.3.5, 2018-03-05, 20180305, 二〇一八年三月五日, each with an idle " 0:00[:00]"
// after it; and without a day 2018年3月, 2018.3, 2018-03, 201803. Years 1950-2100. Day first, two-digit years
// and serial numbers are faults.
struct ReadDate {
  std::chrono::year_month month;
  std::optional<unsigned> day;
  bool one_digit_decimal_month = false;  // 2018.1: a spreadsheet may have lost the 0 of 2018.10
};
[[nodiscard]] Value<ReadDate> read_date(std::string_view tidied);

// What a money column counts in, as a number of fen.
enum class MoneyUnit : std::int64_t { OneFen = 1, Yuan = 100, WanYuan = 1'000'000, YiYuan = 10'000'000'000 };
// 1,234.5  ￥1234.50  12.3万元 (a unit in the cell overrides `unit`). Refused: negative, finer than a fen,
// over 10^15 fen.
[[nodiscard]] Value<Fen> read_money(std::string_view tidied, MoneyUnit unit);

// 0 to 10,000,000: "1,234", "12人", "12.0".
[[nodiscard]] Value<std::int32_t> read_count(std::string_view tidied);
// 1-31: "15", "15日", "每月15日前", "次月20号", "月底" (31: clamped to each month's last day by pay_date).
[[nodiscard]] Value<int> read_pay_day(std::string_view tidied);
// 是 否 有 无 yes no true false 1 0.
[[nodiscard]] Value<bool> read_flag(std::string_view tidied);
// A finite decimal (116.3975, 1.163975e2) or degrees-minutes-seconds (116°23′51″). Metres too: no range is
// checked here.
[[nodiscard]] Value<double> read_coordinate(std::string_view tidied);
// A code that names a thing: 1-64 bytes, no control characters; 1.10105E+17 is ScientificNotation.
[[nodiscard]] Value<std::string> read_identifier(std::string_view tidied);
[[nodiscard]] bool is_scientific(std::string_view tidied);
// 统一社会信用代码 by its check digit (GB 32100-2015).
[[nodiscard]] bool is_uscc(std::string_view text);

}  // namespace anxin
