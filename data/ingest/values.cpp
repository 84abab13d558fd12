#include "data/ingest/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "data/model/uscc.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view s) { return !s.empty() && std::ranges::all_of(s, is_digit); }

std::string_view trim(std::string_view s) {
  const auto from = s.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return s.substr(from, s.find_last_not_of(" \t\r\n") - from + 1);
}

bool take_prefix(std::string_view& s, std::string_view prefix) {
  if (!s.starts_with(prefix)) return false;
  s.remove_prefix(prefix.size());
  return true;
}

bool take_suffix(std::string_view& s, std::string_view suffix) {
  if (!s.ends_with(suffix)) return false;
  s.remove_suffix(suffix.size());
  return true;
}

// At most 9 digits as a number.
std::optional<unsigned> small_number(std::string_view s) {
  if (!all_digits(s) || s.size() > 9) return std::nullopt;
  unsigned n = 0;
  for (const char c : s) n = n * 10 + static_cast<unsigned>(c - '0');
  return n;
}

// 二〇一八年三月二十一日 with ASCII digits; text without Chinese numerals comes back as it is.
std::string with_ascii_numerals(std::string_view s) {
  constexpr std::array<std::string_view, 12> kNumerals{"〇", "一", "二", "三", "四", "五",
                                                       "六", "七", "八", "九", "零", "○"};
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    const auto rest = s.substr(i);
    if (rest.starts_with("十")) {  // 十 -> 10, 十一 -> 11, 二十 -> 20, 二十一 -> 21
      const bool tens = !out.empty() && is_digit(out.back());
      i += std::string_view("十").size();
      const auto after = s.substr(i);
      const bool ones = std::ranges::any_of(kNumerals, [&](auto n) { return after.starts_with(n); });
      out += tens ? (ones ? "" : "0") : (ones ? "1" : "10");
      continue;
    }
    const auto n = std::ranges::find_if(kNumerals, [&](auto numeral) { return rest.starts_with(numeral); });
    if (n == kNumerals.end()) {
      out += s[i++];
      continue;
    }
    const auto digit = n - kNumerals.begin();
    out += static_cast<char>('0' + (digit >= 10 ? 0 : digit));
    i += n->size();
  }
  return out;
}

// "2018-03-05 0:00:00" -> "2018-03-05"
std::string_view without_time(std::string_view s) {
  const auto gap = s.find_first_of(" T");
  if (gap == std::string_view::npos) return s;
  const auto time = trim(s.substr(gap + 1));
  const bool clock = time.find(':') != std::string_view::npos &&
                     time.find_first_not_of("0123456789:.") == std::string_view::npos;
  return clock ? s.substr(0, gap) : s;
}

struct Parts {
  std::string_view year, month, day;
  bool decimal = false;
};

std::optional<Parts> split_date(std::string_view s) {
  Parts p;
  if (all_digits(s) && (s.size() == 8 || s.size() == 6))
    return Parts{s.substr(0, 4), s.substr(4, 2), s.size() == 8 ? s.substr(6, 2) : std::string_view{}, false};
  if (const auto y = s.find("年"); y != std::string_view::npos) {
    p.year = s.substr(0, y);
    auto rest = trim(s.substr(y + std::string_view("年").size()));
    const auto m = rest.find("月");
    if (m == std::string_view::npos) return std::nullopt;
    p.month = rest.substr(0, m);
    p.day = trim(rest.substr(m + std::string_view("月").size()));
    if (!take_suffix(p.day, "日")) take_suffix(p.day, "号");
  } else {
    const auto first = s.find_first_of("-/.");
    if (first == std::string_view::npos) return std::nullopt;
    const char mark = s[first];
    p.decimal = mark == '.';
    p.year = s.substr(0, first);
    const auto rest = s.substr(first + 1);
    const auto second = rest.find(mark);
    p.month = rest.substr(0, second);
    if (second != std::string_view::npos) {
      p.day = rest.substr(second + 1);
      if (p.day.empty()) return std::nullopt;
    }
  }
  p.year = trim(p.year);
  p.month = trim(p.month);
  p.day = trim(p.day);
  return p;
}

}  // namespace

