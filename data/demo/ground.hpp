// Where sites stand: inside the real polygon of their district, denser around townships, named places, ring
// roads and radials than in between. The pack has no township geometry: a township gets a centre of its own
// in the city's plan, drawn once per seed near a road or the district's label, so that its sites lie
// together; it is not the real township's place.
#pragma once
#include <cstdint>
#include <vector>

#include "data/demo/random.hpp"
#include "data/packs/pack.hpp"

namespace anxin::demo {

struct Spot {
  std::int32_t lon_e6 = 0, lat_e6 = 0;
  std::uint8_t district = 0;
  std::int32_t township = -1;
};

class Ground {
 public:
  Ground(const Pack& pack, std::uint64_t seed);
  // A position in the unit's district (BDA: in 大兴 or 通州, within 8 km of its label) and a township of that
  // district.
  [[nodiscard]] Spot spot(std::size_t unit, Random& dice) const;

 private:
  struct Point {
    std::int32_t lon_e6, lat_e6;
  };
  struct Town {
    std::int32_t index;
    Point centre;
  };
  struct Land {
    std::uint8_t district = 0;
    bool urban = false;
    Point low{}, high{}, label{};
    std::vector<Point> roads;
    std::vector<Town> towns;
  };
  [[nodiscard]] bool holds(std::size_t district, Point at) const;
  [[nodiscard]] Point around(Point centre, std::int64_t deviation_m, Random& dice) const;
  [[nodiscard]] Point somewhere(const Land& land, Random& dice) const;
  [[nodiscard]] Point inside(const Land& land, Point centre, std::int64_t deviation_m, Random& dice) const;
  void settle_towns(const Pack& pack, std::uint64_t seed);
  void lay_roads(const Pack& pack);

  std::vector<PreparedArea> areas_;             // by district
  std::vector<Land> lands_;                     // by district
  std::vector<std::int32_t> district_of_unit_;  // -1: BDA
  std::vector<Point> label_of_unit_;
  std::vector<std::uint8_t> beside_;  // districts that hold the units without one
};

}  // namespace anxin::demo
