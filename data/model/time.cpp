#include "data/model/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace anxin {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

// Exactly `text.size()` digits as a number; nothing else passes.
std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// 09:42 or 09:42:16 as seconds of the day.
std::optional<std::chrono::seconds> clock_time(std::string_view text) {
  if (text.size() != 5 && text.size() != 8) return std::nullopt;
  if (text[2] != ':' || (text.size() == 8 && text[5] != ':')) return std::nullopt;
  const auto h = digits(text.substr(0, 2)), m = digits(text.substr(3, 2));
  const auto s = text.size() == 8 ? digits(text.substr(6, 2)) : std::optional<int>(0);
  if (!h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
  return std::chrono::hours{*h} + std::chrono::minutes{*m} + std::chrono::seconds{*s};
}

}  // namespace

Day day_of(Instant t) {
  return Day{std::chrono::floor<days>(t.time_since_epoch() + std::chrono::seconds{kBeijingOffset})};
}

Instant start_of(Day d) { return Instant{d.time_since_epoch()} - kBeijingOffset; }

Month month_of(Day d) {
  const year_month_day ymd{d};
  return ymd.year() / ymd.month();
}

Day first_day(Month m) { return local_days{m / 1}; }
Day last_day(Month m) { return local_days{m / std::chrono::last}; }

int month_index(Month m) { return int{m.year()} * 12 + static_cast<int>(unsigned{m.month()}) - 1; }

Month month_at(int index) {
  const int year = index >= 0 ? index / 12 : (index - 11) / 12;
  return std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(index - year * 12 + 1)};
}

Day add_months(Day d, int n) {
  const year_month_day ymd{d};
  const Month m = month_at(month_index(ymd.year() / ymd.month()) + n);
  return std::min(local_days{m / 1} + days{unsigned{ymd.day()} - 1}, last_day(m));
}

std::string to_string(Day d) {
  const year_month_day ymd{d};
  return fmt::format("{:04}-{:02}-{:02}", int{ymd.year()}, unsigned{ymd.month()}, unsigned{ymd.day()});
}

std::string to_string(Month m) { return fmt::format("{:04}-{:02}", int{m.year()}, unsigned{m.month()}); }

std::string to_string(Instant t) {
  const auto day = std::chrono::floor<days>(t);
  const std::chrono::hh_mm_ss time{t - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(Day{day.time_since_epoch()}), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

std::optional<Month> parse_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2));
  if (!y || !m || *m < 1 || *m > 12) return std::nullopt;
  return std::chrono::year{*y} / std::chrono::month{static_cast<unsigned>(*m)};
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[7] != '-') return std::nullopt;
  const auto month = parse_month(text.substr(0, 7));
  const auto d = digits(text.substr(8, 2));
  if (!month || !d) return std::nullopt;
  const year_month_day ymd = *month / *d;
  if (!ymd.ok()) return std::nullopt;
  return local_days{ymd};
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto day = parse_day(text.substr(0, std::min<std::size_t>(text.size(), 10)));
  if (!day) return std::nullopt;
  if (text.size() == 10) return start_of(*day);
  auto rest = text.substr(11);
  if (text[10] == ' ') {
    const auto time = clock_time(rest);
    return time ? std::optional(start_of(*day) + *time) : std::nullopt;
  }
  if (text[10] != 'T') return std::nullopt;
  std::chrono::hours offset{0};
  if (rest.ends_with("+08:00")) {
    offset = kBeijingOffset;
    rest.remove_suffix(6);
  } else if (rest.ends_with('Z')) {
    rest.remove_suffix(1);
  } else {
    return std::nullopt;
  }
  const auto time = clock_time(rest);
  if (!time) return std::nullopt;
  return Instant{day->time_since_epoch()} + *time - offset;
}

}  // namespace anxin
