// The time of a replay: its moments, how far playback has come, the step to the moment before or after. Pure;
// no clock is read here: the seconds that have gone by are always passed in.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "data/model/time.hpp"

namespace anxin {

// A moment at which something happened: the records of one instant together.
struct ReplayMoment {
  Instant at{};
  std::size_t records = 0;  // so many of the journal hold at it
  friend bool operator==(const ReplayMoment&, const ReplayMoment&) = default;
};

// What a person wants to see replayed, and at which moment; before the first: the first.
struct ReplayWish {
  std::string incident;
  Instant at{};
  friend bool operator==(const ReplayWish&, const ReplayWish&) = default;
};

// Seconds of the incident a second of ours; Events: a moment a second, however far apart.
enum class ReplaySpeed : std::uint8_t { Real, Ten, Sixty, SixHundred, Events };
inline constexpr std::size_t kReplaySpeeds = 5;
inline constexpr std::array<int, 4> kReplayFactors{1, 10, 60, 600};

// Where playback begun at `from` is after so many seconds of ours; it ends at `until` (by Events at the last
// moment). Never before `from`; elapsed_s <= 0 gives `from`.
[[nodiscard]] Instant played_to(std::span<const ReplayMoment> moments, Instant until, Instant from,
                                double elapsed_s, ReplaySpeed speed);
// The moment after (by > 0) or before (by < 0) `at`, that many on; the ends hold.
[[nodiscard]] Instant stepped(std::span<const ReplayMoment> moments, Instant at, int by);

}  // namespace anxin
