#include "data/model/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace anxin {
namespace {

constexpr std::string_view kMinus = "−";
constexpr Fen kFenPerWan = 1'000'000, kFenPerYi = 10'000'000'000;
constexpr Fen kYiFromFen = 100'000 * kFenPerWan;

std::uint64_t magnitude(std::int64_t n) {
  return n < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
}

std::string grouped(std::uint64_t n) {
  std::string s = fmt::format("{}", n);
  for (auto at = static_cast<std::ptrdiff_t>(s.size()) - 3; at > 0; at -= 3)
    s.insert(static_cast<std::size_t>(at), 1, ',');
  return s;
}

std::string signed_text(std::int64_t n, std::string text) {
  return n < 0 ? std::string(kMinus) + text : std::move(text);
}

std::string money_text(Fen amount, bool one_decimal) {
  const std::uint64_t fen = magnitude(amount);
  if (fen >= static_cast<std::uint64_t>(kYiFromFen)) {
    return signed_text(
        amount, fmt::format("{}.{:02} 亿元", grouped(fen / kFenPerYi), fen % kFenPerYi / (kFenPerYi / 100)));
  }
  const std::uint64_t step = kFenPerWan / (one_decimal ? 10 : 1);
  if (fen > 0 && fen < step) return signed_text(amount, one_decimal ? "< 0.1 万元" : "< 1 万元");
  const std::string whole = grouped(fen / kFenPerWan);
  if (!one_decimal) return signed_text(amount, whole + " 万元");
  return signed_text(amount, fmt::format("{}.{} 万元", whole, fen % kFenPerWan / step));
}

}  // namespace

std::string format_count(std::int64_t n) { return signed_text(n, grouped(magnitude(n))); }
std::string format_difference(std::int64_t n) { return n > 0 ? "+" + format_count(n) : format_count(n); }
std::string format_money(Fen amount) { return money_text(amount, true); }
std::string format_money_of_city(Fen amount) { return money_text(amount, false); }
std::string format_yuan_en(Fen amount) {
  return signed_text(amount, "CNY " + grouped(magnitude(amount) / 100));
}

std::string format_percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::string(kNotApplicable);
  return format_tenths(part * 1000 / whole) + "%";
}

// The nudge is below 1 / whole and above the error of the division, so that 0.57 is 57.0 and never 56.9.
std::string format_share(double share, int decimals) {
  return format_truncated(share * 100 + 1e-9, decimals) + "%";
}

std::string format_points_short(std::int64_t part, std::int64_t whole, int target_permille) {
  if (whole == 0) return std::string(kNotApplicable);
  // Rounded up: what is missing is never made smaller than it is.
  const std::int64_t lacking = target_permille * whole - part * 1000;
  if (lacking <= 0) return "0";
  return fmt::format("差 {} 个百分点", format_tenths((lacking + whole - 1) / whole));
}

std::string format_truncated(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const std::string text = fmt::format("{:.{}f}", std::trunc(std::abs(value) * scale) / scale, decimals);
  return value < 0 ? std::string(kMinus) + text : text;
}

std::string format_tenths(std::int64_t tenths) {
  const std::uint64_t n = magnitude(tenths);
  return signed_text(tenths, fmt::format("{}.{}", n / 10, n % 10));
}

std::string format_day(Day day, Day today) {
  const bool same_year = month_of(day).year() == month_of(today).year();
  return same_year ? to_string(day).substr(5) : to_string(day);
}

std::string format_heads(std::int32_t persons) {
  if (persons <= 0) return "0";
  if (persons < 5) return "<5";
  if (persons < 10) return "5—9";
  if (persons < 30) return "10—29";
  if (persons < 50) return "30—49";
  return persons < 100 ? "50—99" : "≥ 100";
}

std::string format_elapsed(std::chrono::seconds t) {
  const std::chrono::hh_mm_ss time{std::max(t, std::chrono::seconds{0})};
  if (time.hours().count() == 0)
    return fmt::format("{:02}:{:02}", time.minutes().count(), time.seconds().count());
  return fmt::format("{}:{:02}:{:02}", time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string format_distance(double metres) {
  const double tens = std::round(metres / 10) * 10;
  return tens < 1000 ? fmt::format("{:.0f} m", tens) : fmt::format("{:.1f} km", metres / 1000);
}

std::string format_age(Instant then, Instant now) {
  const auto age = now - then;
  if (age < std::chrono::minutes{1}) return "刚刚";
  if (age < std::chrono::hours{1})
    return fmt::format("{} 分钟前", std::chrono::floor<std::chrono::minutes>(age).count());
  if (age < std::chrono::hours{48})
    return fmt::format("{} 小时前", std::chrono::floor<std::chrono::hours>(age).count());
  return format_day(day_of(then), day_of(now));
}

std::string format_month_range(int first, int last, Day today) {
  const int year = month_index(month_of(today)) / 12;
  if (first / 12 == year && last / 12 == year) {
    return first == last ? fmt::format("{} 月", first % 12 + 1)
                         : fmt::format("{}—{} 月", first % 12 + 1, last % 12 + 1);
  }
  const auto full = [](int m) { return fmt::format("{} 年 {} 月", m / 12, m % 12 + 1); };
  return first == last ? full(first) : full(first) + "—" + full(last);
}

std::string format_month_range_en(int first, int last) {
  return first == last ? to_string(month_at(first))
                       : to_string(month_at(first)) + " to " + to_string(month_at(last));
}

}  // namespace anxin
