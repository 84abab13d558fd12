#include "data/packs/traffic.hpp"

#include <algorithm>

namespace anxin {
namespace {

bool is_within(TrafficHours::Span span, int minute) {
  return span.from < span.to ? minute >= span.from && minute < span.to
                             : minute >= span.from || minute < span.to;
}

bool is_workday(const Pack& pack, Day day) {
  const auto listed = std::ranges::find(pack.calendar, day, &CalendarDay::day);
  if (listed != pack.calendar.end()) return listed->workday;
  const std::chrono::weekday weekday(day);
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

}  // namespace

SpeedTable speed_table(const Pack& pack) {
  SpeedTable table;
  for (std::size_t k = 0; k < kRoadKinds; ++k) {
    const auto row = std::ranges::find(pack.speeds, code(static_cast<RoadKind>(k)), &RoadSpeed::road_class);
    if (row != pack.speeds.end()) table.rows[k] = {row->kmh, row->peak_factor, row->night_factor};
  }
  return table;
}

TrafficProfile traffic_at(const Pack& pack, Instant when) {
  const Day day = day_of(when);
  const auto minute =
      static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(when - start_of(day)).count());
  const TrafficHours& hours = pack.traffic_hours;
  if (is_workday(pack, day) &&
      (is_within(hours.morning_peak, minute) || is_within(hours.evening_peak, minute)))
    return TrafficProfile::Peak;
  return is_within(hours.night, minute) ? TrafficProfile::Night : TrafficProfile::Free;
}

}  // namespace anxin
