// The pack's districts and supervising units prepared for many questions by row: which district holds a
// point, which unit a cell names. Points on a boundary belong to the first district in the pack's order.
// Built once per intake from a Pack that must outlive it; immutable, any thread. For one point use locate()
// (data/packs/pack.hpp), which it agrees with.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/packs/pack.hpp"
#include "geo/polygon.hpp"
#include "geo/position.hpp"

namespace anxin {

class CityIndex {
 public:
  explicit CityIndex(const Pack& pack);
  CityIndex(const CityIndex&) = delete;
  CityIndex& operator=(const CityIndex&) = delete;

  [[nodiscard]] const Pack& pack() const { return pack_; }
  static constexpr int kOutside = -1;
  [[nodiscard]] int district_at(LonLat at) const;  // index into pack().districts, or kOutside
  [[nodiscard]] bool in_district(int district, LonLat at) const;
  [[nodiscard]] bool near_city(LonLat at) const;         // some district within about kNearM
  [[nodiscard]] LonLat lower() const { return lower_; }  // the box of all districts
  [[nodiscard]] LonLat upper() const { return upper_; }

  // Index into pack().supervising_units of a code, a name or a short name, with or without the city's name
  // before it.
  [[nodiscard]] std::optional<int> find_unit(std::string_view tidied) const;
  [[nodiscard]] int district_of_unit(int unit) const {
    return unit_district_[static_cast<std::size_t>(unit)];
  }  // kOutside: none
  [[nodiscard]] int unit_of_district(int district) const {
    return district_unit_[static_cast<std::size_t>(district)];
  }
  // Whether a unit without a boundary of its own may claim points of this district (大兴, 通州 and BDA).
  [[nodiscard]] bool is_contested(int district) const {
    return contested_[static_cast<std::size_t>(district)];
  }

  static constexpr double kNearM = 300;

 private:
  const Pack& pack_;
  std::vector<PreparedArea> made_;          // only where the pack was put together by hand
  const std::vector<PreparedArea>& areas_;  // the pack's, else made_
  std::map<std::string, int, std::less<>> units_;
  std::vector<int> unit_district_, district_unit_;
  std::vector<bool> contested_;
  LonLat lower_, upper_;
};

// A move of `east_m`, `north_m` metres, to a few per cent: for probes, not for answers.
[[nodiscard]] LonLat nudge(LonLat at, double east_m, double north_m);

}  // namespace anxin
