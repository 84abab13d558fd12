// How well the clocks were kept over a period, of the whole city and of each supervising unit: what the
// screen shows of data/model's attainment. Pure; any thread. A few milliseconds at a quarter of incidents:
// made by a job when operations or the period change, never in a frame.
#pragma once
#include "console/desk/dispatch_state.hpp"
#include "data/packs/pack.hpp"

namespace anxin {

// Its first day in Beijing. A week and a month are the last 7 and 30 days, today among them; a quarter is
// that of the calendar.
[[nodiscard]] Day first_day_of(AttainmentPeriod period, Day today);
// Incidents reported from that day's beginning until `now`, as known in `operations`.
[[nodiscard]] AttainmentTable attainment_table(const Operations& operations, const Pack& pack,
                                               AttainmentPeriod period, Instant now);

}  // namespace anxin
