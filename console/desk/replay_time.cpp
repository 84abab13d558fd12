#include "console/desk/replay_time.hpp"

#include <algorithm>
#include <cmath>

namespace anxin {

Instant stepped(std::span<const ReplayMoment> moments, Instant at, int by) {
  if (moments.empty() || by == 0) return at;
  const auto size = static_cast<std::ptrdiff_t>(moments.size());
  const auto place = by > 0
                         ? std::ranges::upper_bound(moments, at, {}, &ReplayMoment::at) - moments.begin() - 1
                         : std::ranges::lower_bound(moments, at, {}, &ReplayMoment::at) - moments.begin();
  const std::ptrdiff_t to = place + by;
  if (to >= size) return std::max(at, moments.back().at);  // behind the last nothing more happens
  return moments[static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, to))].at;
}

Instant played_to(std::span<const ReplayMoment> moments, Instant until, Instant from, double elapsed_s,
                  ReplaySpeed speed) {
  if (!(elapsed_s > 0)) return from;
  // Beyond a hundred days of ours everything has been played; the product stays an integer.
  const double elapsed = std::min(elapsed_s, 1e7);
  if (speed == ReplaySpeed::Events) return stepped(moments, from, static_cast<int>(std::floor(elapsed)));
  const int factor = kReplayFactors[static_cast<std::size_t>(speed)];
  const Instant to = from + std::chrono::seconds(static_cast<std::int64_t>(std::floor(elapsed * factor)));
  return std::max(from, std::min(to, until));
}

}  // namespace anxin
