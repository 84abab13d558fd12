// Figures that a panel splits or writes without their unit because its head has it. The other forms:
// data/model/format.hpp.
#pragma once
#include <cstdint>
#include <string>

#include "data/model/format.hpp"

namespace anxin {

[[nodiscard]] std::string change_text(std::int64_t n);  // +3, −1, — for none
struct Money {
  std::string figure;
  bool yi = false;
};
[[nodiscard]] Money money_of_city(Fen);   // 26,296 (万元) or 34.37 (亿元)
[[nodiscard]] std::string wan_text(Fen);  // 138.6, in 万元, one decimal, truncated

}  // namespace anxin