std::string_view tidy(std::string_view cell, std::string& room) {
  const bool ascii = std::ranges::all_of(cell, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return trim(cell);
  // Full-width forms are U+FF00.. (EF BC/BD ..), the ideographic space U+3000, the no-break space U+00A0.
  const bool wide = cell.find('\xEF') != std::string_view::npos ||
                    cell.find("\u3000") != std::string_view::npos ||
                    cell.find("\u00A0") != std::string_view::npos;
  if (!wide) return trim(cell);
  room = fold_width(cell);
  return trim(room);
}

bool is_blank(std::string_view s) {
  constexpr std::array<std::string_view, 13> kNothing{"",   "/",    "\\",  "-",   "--",   "—",   "——",
                                                      "无", "暂无", "N/A", "n/a", "null", "NULL"};
  return s.size() <= 6 && std::ranges::find(kNothing, s) != kNothing.end();
}

Value<ReadDate> read_date(std::string_view tidied) {
  constexpr std::size_t kLongest = 64;
  if (tidied.size() > kLongest) return std::unexpected(Fault::BadDate);
  const std::string ascii = with_ascii_numerals(tidied);
  const std::string_view s = trim(without_time(ascii));
  if (all_digits(s) && s.size() == 5) return std::unexpected(Fault::ExcelSerial);
  const auto parts = split_date(s);
  if (!parts) return std::unexpected(Fault::BadDate);
  const auto year = small_number(parts->year), month = small_number(parts->month);
  const auto day = small_number(parts->day);
  if (!year || !month || (!day && !parts->day.empty()) || parts->month.size() > 2 || parts->day.size() > 2) {
    const bool year_last = year && parts->day.size() == 4;  // 5/3/2018: day or month first, nobody can tell
    return std::unexpected(year_last ? Fault::TwoDigitYear : Fault::BadDate);
  }
  if (parts->year.size() < 4) return std::unexpected(Fault::TwoDigitYear);
  if (*year < 1950 || *year > 2100 || *month < 1 || *month > 12) return std::unexpected(Fault::BadDate);
  ReadDate read{std::chrono::year(static_cast<int>(*year)) / std::chrono::month(*month), std::nullopt, false};
  if (day) {
    if (!(read.month / std::chrono::day(*day)).ok()) return std::unexpected(Fault::BadDate);
    read.day = day;
  }
  read.one_digit_decimal_month = parts->decimal && !day && parts->month == "1";
  return read;
}

Value<Fen> read_money(std::string_view s, MoneyUnit unit) {
  if (is_scientific(s)) return std::unexpected(Fault::BadMoney);
  for (const auto sign : {"￥", "¥", "CNY", "RMB"}) take_prefix(s, sign);
  s = trim(s);
  if (take_suffix(s, "亿元"))
    unit = MoneyUnit::YiYuan;
  else if (take_suffix(s, "万元") || take_suffix(s, "万"))
    unit = MoneyUnit::WanYuan;
  else if (take_suffix(s, "元"))
    unit = MoneyUnit::Yuan;
  else if (take_suffix(s, "分"))
    unit = MoneyUnit::OneFen;
  s = trim(s);
  if (s.size() > 40) return std::unexpected(Fault::BadMoney);
  const bool negative = take_prefix(s, "-") || (s.starts_with("(") && s.ends_with(")"));
  const auto point = s.find('.');
  const auto whole = s.substr(0, point);
  auto fraction = point == std::string_view::npos ? std::string_view{} : s.substr(point + 1);
  if (negative && std::ranges::any_of(s, is_digit)) return std::unexpected(Fault::NegativeAmount);
  if (whole.empty() || (point != std::string_view::npos && !all_digits(fraction)))
    return std::unexpected(Fault::BadMoney);
  const auto first_comma = whole.find(',');
  const bool grouped = first_comma != std::string_view::npos;
  if (grouped && (first_comma == 0 || first_comma > 3 || (whole.size() - first_comma) % 4 != 0))
    return std::unexpected(Fault::BadMoney);

  constexpr std::int64_t kMost = 1'000'000'000'000'000;
  __extension__ __int128 fen = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (grouped && i >= first_comma && (i - first_comma) % 4 == 0) {
      if (whole[i] != ',') return std::unexpected(Fault::BadMoney);
      continue;
    }
    if (!is_digit(whole[i])) return std::unexpected(Fault::BadMoney);
    fen = fen * 10 + (whole[i] - '0');
    if (fen > kMost) return std::unexpected(Fault::BadMoney);
  }
  fen *= static_cast<std::int64_t>(unit);
  for (std::int64_t worth = static_cast<std::int64_t>(unit); !fraction.empty(); fraction.remove_prefix(1)) {
    if (fraction[0] != '0' && (worth % 10 != 0 || worth == 0)) return std::unexpected(Fault::FinerThanFen);
    worth /= 10;
    fen += static_cast<__int128>(worth) * (fraction[0] - '0');
  }
  if (fen > kMost) return std::unexpected(Fault::BadMoney);
  return static_cast<Fen>(fen);
}

