// Jurisdiction of a point.
#include <algorithm>

#include "data/packs/pack.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

bool in_box(const PreparedArea& area, LonLat at) {
  return at.lon() >= area.lower().lon() && at.lon() <= area.upper().lon() && at.lat() >= area.lower().lat() &&
         at.lat() <= area.upper().lat();
}

const District* district_at(const Pack& pack, LonLat at) {
  for (std::size_t i = 0; i < pack.districts.size(); ++i) {
    if (i < pack.areas.size()) {
      if (in_box(pack.areas[i], at) && pack.areas[i].contains(at)) return &pack.districts[i];
    } else if (PreparedArea(pack.districts[i].shape).contains(at)) {  // a pack put together by hand
      return &pack.districts[i];
    }
  }
  return nullptr;
}

}  // namespace

Jurisdiction locate(const Pack& pack, LonLat at) {
  const auto* district = at.is_valid() ? district_at(pack, at) : nullptr;
  return jurisdiction_of(pack, district ? district->code : std::string());
}

Jurisdiction jurisdiction_of(const Pack& pack, const std::string& district_code) {
  Jurisdiction out;
  out.rule = "outside";
  const auto district = std::ranges::find(pack.districts, district_code, &District::code);
  if (district == pack.districts.end()) return out;
  out.district = district->code;
  out.district_name = district->name;
  out.rule = "district_polygon";
  for (const auto& unit : pack.supervising_units) {
    if (unit.district == district->code) {
      out.supervising_unit = unit.code;
      out.supervising_unit_name = unit.name;
      out.candidates.insert(out.candidates.begin(), unit.code);
    } else if (std::ranges::find(unit.may_lie_in, district->code) != unit.may_lie_in.end()) {
      out.candidates.push_back(unit.code);
      out.rule = lower_ascii(unit.code) + "_boundary_not_installed";
    }
  }
  return out;
}

const MemberUnit* find_member_unit(const Pack& pack, std::string_view word) {
  const auto named = [&](const MemberUnit& unit) {
    return word == unit.code || word == unit.name || word == unit.today ||
           std::ranges::find(unit.aliases, word) != unit.aliases.end();
  };
  const auto found = std::ranges::find_if(pack.member_units, named);
  return word.empty() || found == pack.member_units.end() ? nullptr : &*found;
}

}  // namespace anxin
