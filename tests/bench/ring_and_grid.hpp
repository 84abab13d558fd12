// A city of rings, radials and a local grid, made from a seed: 190 thousand nodes, 584 thousand arcs, one
// road in twelve one-way, one in five of the grid's missing. For measuring only.
#pragma once
#include <cmath>
#include <random>
#include <vector>

#include "geo/geodesy.hpp"
#include "geo/route/graph.hpp"

namespace anxin::bench {

inline constexpr int kSide = 437;       // crossings a side
inline constexpr double kBlockM = 150;  // between crossings
inline constexpr std::uint64_t kSeed = 20261127;

class RingAndGrid {
 public:
  std::vector<RoadSegment> make() {
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x)
        crossings_.push_back(
            at((x - kSide / 2.0 + shift()) * kBlockM, (y - kSide / 2.0 + shift()) * kBlockM));
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) {
        if (x + 1 < kSide) street(crossing(x, y), crossing(x + 1, y), y);
        if (y + 1 < kSide) street(crossing(x, y), crossing(x, y + 1), x);
      }
    for (const double radius_km : {4.0, 8.0, 12.0, 20.0, 30.0}) ring(radius_km * 1000);
    return std::move(roads_);
  }

 private:
  // mt19937_64 gives the same numbers everywhere; the standard's distributions do not.
  double share() { return static_cast<double>(dice_() >> 11) * 0x1p-53; }
  double shift() { return (share() - 0.5) * 0.4; }
  static LonLat at(double x, double y) {
    return LonLat::of_degrees(116.397 + x / 85'400.0, 39.909 + y / 111'030.0);
  }
  [[nodiscard]] LonLat crossing(int x, int y) const {
    return crossings_[static_cast<std::size_t>(y * kSide + x)];
  }
  void street(LonLat a, LonLat b, int line) {
    RoadSegment s{{a, b}, RoadKind::Other, true, true, {}};
    if (line % 32 == 0) {
      s.road_class = RoadKind::Primary;
    } else if (line % 8 == 0) {
      s.road_class = RoadKind::Secondary;
    } else if (line % 4 == 0) {
      s.road_class = RoadKind::Tertiary;
    } else {
      if (share() < 0.27) return;
      if (share() < 0.11) (share() < 0.5 ? s.forward : s.backward) = false;
    }
    roads_.push_back(std::move(s));
  }
  // Two carriageways; every fourth point hangs on the crossing nearest to it by a ramp.
  void ring(double radius) {
    const int points = static_cast<int>(2 * 3.14159265358979 * radius / 400);
    for (const double side : {-15.0, 15.0}) {
      const auto on = [&](int i) {
        const double a = 2 * 3.14159265358979 * (i % points) / points;
        return std::pair{(radius + side) * std::cos(a), (radius + side) * std::sin(a)};
      };
      for (int i = 0; i < points; ++i) {
        const auto [x, y] = on(i);
        const auto [u, v] = on(i + 1);
        roads_.push_back({{at(x, y), at(u, v)}, RoadKind::Trunk, side > 0, side < 0, "ring"});
        if (i % 4 != 0) continue;
        const auto near = [](double m) {
          return std::clamp(static_cast<int>(std::lround(m / kBlockM + kSide / 2.0)), 0, kSide - 1);
        };
        roads_.push_back({{at(x, y), crossing(near(x), near(y))}, RoadKind::Ramp, true, true, {}});
      }
    }
  }

  std::mt19937_64 dice_{kSeed};
  std::vector<LonLat> crossings_;
  std::vector<RoadSegment> roads_;
};

}  // namespace anxin::bench
