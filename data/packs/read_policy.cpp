// Rules, calendar and speeds: rules.toml, calendar.toml, speeds.toml.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>

#include "data/packs/fields.hpp"
#include "data/packs/pack_files.hpp"
#include "geo/route/graph.hpp"

namespace anxin::packs {
namespace {

// FNV-1a, 64 bits: tells versions of a file apart; not a defence.
std::string digest_of(std::string_view text) {
  std::uint64_t h = 14695981039346656037u;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return fmt::format("{:016x}", h);
}

Colour colour_of(const std::string& word) {
  for (const auto c : {Colour::Yellow, Colour::Orange, Colour::Red}) {
    if (word == code(c)) return c;
  }
  return Colour::None;
}

void read_parameters(Fields& f, RuleId id, RuleBook& book) {
  const auto number = [&](std::string_view key, int low, int high) {
    return static_cast<int>(f.integer(key, low, high));
  };
  switch (id) {
    case RuleId::W4:
      book.w4_permille = number("unpaid_permille", 0, 1000);
      break;
    case RuleId::W7:
      book.w7_orange_months = number("orange_after_months", 1, 120);
      book.w7_red_months = number("red_after_months", 1, 120);
      if (book.w7_red_months <= book.w7_orange_months) {
        f.refuse("red_after_months", "应晚于橙色的月数", "should be later than the months to orange");
      }
      break;
    case RuleId::W11:
      book.w11_months = number("after_months", 1, 120);
      break;
    case RuleId::W13:
      book.w13_cover_permille = number("cover_permille", 1, 1000);
      book.w13_paid_permille = number("paid_permille", 1, 1000);
      break;
    case RuleId::W14:
      book.w14_persons = number("persons", 1, 100'000);
      book.w14_days = number("within_days", 1, 3660);
      break;
    case RuleId::W16:
      book.w16_sites = number("other_sites", 1, 1000);
      book.w16_months = number("after_months", 1, 120);
      break;
    case RuleId::W18:
      book.w18_days = number("within_days", 0, 366);
      break;
    default:
      break;
  }
}

void read_rule(const Value& item, Faults& faults, RuleBook& book) {
  Fields f(item, "rule", faults);
  const auto word = f.text("id");
  const auto id = parse_rule_id(word);
  if (!id) {
    f.refuse("id", fmt::format("不认识规则“{}”", word), fmt::format("rule \"{}\" is not known", word));
    return;
  }
  Rule rule;
  rule.id = *id;
  rule.version = static_cast<int>(f.integer("version", 1, 100000));
  rule.sentence_zh = f.text("sentence_zh");
  rule.sentence_en = f.text("sentence_en");
  rule.law_zh = f.text("law_zh");
  rule.law_en = f.text("law_en");
  rule.source = f.text("source");
  rule.colour = colour_of(f.text("colour"));
  if (rule.colour == Colour::None)
    f.refuse("colour", "应为 yellow、orange 或 red", "should be yellow, orange or red");
  if (rule.id == RuleId::W16 && rule.colour == Colour::Yellow)  // W18 would lift it by what other sites owe
    f.refuse("colour", "W16 应为 orange 或 red", "W16 should be orange or red");
  if (!book.rules.empty() && book.rules.back().id >= rule.id) {
    f.refuse("id", "规则应按编号由小到大排列且不重复",
             "rules should stand in the order of their numbers, each once");
  }
  read_parameters(f, *id, book);
  f.done();
  book.rules.push_back(std::move(rule));
}

void read_score(Fields& top, Faults& faults, RuleBook& book) {
  Fields f(top.table("score"), "score", faults);
  for (int i = 0; i < kTerms; ++i) {
    book.weight[static_cast<std::size_t>(i)] =
        static_cast<int>(f.integer(code(static_cast<Term>(i)), 0, 100));
  }
  book.age_cap_months = static_cast<int>(f.integer("age_cap_months", 1, 120));
  book.amount_cap_months = static_cast<int>(f.integer("amount_cap_months", 1, 120));
  f.done();
  const int sum = std::accumulate(book.weight.begin(), book.weight.end(), 0);
  if (sum != 100) {
    faults.add(f.line(), "score", fmt::format("各项权重之和应为 100，实为 {}", sum),
               fmt::format("the weights should sum to 100, not {}", sum));
  }
}

bool is_weekend(Day d) {
  const std::chrono::weekday w{d};
  return w == std::chrono::Saturday || w == std::chrono::Sunday;
}

class CalendarReader {
 public:
  explicit CalendarReader(Faults& faults) : faults_(faults) {}

  void year(const Value& item) {
    Fields f(item, "year", faults_);
    const int y = static_cast<int>(f.integer("year", 1949, 2199));
    (void)f.text("notice");
    if (out.last_year != 0 && y != out.last_year + 1)
      f.refuse("year", "年份应逐年相连", "years should follow one another");
    if (out.first_year == 0) out.first_year = y;
    out.last_year = y;
    for (const auto& holiday : f.list("holiday")) this->holiday(holiday, y);
    f.done();
  }

  void spring(Fields& top) {
    Fields f(top.table("spring_festival"), "spring_festival", faults_);
    for (const auto& item : f.list("days")) {
      const auto* day = item.as<Day>();
      if (!day) {
        faults_.add(item.line, "spring_festival.days", "应为日期", "should be dates");
        return;
      }
      const std::chrono::year_month_day ymd{*day};
      const int y = static_cast<int>(ymd.year());
      const auto from = std::chrono::local_days{ymd.year() / 1 / 20},
                 to = std::chrono::local_days{ymd.year() / 2 / 21};
      if (*day < from || *day > to) {
        faults_.add(item.line, "spring_festival.days", "不在 1 月 20 日至 2 月 21 日之间",
                    "is not from 20 January to 21 February");
      }
      if (!out.spring_festivals.empty() && out.spring_festivals.back().year + 1 != y) {
        faults_.add(item.line, "spring_festival.days", "年份应逐年相连", "years should follow one another");
      }
      out.spring_festivals.push_back({y, *day});
    }
    f.done();
  }

  Calendar out;

 private:
  void add(Fields& f, std::string_view field, Day d, bool workday, const std::string& name) {
    if (!seen_.insert(d).second) {
      f.refuse(field, fmt::format("{} 出现两次", to_string(d)),
               fmt::format("{} is given twice", to_string(d)));
    }
    out.days.push_back({d, workday, name});
  }

  void holiday(const Value& item, int y) {
    Fields f(item, "year.holiday", faults_);
    const auto name = f.text("name");
    const auto first = f.day("first"), last = f.day("last");
    if (!faults_.none()) return;
    const auto length = (last - first).count() + 1;
    if (length < 1 || length > 15)
      f.refuse("last", "假期应为 1 至 15 天", "a holiday should have 1 to 15 days");
    const auto in_year = [y](Day d) {  // New Year's holiday may begin in December before
      return d >= std::chrono::local_days{std::chrono::year{y - 1} / 12 / 25} &&
             d <= std::chrono::local_days{std::chrono::year{y} / 12 / 31};
    };
    if (!in_year(first) || !in_year(last)) f.refuse("first", "不在该年内", "is not in its year");
    if (!faults_.none()) return;
    for (auto d = first; d <= last; d += std::chrono::days{1}) add(f, "first", d, false, name);
    if (f.has("workdays")) {
      for (const auto& value : f.list("workdays")) {
        const auto* day = value.as<Day>();
        if (!day || !is_weekend(*day) || !in_year(*day)) {
          faults_.add(value.line, "year.holiday.workdays", "应为该年内的周六或周日",
                      "should be a Saturday or Sunday of its year");
          return;
        }
        add(f, "workdays", *day, true, name);
      }
    }
    f.done();
  }

  Faults& faults_;
  std::set<Day> seen_;
};

}  // namespace

Result<RuleBook> read_rules(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  RuleBook book;
  for (const auto& item : top.list("rule")) read_rule(item, faults, book);
  read_score(top, faults, book);
  Fields acts(top.table("acts"), "acts", faults);
  book.deposit_permille = static_cast<int>(acts.integer("deposit_permille", 0, 1000));
  acts.done();
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  book.digest = digest_of(text);
  return book;
}

Result<Calendar> read_calendar(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  CalendarReader reader(faults);
  for (const auto& item : top.list("year")) {
    reader.year(item);
    if (!faults.none()) break;
  }
  reader.spring(top);
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  std::ranges::sort(reader.out.days, {}, &CalendarDay::day);
  return std::move(reader.out);
}

namespace {

// "07:00" as minutes after midnight.
std::optional<int> minutes_of(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

TrafficHours::Span read_span(Fields& f, std::string_view name) {
  const auto words = f.words(name);
  const auto from = words.size() == 2 ? minutes_of(words[0]) : std::nullopt;
  const auto to = words.size() == 2 ? minutes_of(words[1]) : std::nullopt;
  if (from && to && *from != *to) return {*from, *to};
  if (f.has(name))
    f.refuse(name, "应为两个不同的时刻，如 [\"07:00\", \"09:30\"]",
             "must be two different times such as [\"07:00\", \"09:30\"]");
  return {};
}

}  // namespace

Result<Speeds> read_speeds(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  Speeds out;
  Fields hours(top.table("hours"), "hours", faults);
  out.hours = {read_span(hours, "morning_peak"), read_span(hours, "evening_peak"), read_span(hours, "night")};
  hours.done();
  std::set<std::string, std::less<>> classes, missing;
  for (std::size_t k = 0; k < kRoadKinds; ++k) missing.emplace(code(static_cast<RoadKind>(k)));
  const auto known = missing;
  for (const auto& item : top.list("speed")) {
    Fields f(item, "speed", faults);
    RoadSpeed s{f.text("road_class"), f.number("kmh", 1, 200), f.number("peak_factor", 0.05, 2),
                f.number("night_factor", 0.05, 2)};
    if (!s.road_class.empty() && !known.contains(s.road_class))
      f.refuse("road_class", "没有这个道路等级", "this road class is not known");
    if (!classes.insert(s.road_class).second)
      f.refuse("road_class", "道路等级重复", "the road class is given twice");
    missing.erase(s.road_class);
    f.done();
    out.rows.push_back(std::move(s));
  }
  top.done();
  if (!missing.empty())
    top.refuse("speed", "缺少道路等级 " + *missing.begin(),
               "there is no speed for the road class " + *missing.begin());
  if (!faults.none()) return std::unexpected(*faults.first());
  return out;
}

}  // namespace anxin::packs
