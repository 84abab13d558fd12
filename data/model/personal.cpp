#include "data/model/personal.hpp"

#include <array>
#include <vector>

#include "data/model/uscc.hpp"

namespace anxin {
namespace {

// A run of digits (and a final X) with the places of its characters in the text; separators inside are looked
// through.
struct Run {
  std::string digits;
  std::vector<std::size_t> at;      // byte offset of each character of `digits`
  std::vector<std::uint8_t> bytes;  // its length in bytes: 1, or 3 when full-width
  std::string gaps;                 // gaps[i] is the separator before digits[i], or 0
};

struct Glyph {
  char value = 0;  // '0'-'9', 'X', a separator as itself, else 0
  std::uint8_t bytes = 1;
};

Glyph glyph_at(std::string_view text, std::size_t i) {
  const unsigned char c = static_cast<unsigned char>(text[i]);
  if (c < 0x80) {
    if ((c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '.') return {static_cast<char>(c), 1};
    if (c == 'x' || c == 'X') return {'X', 1};
    return {0, 1};
  }
  if (c == 0xEF && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xBC) {
    const unsigned char d = static_cast<unsigned char>(text[i + 2]);
    if (d >= 0x90 && d <= 0x99) return {static_cast<char>('0' + (d - 0x90)), 3};
    if (d == 0xB8) return {'X', 3};
    if (d == 0x8D) return {'-', 3};
    return {0, 3};
  }
  if (c == 0xE3 && text.substr(i, 3) == "\u3000") return {' ', 3};
  const std::uint8_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
  return {0, n};
}

int valid_month_days(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

int number(std::string_view digits) {
  int n = 0;
  for (const char c : digits) n = n * 10 + (c - '0');
  return n;
}

bool plausible_birth(int year, std::string_view mmdd) {
  if (year < kOldestBirthYear || year > kYoungestBirthYear) return false;
  const int day = number(mmdd.substr(2, 2));
  return day >= 1 && day <= valid_month_days(year, number(mmdd.substr(0, 2)));
}

bool province_exists(std::string_view id) {
  const int p = number(id.substr(0, 2));
  return (p >= 11 && p <= 15) || (p >= 21 && p <= 23) || (p >= 31 && p <= 37) || (p >= 41 && p <= 46) ||
         (p >= 50 && p <= 54) || (p >= 61 && p <= 65) || p == 71 || (p >= 81 && p <= 83);
}

bool is_id_number(std::string_view s) {
  if (s.size() != 18 || !province_exists(s) || !plausible_birth(number(s.substr(6, 4)), s.substr(10, 4)))
    return false;
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (s[i] - '0') * kWeights[i];
  return std::string_view("10X98765432")[static_cast<std::size_t>(sum % 11)] == s[17];
}

// Second-generation cards replaced the 15-digit form in 2013; old lists still hold it. It has no check digit.
bool is_old_id_number(std::string_view s) {
  return s.size() == 15 && s[14] != 'X' && province_exists(s) &&
         plausible_birth(1900 + number(s.substr(6, 2)), s.substr(8, 4));
}

bool is_bank_card(std::string_view s) {
  if (s.size() < 16 || s.size() > 19 || s.back() == 'X') return false;
  if (std::string_view("34569").find(s[0]) == std::string_view::npos) return false;
  int sum = 0;
  bool twice = false;
  for (std::size_t i = s.size(); i-- > 0; twice = !twice) {
    int d = s[i] - '0';
    if (twice) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum % 10 == 0 && !(s.size() == 18 && is_valid_uscc(s));
}

bool is_mobile(std::string_view s) {
  return s.size() == 11 && s[0] == '1' && s[1] >= '3' && s[1] <= '9' && s[10] != 'X';
}

Personal classify(std::string_view s) {
  if (is_id_number(s) || is_old_id_number(s)) return Personal::IdNumber;
  if (is_mobile(s)) return Personal::Mobile;
  if (s.size() == 13 && s.starts_with("86") && is_mobile(s.substr(2))) return Personal::Mobile;
  if (s.size() == 15 && s.starts_with("0086") && is_mobile(s.substr(4))) return Personal::Mobile;
  return is_bank_card(s) ? Personal::BankCard : Personal::None;
}

// What a run holds: the run as a whole, else its pieces between separators and neighbouring pieces joined
// ("工号 12 138 1234 5678").
struct Hit {
  Personal kind = Personal::None;
  std::size_t from = 0, to = 0;  // characters of the run
};

Hit search(const Run& run) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 1; i < run.digits.size(); ++i)
    if (run.gaps[i] != 0) starts.push_back(i);
  starts.push_back(run.digits.size());
  constexpr std::size_t kPiecesJoined = 6;  // "6222 0200 0000 0000 000" is five
  for (std::size_t a = 0; a + 1 < starts.size(); ++a) {
    for (std::size_t b = a + 1; b < starts.size() && b <= a + kPiecesJoined; ++b) {
      const std::size_t length = starts[b] - starts[a];
      if (length > 19) break;
      if (length < 11) continue;
      if (b == a + 2 && run.gaps[starts[a + 1]] == '.')
        continue;  // 1381234.5678 is an amount, not a telephone
      const Personal kind = classify(std::string_view(run.digits).substr(starts[a], length));
      if (kind != Personal::None) return {kind, starts[a], starts[b]};
    }
  }
  return {};
}

// Calls `use(run)` for each run of at least 11 digits until it returns false. Whatever is not a digit or one
// separator between two digits ends a run: "tel13812345678" holds a number, "MA01X2345" holds none.
template <class Use>
void each_run(std::string_view text, Use use) {
  Run run;
  char gap = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Glyph g = glyph_at(text, i);
    const bool closing_x = g.value == 'X' && gap == 0 && run.digits.size() >= 17;
    if ((g.value >= '0' && g.value <= '9') || closing_x) {
      run.digits += g.value;
      run.at.push_back(i);
      run.bytes.push_back(g.bytes);
      run.gaps += gap;
      gap = 0;
    } else if (!run.digits.empty() && gap == 0 && g.value != 0 && g.value != 'X') {
      gap = g.value;
    } else {
      if (run.digits.size() >= 11 && !use(run)) return;
      run = {};
      gap = 0;
    }
    i += g.bytes;
  }
  if (run.digits.size() >= 11) use(run);
}

bool may_hold_number(std::string_view text) {
  if (text.size() < 11) return false;
  std::size_t digits = 0;
  for (const char c : text) digits += (c >= '0' && c <= '9') || c == '\xBC';
  return digits >= 11;
}

}  // namespace

std::string_view name_zh(Personal kind) {
  constexpr std::array<std::string_view, 4> kNames{"无", "身份证号", "手机号", "银行卡号"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_en(Personal kind) {
  constexpr std::array<std::string_view, 4> kNames{"none", "an ID number", "a mobile number",
                                                   "a bank card number"};
  return kNames[static_cast<std::size_t>(kind)];
}

Personal find_personal(std::string_view text) {
  if (!may_hold_number(text)) return Personal::None;
  Personal found = Personal::None;
  each_run(text, [&](const Run& run) {
    found = search(run).kind;
    return found == Personal::None;
  });
  return found;
}

std::string mask_personal(std::string_view text) {
  std::string masked(text);
  for (int pass = 0; pass < 64;
       ++pass) {  // a masked number breaks its run, so that each pass finds the next one
    Run hit_run;
    Hit hit;
    if (!may_hold_number(masked)) return masked;
    each_run(masked, [&](const Run& run) {
      hit = search(run);
      if (hit.kind == Personal::None) return true;
      hit_run = run;
      return false;
    });
    if (hit.kind == Personal::None) return masked;
    for (std::size_t i = hit.to; i-- > hit.from + 2;) masked.replace(hit_run.at[i], hit_run.bytes[i], "*");
  }
  return "***";
}

}  // namespace anxin
