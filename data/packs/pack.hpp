// What is Beijing and policy, not code: read whole from a folder (data/packs/beijing), validated as a whole,
// immutable after. Every error names file, line and field. Geometry is CGCS2000 (EPSG:4490). Any thread.
#pragma once
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/clauses.hpp"
#include "data/model/dispatch_policy.hpp"
#include "data/model/rules.hpp"
#include "data/model/time.hpp"
#include "geo/error.hpp"
#include "geo/polygon.hpp"
#include "geo/position.hpp"

namespace anxin {

struct District {
  std::string code;     // 110105
  std::string name;     // 朝阳区
  std::string name_en;  // Chaoyang
  MultiPolygon shape;   // valid, no overlaps with the others
  LonLat label_at;      // shipped anchor, not a centroid
};

struct SupervisingUnit {
  std::string code, name, name_en, short_name;
  std::optional<std::string> district;  // GB/T 2260 code; absent for BDA
  LonLat label_at;
  bool urban = false;  // 城六区
  std::vector<std::string>
      may_lie_in;  // without a boundary: the district codes in which it may lie (BDA: 通州, 大兴)
};

struct Township {
  std::string code, name, district;
};

enum class RoadClass : std::uint8_t { Motorway, Trunk, Primary };
struct MapRoad {     // ring roads and radials, for the map
  std::string name;  // 二环路
  RoadClass road_class{};
  std::vector<LonLat> line;
};

struct Place {
  std::string name;
  LonLat at;
};  // known places of the city (to about 50 m), for judging an import's datum

// A safeguard that the law asks of everybody without the plan naming a share or a day.
struct LegalTarget {
  Safeguard safeguard{};
  int permille = 1000;
  std::string basis;  // 《保障农民工工资支付条例》第三十四条
};

struct MemberUnit {
  std::string code, name;            // 市工商管理局, as the plan names it
  std::vector<std::string> aliases;  // other spellings, unique over all units
  std::string today;                 // its successor; empty when unchanged
  bool member = true;                // false: the group's own office
};

struct SpringFestival {
  int year;
  Day day;
};
struct CalendarDay {
  Day day;
  bool workday;
  std::string name;
};  // holidays (false) and 调休 workdays (true)
struct RoadSpeed {
  std::string road_class;  // a code of RoadKind (geo/route)
  double kmh, peak_factor, night_factor;
};
// When the profiles hold: minutes after midnight in Beijing, from included, to excluded; over midnight when
// from > to.
struct TrafficHours {
  struct Span {
    int from = 0, to = 0;
  };
  Span morning_peak, evening_peak, night;
};

struct Pack {
  std::string city_zh, city_en, version;
  std::vector<District> districts;                 // 16, ascending code
  std::vector<SupervisingUnit> supervising_units;  // 17, districts' order then BDA
  std::vector<Township> townships;
  std::vector<MapRoad> roads;
  std::vector<Place> places;
  std::vector<Clause> clauses;  // 33
  ClauseTerms clause_terms;
  std::vector<MemberUnit> member_units;
  RuleBook rules;
  CoverageTerms coverage;
  std::vector<LegalTarget> legal_targets;
  std::vector<SpringFestival> spring_festivals;  // 2015-2035
  std::vector<CalendarDay> calendar;             // 2017-2026
  DispatchPolicy dispatch;                       // with the calendar, the units' names, and which are urban
  std::array<std::string, kSectors>
      sector_office;              // member unit that fills 行业 at works of a sector; "": none
  std::vector<RoadSpeed> speeds;  // one for every RoadKind
  TrafficHours traffic_hours;
  std::map<std::string, double>
      site_weight;                  // supervising unit code -> construction sites 2018-09 (a weight)
  std::vector<PreparedArea> areas;  // of `districts`, in their order; made by load_pack
};

// Reads every file of the folder and validates them together; the first fault found refuses the pack
// (BadInput).
[[nodiscard]] Result<Pack> load_pack(const std::filesystem::path& folder);
// The folder named, else $ANXIN_PACK, else data/packs/beijing in the executable's folder or one above it,
// else
// ../share/anxin/packs/beijing beside it. NotFound when that folder has no pack.toml.
[[nodiscard]] Result<std::filesystem::path> find_pack(const std::optional<std::filesystem::path>& named);

// By its code, its name, today's name or another spelling; null: none.
[[nodiscard]] const MemberUnit* find_member_unit(const Pack& pack, std::string_view word);

// Jurisdiction of a point by polygon: microseconds. `rule` is "district_polygon",
// "bda_boundary_not_installed" (point in 大兴 or 通州: the district, both candidates) or "outside" (all else
// empty). A point on a common border answers the lower code.
struct Jurisdiction {
  std::string district, district_name, supervising_unit, supervising_unit_name, rule;
  std::vector<std::string> candidates;
};
[[nodiscard]] Jurisdiction locate(const Pack& pack, LonLat at);
// The same for a point whose district is known already (from the store's SQL); empty: outside.
[[nodiscard]] Jurisdiction jurisdiction_of(const Pack& pack, const std::string& district_code);

}  // namespace anxin