Value<std::int32_t> read_count(std::string_view s) {
  if (take_suffix(s, "人") || take_suffix(s, "名")) s = trim(s);
  if (s.starts_with('-') && s.size() > 1) return std::unexpected(Fault::NegativeAmount);
  const auto as_money =
      read_money(s, MoneyUnit::Yuan);  // the same grammar: groups of three, a fraction of zeros
  const bool letters = !s.empty() && !is_digit(s.back());
  if (!as_money || letters || *as_money % 100 != 0 || *as_money / 100 > 10'000'000)
    return std::unexpected(Fault::BadInteger);
  return static_cast<std::int32_t>(*as_money / 100);
}

Value<int> read_pay_day(std::string_view s) {
  for (const auto prefix : {"每月", "次月", "下月", "当月", "每个月"}) take_prefix(s, prefix);
  take_suffix(s, "前");
  if (s == "月底" || s == "月末" || s == "底" || s == "末" || s == "最后一天") return 31;
  if (!take_suffix(s, "日")) take_suffix(s, "号");
  const auto n = small_number(trim(s));
  if (!n || *n < 1 || *n > 31) return std::unexpected(Fault::BadPayDay);
  return static_cast<int>(*n);
}

Value<bool> read_flag(std::string_view s) {
  for (const auto word : {"是", "有", "yes", "Yes", "YES", "true", "TRUE", "True", "1", "Y", "y", "√"})
    if (s == word) return true;
  for (const auto word :
       {"否", "无", "no", "No", "NO", "false", "FALSE", "False", "0", "N", "n", "×", "不是", "没有"})
    if (s == word) return false;
  return std::unexpected(Fault::BadFlag);
}

namespace {

std::optional<double> decimal(std::string_view s) {
  if (s.starts_with('+')) s.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (end != s.data() + s.size() || s.empty()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return HUGE_VAL;
  if (error != std::errc{}) return std::nullopt;
  return value;
}

// 116°23′51.2″ or 116度23分51秒, N and E allowed.
std::optional<double> sexagesimal(std::string_view s) {
  for (const auto word : {"E", "N", "东经", "北纬"}) {
    take_suffix(s, word);
    take_prefix(s, word);
  }
  double total = 0, worth = 1;
  bool any = false;
  for (const auto& marks :
       {std::array<std::string_view, 3>{"°", "度", "º"}, {"′", "'", "分"}, {"″", "\"", "秒"}}) {
    for (const auto mark : marks) {
      const auto at = s.find(mark);
      if (at == std::string_view::npos) continue;
      const auto part = decimal(trim(s.substr(0, at)));
      if (!part || *part < 0 || (worth < 1 && *part >= 60)) return std::nullopt;
      total += *part * worth;
      s = trim(s.substr(at + mark.size()));
      any = true;
      break;
    }
    worth /= 60;
  }
  return any && s.empty() ? std::optional(total) : std::nullopt;
}

}  // namespace

Value<double> read_coordinate(std::string_view s) {
  if (s.size() > 64) return std::unexpected(Fault::BadPosition);
  auto value = decimal(s);
  if (!value) value = sexagesimal(s);
  if (!value) return std::unexpected(Fault::BadPosition);
  if (!std::isfinite(*value)) return std::unexpected(Fault::NotFinite);
  return *value;
}

bool is_scientific(std::string_view s) {
  const auto e = s.find_first_of("eE");
  if (e == std::string_view::npos || e == 0) return false;
  auto exponent = s.substr(e + 1);
  if (!take_prefix(exponent, "+") && !take_prefix(exponent, "-")) return false;
  const auto mantissa = s.substr(0, e);
  return all_digits(exponent) && mantissa.find_first_not_of("0123456789.") == std::string_view::npos;
}

Value<std::string> read_identifier(std::string_view s) {
  if (is_scientific(s)) return std::unexpected(Fault::ScientificNotation);
  const bool control =
      std::ranges::any_of(s, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (s.empty() || s.size() > 64 || control) return std::unexpected(Fault::BadIdentifier);
  return std::string(s);
}

bool is_uscc(std::string_view text) { return is_valid_uscc(text); }

}  // namespace anxin
