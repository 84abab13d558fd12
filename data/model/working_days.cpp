// Working days by the published holidays and the days moved for them.
#include "data/model/dispatch_policy.hpp"

namespace anxin {

bool WorkingDays::is_working(Day day) const {
  if (const auto named = exceptions_.find(day); named != exceptions_.end()) return named->second;
  const std::chrono::weekday w{day};
  return w != std::chrono::Saturday && w != std::chrono::Sunday;
}

Day WorkingDays::after(Day day, int n) const {
  constexpr std::chrono::days kOne{1};
  if (n <= 0) {
    while (!is_working(day)) day += kOne;
    return day;
  }
  while (n > 0) {
    day += kOne;
    if (is_working(day)) --n;
  }
  return day;
}

}  // namespace anxin
