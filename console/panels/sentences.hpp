// The inspector's sentences about one assessment: what fired, what would change it. Every figure is the
// engine's own.
#pragma once
#include <string>

#include "console/desk/frame.hpp"
#include "console/panels/lang.hpp"

namespace anxin {

[[nodiscard]] std::string datum_text(Lang, double value,
                                     std::string_view unit);  // 2.9 月, 22.0%, 43 天, 缺 1 项
[[nodiscard]] std::string month_range_text(Lang, int first_month, int last_month, Day today);
[[nodiscard]] std::string act_text(Lang, const Act&, Day today);
// 引擎重算：W7 降为 0.9 月，W4 不再触发，等级 D → B
[[nodiscard]] std::string engine_text(Lang, const Assessment& before, const Assessment& after);

}  // namespace anxin
