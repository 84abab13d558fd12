#include "data/demo/ground.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace anxin::demo {
namespace {

// Millionths of a degree in a metre, in thousandths, at 40 degrees north: enough for scattering.
constexpr std::int64_t kLonPerKm = 11'710, kLatPerKm = 9'007;
constexpr std::int64_t kRoadStepE6 = 5'000;  // a point every 500 m of road
constexpr int kTries = 200;
// Townships of 大兴 and 通州 in which the development area lies (DOMAIN 2: it has no boundary of its own
// here).
constexpr std::array<std::string_view, 4> kDevelopmentArea{"荣华街道", "博兴街道", "亦庄地区", "马驹桥镇"};

std::int32_t e6(double degrees) { return static_cast<std::int32_t>(std::lround(degrees * 1e6)); }

bool ends_with_any(std::string_view name) {
  return name.ends_with("街道") || name.ends_with("地区") || name.ends_with("镇") || name.ends_with("乡");
}

}  // namespace

Ground::Ground(const Pack& pack, std::uint64_t seed) {
  for (const District& district : pack.districts) {
    areas_.emplace_back(district.shape);
    Land land;
    land.district = static_cast<std::uint8_t>(lands_.size());
    land.low = {e6(areas_.back().lower().lon()), e6(areas_.back().lower().lat())};
    land.high = {e6(areas_.back().upper().lon()), e6(areas_.back().upper().lat())};
    land.label = {e6(district.label_at.lon()), e6(district.label_at.lat())};
    lands_.push_back(std::move(land));
    if (district.name == "大兴区" || district.name == "通州区")
      beside_.push_back(static_cast<std::uint8_t>(lands_.size() - 1));
  }
  for (const SupervisingUnit& unit : pack.supervising_units) {
    const auto found = std::ranges::find(pack.districts, unit.district.value_or(""), &District::code);
    const bool has_district = found != pack.districts.end();
    district_of_unit_.push_back(has_district ? static_cast<std::int32_t>(found - pack.districts.begin())
                                             : -1);
    label_of_unit_.push_back({e6(unit.label_at.lon()), e6(unit.label_at.lat())});
    if (has_district) lands_[static_cast<std::size_t>(district_of_unit_.back())].urban = unit.urban;
  }
  lay_roads(pack);
  settle_towns(pack, seed);
}

bool Ground::holds(std::size_t district, Point at) const {
  return areas_[district].contains(LonLat::of_degrees(at.lon_e6 / 1e6, at.lat_e6 / 1e6));
}

void Ground::lay_roads(const Pack& pack) {
  for (const MapRoad& road : pack.roads) {
    for (std::size_t i = 1; i < road.line.size(); ++i) {
      const Point a{e6(road.line[i - 1].lon()), e6(road.line[i - 1].lat())};
      const Point b{e6(road.line[i].lon()), e6(road.line[i].lat())};
      const std::int64_t dx = b.lon_e6 - a.lon_e6, dy = b.lat_e6 - a.lat_e6;
      const std::int64_t steps =
          std::max<std::int64_t>(1, std::max(std::abs(dx), std::abs(dy)) / kRoadStepE6);
      for (std::int64_t k = 0; k < steps; ++k) {
        const Point at{static_cast<std::int32_t>(a.lon_e6 + dx * k / steps),
                       static_cast<std::int32_t>(a.lat_e6 + dy * k / steps)};
        for (Land& land : lands_) {
          if (!holds(land.district, at)) continue;
          land.roads.push_back(at);
          break;
        }
      }
    }
  }
}

Ground::Point Ground::around(Point centre, std::int64_t deviation_m, Random& dice) const {
  const std::int64_t east = dice.bell(deviation_m), north = dice.bell(deviation_m);
  return {static_cast<std::int32_t>(centre.lon_e6 + east * kLonPerKm / 1000),
          static_cast<std::int32_t>(centre.lat_e6 + north * kLatPerKm / 1000)};
}

