// What the left column and the legend count: which projects the filters let through and their sums by
// supervising unit. Pure; O(projects); a job when a filter changes. Only projects active (在建) on `as_of`
// are counted and shown, as the plan's clauses count them.
#pragma once
#include "console/desk/frame.hpp"

namespace anxin {

// `risk`, `risk_day`, `risk_week` may be null: grades are Unknown then, changes not known. A table of another
// length than the registry is taken as null.
[[nodiscard]] Summary summarise(const Registry& registry, const RiskTable* risk, const RiskTable* risk_day,
                                const RiskTable* risk_week, const Filters& filters, Day as_of);

// Active projects of grade D on the table's day.
[[nodiscard]] std::size_t severe_active(const Registry& registry, const RiskTable& risk);

}  // namespace anxin
