// The dice of a drill: one stream for each incident and purpose, so that what one incident does moves nothing
// in another; and the incident that they throw. Pure: the same plan gives the same. Private to the drill.
#pragma once
#include <cstdint>
#include <random>

#include "console/desk/drill.hpp"

namespace anxin {

// SplitMix64's finaliser; the engine is std::mt19937_64, whose numbers the standard fixes. A stream is named
// by its key, so that what one incident does moves nothing in another.
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t key) : engine_(mixed(seed ^ mixed(key))) {}
  [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high) {
    const auto span = static_cast<unsigned __int128>(high) - static_cast<unsigned __int128>(low) + 1;
    return low + static_cast<std::int64_t>((span * engine_()) >> 64);
  }
  [[nodiscard]] std::int64_t in(const DrillRange& r) { return between(r.low, r.high); }
  [[nodiscard]] bool chance(int permille) { return between(0, 999) < permille; }

 private:
  static std::uint64_t mixed(std::uint64_t z) {
    z += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::mt19937_64 engine_;
};

// The stream of one purpose at one incident.
[[nodiscard]] inline Dice dice_of(const DrillPlan& plan, int number, std::uint64_t what) {
  return Dice(plan.seed, static_cast<std::uint64_t>(number) * 1000 + what);
}

// Where, how many, by whom reported: of the drill's incident of this number.
[[nodiscard]] ReportIncident drilled_incident(const DrillPlan& plan, const Pack& pack, int number);

}  // namespace anxin
