// Figures as UX 12 writes them, short enough not to touch the heap: counts, money, shares, differences,
// dates. UI thread or any.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "data/model/rows.hpp"
#include "data/model/time.hpp"

namespace anxin {

[[nodiscard]] std::string count_text(std::int64_t n);   // 7,764
[[nodiscard]] std::string change_text(std::int64_t n);  // +3, −1, — for none
struct Money {
  std::string figure;
  bool yi = false;
};
[[nodiscard]] Money money_of_city(Fen);                      // 26,296 (万元) or 34.37 (亿元)
[[nodiscard]] std::string wan_text(Fen);                     // 138.6, in 万元, one decimal, truncated
[[nodiscard]] std::string share_text(double share);          // 94.9%, truncated
[[nodiscard]] std::string tenths_text(std::int64_t tenths);  // 2.9
[[nodiscard]] std::string day_text(Day day, Day today);      // 11-22 inside the year, else 2025-11-22

}  // namespace anxin
