// Two factors that turn a planned city into one of the published size: one on heads, so that real-name
// registrations are hit, one on money, so that what was paid through accounts is hit; and the few heads and
// fen that rounding leaves, dealt out one by one.
#pragma once
#include <cstdint>
#include <vector>

#include "data/demo/cash_flow.hpp"
#include "data/demo/plan.hpp"

namespace anxin::demo {

struct ChunkStart {
  std::uint32_t contractor = 0;  // the first one of the chunk
  std::int64_t rows_before = 0;  // rows that count as paid through accounts, in earlier chunks
};

struct Money {
  std::int64_t factor = kUnit;
  Fen extra_each = 0;              // on due and paid of every row that counts
  std::int64_t extra_rows = 0;     // one fen more on so many first ones
  std::vector<ChunkStart> chunks;  // at least one, and one past the end
};

// Sets head_factor and the sites' extra heads.
void calibrate_heads(City& city);
[[nodiscard]] Money calibrate_money(const City& city);

[[nodiscard]] Fen scaled_due(const SiteMonth& month, std::int64_t factor);
[[nodiscard]] Fen scaled_paid(const SiteMonth& month,
                              std::int64_t factor);  // by the pay date; less than due stays less
// The day of the last payroll as known on the anchor day, 0 when there was none.
[[nodiscard]] std::int32_t last_payroll_of(const SiteMonth& month);
[[nodiscard]] bool counts_as_through_account(const City& city, std::uint32_t site, std::int32_t month,
                                             const SiteMonth& of);

}  // namespace anxin::demo
