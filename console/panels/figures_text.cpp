#include "console/panels/figures_text.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace anxin {
namespace {

constexpr Fen kFenPerWan = 1'000'000;  // 1 万元 = 10,000 yuan

}  // namespace

std::string change_text(std::int64_t n) {
  return n == 0 ? std::string(kNotApplicable) : format_difference(n);
}

Money money_of_city(Fen fen) {
  const Fen wan = fen / kFenPerWan;
  if (wan < 100'000) return {format_count(wan), false};
  const Fen hundredths = wan / 100;
  return {fmt::format("{}.{:02}", format_count(hundredths / 100), hundredths % 100), true};
}

std::string wan_text(Fen fen) {
  const Fen tenths = std::llabs(fen) / (kFenPerWan / 10);
  return fmt::format("{}{}.{}", fen < 0 ? "−" : "", format_count(tenths / 10), tenths % 10);
}

}  // namespace anxin
