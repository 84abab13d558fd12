// Figures that a panel splits or writes without their unit because its head has it. The other forms:
// data/model/format.hpp.
#pragma once
#include <cstdint>
#include <string>

#include "console/panels/lang.hpp"
#include "data/model/format.hpp"

namespace anxin {

[[nodiscard]] std::string change_text(std::int64_t n);  // +3, −1, — for none
struct Money {
  std::string figure;
  bool yi = false;  // in the larger unit: 亿元, or billion CNY
};
// 26,296 (万元) or 34.37 (亿元); in English 262.9 (million CNY) or 3.43 (billion CNY). Truncated.
[[nodiscard]] Money money_of_city(Fen, Lang);
[[nodiscard]] std::string wan_text(Fen, Lang);    // 138.6 in 万元, 1.38 in million CNY, truncated
[[nodiscard]] std::string money_text(Fen, Lang);  // 138.6 万元, CNY 1.38 million

}  // namespace anxin
