#include "console/panels/figures_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace anxin {
namespace {

constexpr Fen kFenPerWan = 1'000'000;  // 1 万元 = 10,000 yuan

}  // namespace

std::string count_text(std::int64_t n) {
  std::string digits = std::to_string(std::llabs(n));
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return n < 0 ? "−" + digits : digits;
}

std::string change_text(std::int64_t n) {
  if (n == 0) return "—";
  return n > 0 ? "+" + count_text(n) : count_text(n);
}

Money money_of_city(Fen fen) {
  const Fen wan = fen / kFenPerWan;
  if (wan < 100'000) return {count_text(wan), false};
  const Fen hundredths = wan / 100;
  return {fmt::format("{}.{:02}", count_text(hundredths / 100), hundredths % 100), true};
}

std::string wan_text(Fen fen) {
  const Fen tenths = std::llabs(fen) / (kFenPerWan / 10);
  return fmt::format("{}{}.{}", fen < 0 ? "−" : "", count_text(tenths / 10), tenths % 10);
}

std::string share_text(double share) {
  const auto tenths = static_cast<std::int64_t>(std::floor(share * 1000 + 1e-9));
  return tenths_text(tenths) + "%";
}

std::string tenths_text(std::int64_t tenths) {
  return fmt::format("{}.{}", count_text(tenths / 10), tenths % 10);
}

std::string day_text(Day day, Day today) {
  const std::string full = to_string(day);
  return full.substr(0, 5) == to_string(today).substr(0, 5) ? full.substr(5) : full;
}

}  // namespace anxin
