#include "data/model/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "data/model/personal.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

constexpr std::int32_t kDayMinutes = 24 * 60;
constexpr std::uint8_t kEveryDay = 0x7F, kWorkdays = 0x1F, kWeekend = 0x60;
constexpr std::array<std::string_view, 7> kDaysZh{"一", "二", "三", "四", "五", "六", "日"};
constexpr std::array<std::string_view, 7> kDaysEn{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

struct DayWord {
  std::string_view word;
  unsigned day;
};
// Longer words first: monday begins with mon.
constexpr std::array kDayWords{DayWord{"monday", 0},   DayWord{"tuesday", 1}, DayWord{"wednesday", 2},
                               DayWord{"thursday", 3}, DayWord{"friday", 4},  DayWord{"saturday", 5},
                               DayWord{"sunday", 6},   DayWord{"mon", 0},     DayWord{"tue", 1},
                               DayWord{"wed", 2},      DayWord{"thu", 3},     DayWord{"fri", 4},
                               DayWord{"sat", 5},      DayWord{"sun", 6}};
struct DaysWord {
  std::string_view word;
  std::uint8_t days;
};
constexpr std::array kDaysWords{DaysWord{"每天", kEveryDay},     DaysWord{"每日", kEveryDay},
                                DaysWord{"工作日", kWorkdays},   DaysWord{"周末", kWeekend},
                                DaysWord{"daily", kEveryDay},    DaysWord{"every day", kEveryDay},
                                DaysWord{"weekdays", kWorkdays}, DaysWord{"weekends", kWeekend}};
constexpr std::array<std::string_view, 4> kAllDay{"全天", "24小时", "all day", "always"};
constexpr std::array<std::string_view, 9> kTo{"至", "到", "-", "~", "—", "–", "－", "～", "to "};
constexpr std::array<std::string_view, 3> kAnd{"、", ",", "和"};

// Reads one text from the left. Small letters, ASCII digits and punctuation.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}
  void blanks() {
    while (rest_.starts_with(' ') || rest_.starts_with('\t')) rest_.remove_prefix(1);
  }
  bool eat(std::string_view word) {
    blanks();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool eat_any(std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return eat(word); });
  }
  [[nodiscard]] bool done() {
    blanks();
    return rest_.empty();
  }
  // 周一, 星期一, Mon; a bare 一 where a day has just been named.
  std::optional<unsigned> day(bool bare) {
    const std::string_view before = rest_;
    const bool week = eat("周") || eat("星期") || eat("礼拜");
    if (week || bare) {
      for (unsigned d = 0; d < kDaysZh.size(); ++d)
        if (eat(kDaysZh[d])) return d;
      if (eat("天")) return 6;
    }
    if (week) {
      rest_ = before;
      return std::nullopt;
    }
    for (const auto& [word, d] : kDayWords)
      if (eat(word)) return d;
    rest_ = before;
    return std::nullopt;
  }
  // 8:00, 08:00, as minutes; 24:00 too.
  std::optional<std::int32_t> clock() {
    blanks();
    const auto digit = [&](std::size_t i) { return i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9'; };
    const std::size_t hours = digit(0) ? (digit(1) ? 2 : 1) : 0;
    if (hours == 0 || hours >= rest_.size() || rest_[hours] != ':' || !digit(hours + 1) ||
        !digit(hours + 2) || digit(hours + 3))
      return std::nullopt;
    std::int32_t hour = 0;
    for (std::size_t i = 0; i < hours; ++i) hour = hour * 10 + (rest_[i] - '0');
    const std::int32_t minute = (rest_[hours + 1] - '0') * 10 + (rest_[hours + 2] - '0');
    if (minute >= 60 || hour * 60 + minute > kDayMinutes) return std::nullopt;
    rest_.remove_prefix(hours + 3);
    return hour * 60 + minute;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  void back_to(std::string_view before) { rest_ = before; }

 private:
  std::string_view rest_;
};

// 周一至周五、周日: false when no day is named. Nothing is taken then.
bool read_days(Cursor& text, std::uint8_t& days) {
  days = 0;
  for (const auto& [word, bits] : kDaysWords)
    if (text.eat(word)) {
      days = bits;
      return true;
    }
  while (true) {
    const std::string_view before = text.rest();
    if (days != 0 && !text.eat_any(kAnd)) return true;
    const auto first = text.day(days != 0);
    if (!first) {
      text.back_to(before);
      return days != 0;
    }
    unsigned last = *first;
    const std::string_view single = text.rest();
    if (text.eat_any(kTo)) {
      if (const auto to = text.day(true)) {
        last = *to;
      } else {
        text.back_to(single);
      }
    }
    for (unsigned d = *first;; d = (d + 1) % 7) {
      days = static_cast<std::uint8_t>(days | 1U << d);
      if (d == last) break;
    }
  }
}

// 08:00-18:00, 18:00-次日08:00, 全天; false when it is none.
bool read_span(Cursor& text, DutyShift& shift) {
  if (text.eat_any(kAllDay)) {
    shift.from_minute = 0, shift.to_minute = kDayMinutes;
    return true;
  }
  const auto from = text.clock();
  if (!from || *from == kDayMinutes || !text.eat_any(kTo)) return false;
  const bool next = text.eat("次日") || text.eat("next ") || text.eat("翌日");
  const auto to = text.clock();
  if (!to || (next && *to > *from)) return false;  // longer than a day
  shift.from_minute = *from, shift.to_minute = *to;
  return true;
}

bool read_shift(std::string_view segment, std::vector<DutyShift>& shifts) {
  Cursor text(segment);
  DutyShift shift;
  if (!read_days(text, shift.weekdays)) shift.weekdays = kEveryDay;
  do {
    if (!read_span(text, shift)) return false;
    shifts.push_back(shift);
  } while (text.eat_any(kAnd));
  return text.done();
}

std::string clock_text(std::int32_t minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string span_of(const DutyShift& shift, bool english) {
  const bool next = shift.to_minute <= shift.from_minute;
  return fmt::format("{}-{}{}", clock_text(shift.from_minute),
                     next ? (english ? std::string_view("next ") : std::string_view("次日")) : "",
                     clock_text(shift.to_minute));
}

// 每天; 周一至周五; 周六、周日.
std::string days_text(std::uint8_t days, bool english) {
  if (days == kEveryDay) return english ? "Daily" : "每天";
  std::string out;
  const auto name = [&](unsigned d) {
    return english ? std::string(kDaysEn[d]) : fmt::format("周{}", kDaysZh[d]);
  };
  for (unsigned d = 0; d < 7;) {
    if ((days >> d & 1U) == 0) {
      ++d;
      continue;
    }
    unsigned last = d;
    while (last + 1 < 7 && (days >> (last + 1) & 1U) != 0) ++last;
    constexpr unsigned kLeastRun = 3;
    const bool run = last - d + 1 >= kLeastRun;
    if (!run) last = d;
    if (!out.empty()) out += english ? ", " : "、";
    out += run ? fmt::format("{}{}{}", name(d), english ? "-" : "至", name(last)) : name(d);
    d = last + 1;
  }
  return out;
}

// legal aid, Legal_Aid: as the code.
std::string code_word(const std::string& part) {
  std::string word = lower_ascii(part);
  std::ranges::replace(word, ' ', '_');
  std::ranges::replace(word, '-', '_');
  return word;
}

std::unexpected<Error> unknown_word(std::string_view zh, std::string_view en, const std::string& word) {
  return fail(ErrorCode::BadInput, fmt::format("{}“{}”不在词表内。", zh, mask_personal(word)),
              fmt::format("The {} \"{}\" is not in the vocabulary.", en, mask_personal(word)));
}

}  // namespace

bool is_valid(const DutyShift& s) {
  return (s.weekdays & kEveryDay) != 0 && s.weekdays <= kEveryDay && s.from_minute >= 0 &&
         s.from_minute < kDayMinutes && s.to_minute >= 0 && s.to_minute <= kDayMinutes;
}

Result<std::vector<DutyShift>> parse_shifts(std::string_view written) {
  std::string text = lower_ascii(fold_width(written));
  std::ranges::replace(text, '\n', ';');
  std::ranges::replace(text, '\r', ';');
  std::vector<DutyShift> shifts;
  if (text.empty() || std::ranges::find(kAllDay, text) != kAllDay.end()) return shifts;
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = std::min(rest.find(';'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (Cursor(segment).done()) continue;
    if (!read_shift(segment, shifts))
      return fail(
          ErrorCode::BadInput,
          fmt::format("班次“{}”无法识别，应如 周一至周五 08:00-18:00；周六、周日 09:00-17:00，或 全天。",
                      mask_personal(segment)),
          fmt::format("The shift \"{}\" cannot be read; write Mon-Fri 08:00-18:00; Sat, Sun "
                      "09:00-17:00, or all day.",
                      mask_personal(segment)));
    if (shifts.size() > kMostShifts)
      return fail(ErrorCode::BadInput, fmt::format("班次不能多于 {} 段。", kMostShifts),
                  fmt::format("There cannot be more than {} shifts.", kMostShifts));
  }
  return shifts;
}

std::string shifts_text(std::span<const DutyShift> shifts, bool english) {
  if (shifts.empty()) return english ? "all day" : "全天";
  std::string out;
  for (std::size_t i = 0; i < shifts.size(); ++i) {
    const bool same_days = i > 0 && shifts[i].weekdays == shifts[i - 1].weekdays;
    if (same_days) {
      out += english ? ", " : "、";
    } else {
      if (i > 0) out += english ? "; " : "；";
      out += days_text(shifts[i].weekdays, english) + " ";
    }
    out += span_of(shifts[i], english);
  }
  return out;
}

std::vector<std::string> list_parts(std::string_view text) {
  std::string folded = fold_width(text);
  for (auto at = folded.find("、"); at != std::string::npos; at = folded.find("、", at))
    folded.replace(at, std::string_view("、").size(), ",");
  std::vector<std::string> parts(1);
  for (const char c : folded) {
    if (c == ',' || c == ';' || c == '/') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  for (std::string& part : parts) part = fold_width(part);
  std::erase(parts, std::string());
  return parts;
}

Result<std::uint8_t> parse_functions(std::string_view text) {
  std::uint8_t bits = 0;
  for (const std::string& part : list_parts(text)) {
    auto function = parse_operation_word<Function>(part);
    if (!function) function = parse_operation_word<Function>(code_word(part));
    if (!function) return unknown_word("职能", "function", part);
    bits = static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(*function));
  }
  constexpr int kMost = 3;
  if (bits != 0 && std::popcount(bits) <= kMost) return bits;
  return fail(ErrorCode::BadInput, fmt::format("职能应为一至三项，这里是 {} 项。", std::popcount(bits)),
              fmt::format("There must be one to three functions, here are {}.", std::popcount(bits)));
}

std::string functions_text(std::uint8_t functions, bool english) {
  std::string out;
  for (int f = 0; f < kFunctions; ++f) {
    if ((functions >> f & 1) == 0) continue;
    if (!out.empty()) out += english ? ", " : "、";
    out += english ? name_en(static_cast<Function>(f)) : name_zh(static_cast<Function>(f));
  }
  return out;
}

Result<std::uint8_t> parse_sectors(std::string_view text) {
  std::uint8_t bits = 0;
  for (const std::string& part : list_parts(text)) {
    auto sector = parse_word<Sector>(part);
    if (!sector) sector = parse_word<Sector>(code_word(part));
    if (!sector) return unknown_word("行业", "sector", part);
    bits = static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(*sector));
  }
  return bits;
}

std::string sectors_text(std::uint8_t sectors, bool english) {
  std::string out;
  for (int s = 0; s < kSectors; ++s) {
    if ((sectors >> s & 1) == 0) continue;
    if (!out.empty()) out += english ? ", " : "、";
    out += english ? code(static_cast<Sector>(s)) : name_zh(static_cast<Sector>(s));
  }
  return out;
}

bool is_post_phone(std::string_view written) {
  std::string text = fold_width(written);
  if (text.empty()) return true;
  if (find_personal(text) != Personal::None) return false;
  for (auto at = text.find("转"); at != std::string::npos; at = text.find("转"))
    text.replace(at, std::string_view("转").size(), "-");
  constexpr std::size_t kFewest = 3, kMost = 20;
  const auto digits =
      static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
  return digits >= kFewest && digits <= kMost &&
         text.find_first_not_of("0123456789+-()/ ") == std::string::npos;
}

}  // namespace anxin