Ground::Point Ground::somewhere(const Land& land, Random& dice) const {
  for (;;) {  // ends: a district fills more than a tenth of its box
    const Point at{static_cast<std::int32_t>(dice.between(land.low.lon_e6, land.high.lon_e6)),
                   static_cast<std::int32_t>(dice.between(land.low.lat_e6, land.high.lat_e6))};
    if (holds(land.district, at)) return at;
  }
}

Ground::Point Ground::inside(const Land& land, Point centre, std::int64_t deviation_m, Random& dice) const {
  for (int i = 0; i < kTries; ++i) {
    const Point at = around(centre, deviation_m, dice);
    if (holds(land.district, at)) return at;
  }
  return somewhere(land, dice);
}

void Ground::settle_towns(const Pack& pack, std::uint64_t seed) {
  for (std::size_t i = 0; i < pack.townships.size(); ++i) {
    const Township& town = pack.townships[i];
    if (!ends_with_any(town.name)) continue;
    const auto home = std::ranges::find(pack.districts, town.district, &District::code);
    if (home == pack.districts.end()) continue;
    Land& land = lands_[static_cast<std::size_t>(home - pack.districts.begin())];
    Random dice = stream(seed, Stream::Ground, i);
    const std::int64_t way = dice.below(100);
    Point centre;
    if (way < 45 && !land.roads.empty()) {
      const auto pick = static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(land.roads.size())));
      centre = inside(land, land.roads[pick], land.urban ? 800 : 2'000, dice);
    } else if (way < 80) {
      centre = inside(land, land.label, land.urban ? 4'000 : 7'000, dice);
    } else {
      centre = somewhere(land, dice);
    }
    // The development area's own streets lie around its label, whatever district they are counted in.
    for (std::size_t u = 0; u < label_of_unit_.size(); ++u)
      if (district_of_unit_[u] < 0 &&
          std::ranges::find(kDevelopmentArea, std::string_view(town.name)) != kDevelopmentArea.end())
        centre = inside(land, label_of_unit_[u], 2'000, dice);
    for (const Place& place : pack.places) {
      const Point at{e6(place.at.lon()), e6(place.at.lat())};
      if (town.name.starts_with(place.name) && holds(land.district, at)) centre = at;
    }
    land.towns.push_back({static_cast<std::int32_t>(i), centre});
  }
}

Spot Ground::spot(std::size_t unit, Random& dice) const {
  if (district_of_unit_[unit] < 0 && !beside_.empty()) {
    for (int i = 0; i < kTries; ++i) {
      const Point at = around(label_of_unit_[unit], 2'300, dice);
      for (const std::uint8_t district : beside_) {
        if (!holds(district, at)) continue;
        const Land& land = lands_[district];
        std::int32_t township = -1;
        std::int64_t best = INT64_MAX;
        for (const Town& town : land.towns) {
          const std::int64_t dx = town.centre.lon_e6 - at.lon_e6, dy = town.centre.lat_e6 - at.lat_e6;
          const std::int64_t square = dx * dx + dy * dy;
          if (square < best) best = square, township = town.index;
        }
        return {at.lon_e6, at.lat_e6, district, township};
      }
    }
  }
  const std::int32_t known = district_of_unit_[unit];
  const Land& land =
      lands_[known >= 0 ? static_cast<std::size_t>(known) : (beside_.empty() ? 0 : beside_[0])];
  std::int32_t township = -1;
  Point centre = land.label;
  if (!land.towns.empty()) {
    // The smaller of two draws: the first townships of a district are its seat and the built-up part.
    const auto n = static_cast<std::int64_t>(land.towns.size());
    const Town& town = land.towns[static_cast<std::size_t>(std::min(dice.below(n), dice.below(n)))];
    township = town.index;
    centre = town.centre;
  }
  const std::int64_t way = dice.below(100);
  Point at;
  if (way < 62) {
    at = inside(land, centre, land.urban ? 1'300 : 2'200, dice);
  } else if (way < 88 && !land.roads.empty()) {
    const auto pick = static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(land.roads.size())));
    at = inside(land, land.roads[pick], 1'200, dice);
  } else {
    at = somewhere(land, dice);
  }
  return {at.lon_e6, at.lat_e6, land.district, township};
}

}  // namespace anxin::demo
