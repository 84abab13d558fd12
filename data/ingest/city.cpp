#include "data/ingest/city.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace anxin {

LonLat nudge(LonLat at, double east_m, double north_m) {
  constexpr double kMetresPerDegree = 111'320;
  const double shrink = std::max(0.01, std::cos(at.lat() * std::numbers::pi / 180));
  return LonLat::of_degrees(at.lon() + east_m / (kMetresPerDegree * shrink),
                            at.lat() + north_m / kMetresPerDegree);
}

CityIndex::CityIndex(const Pack& pack)
    : pack_(pack), areas_(pack.areas.size() == pack.districts.size() ? pack.areas : made_) {
  if (&areas_ == &made_)
    for (const auto& district : pack.districts) made_.emplace_back(district.shape);
  double west = 180, south = 90, east = -180, north = -90;
  for (const auto& area : areas_) {
    west = std::min(west, area.lower().lon());
    south = std::min(south, area.lower().lat());
    east = std::max(east, area.upper().lon());
    north = std::max(north, area.upper().lat());
  }
  lower_ = LonLat::of_degrees(west, south);
  upper_ = LonLat::of_degrees(east, north);
  district_unit_.assign(pack.districts.size(), kOutside);
  for (std::size_t u = 0; u < pack.supervising_units.size(); ++u) {
    const auto& unit = pack.supervising_units[u];
    for (const auto& word : {unit.code, unit.name, unit.short_name, unit.name_en})
      if (!word.empty()) units_.emplace(word, static_cast<int>(u));
    const auto holds = std::ranges::find_if(
        pack.districts, [&](const auto& d) { return unit.district && d.code == *unit.district; });
    const int d = holds == pack.districts.end() ? kOutside : static_cast<int>(holds - pack.districts.begin());
    unit_district_.push_back(d);
    if (d != kOutside) district_unit_[static_cast<std::size_t>(d)] = static_cast<int>(u);
  }
  for (const auto& district : pack.districts) {
    const auto at = locate(pack, district.label_at);
    contested_.push_back(at.district == district.code && at.candidates.size() > 1);
  }
}

int CityIndex::district_at(LonLat at) const {
  for (std::size_t d = 0; d < areas_.size(); ++d)
    if (areas_[d].contains(at)) return static_cast<int>(d);
  return kOutside;
}

bool CityIndex::in_district(int district, LonLat at) const {
  return areas_[static_cast<std::size_t>(district)].contains(at);
}

bool CityIndex::near_city(LonLat at) const {
  for (int step = 0; step < 8; ++step) {
    const double angle = step * std::numbers::pi / 4;
    if (district_at(nudge(at, kNearM * std::cos(angle), kNearM * std::sin(angle))) != kOutside) return true;
  }
  return false;
}

std::optional<int> CityIndex::find_unit(std::string_view tidied) const {
  auto found = units_.find(tidied);
  if (found == units_.end() && !pack_.city_zh.empty() && tidied.starts_with(pack_.city_zh))
    found = units_.find(tidied.substr(pack_.city_zh.size()));
  if (found == units_.end()) return std::nullopt;
  return found->second;
}

}  // namespace anxin
