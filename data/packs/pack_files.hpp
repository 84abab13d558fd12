// The files of a pack, each by a function from its text to its part of the Pack: what one file can say wrong
// by itself is refused here; what only shows between files is refused in check.cpp. `file` is the name that
// stands in an error. No I/O; any thread; any bytes may be given (fuzzed).
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "data/packs/pack.hpp"

namespace anxin::packs {

// pack.toml: what the pack is, and how much of everything it must have.
struct Manifest {
  std::string city_zh, city_en, version;
  int districts = 0, supervising_units = 0, townships = 0, member_units = 0;
  CoverageTerms coverage;
  Day plan_issued{};
  std::vector<LegalTarget> legal_targets;
  std::vector<std::string> clauses;                                              // ids in order
  int calendar_first = 0, calendar_last = 0, spring_first = 0, spring_last = 0;  // years
};

struct Calendar {
  std::vector<SpringFestival> spring_festivals;
  std::vector<CalendarDay> days;  // ascending
  int first_year = 0, last_year = 0;
};

// levels.toml, response_plans.toml, clocks.toml: the parts of a DispatchPolicy that stand in files of their
// own.
struct Levels {
  LevelProfile profile, second_profile;
  int spring_festival_days = 0, repeat_days = 0;
};
struct ResponsePlans {
  std::vector<ResponsePlan> plans;
  std::array<std::string, kSectors> offices;  // code of a member unit; "": none
  std::array<int, kSectors> office_lines{};
};
struct Clocks {
  ClockTerms terms;
  DuplicateTerms duplicates;
  std::vector<WaterfallTerm> waterfall;
};

struct Speeds {
  std::vector<RoadSpeed> rows;
  TrafficHours hours;
};

// Where the rows of a file stand, for faults that show only between files. Parallel to the rows.
using Lines = std::vector<int>;

struct Units {
  std::vector<SupervisingUnit> units;
  std::map<std::string, double> site_weight;
  Lines lines;
};

[[nodiscard]] Result<Manifest> read_manifest(std::string_view text, const std::string& file);
[[nodiscard]] Result<std::vector<District>> read_districts(std::string_view text, const std::string& file,
                                                           Lines& lines);
[[nodiscard]] Result<Units> read_units(std::string_view text, const std::string& file);
[[nodiscard]] Result<std::vector<Township>> read_townships(std::string_view text, const std::string& file);
[[nodiscard]] Result<std::vector<MemberUnit>> read_member_units(std::string_view text,
                                                                const std::string& file);
[[nodiscard]] Result<std::vector<Clause>> read_clauses(std::string_view text, const std::string& file,
                                                       Lines& lines);
[[nodiscard]] Result<RuleBook> read_rules(std::string_view text, const std::string& file);
[[nodiscard]] Result<Calendar> read_calendar(std::string_view text, const std::string& file);
[[nodiscard]] Result<Levels> read_levels(std::string_view text, const std::string& file);
[[nodiscard]] Result<ResponsePlans> read_response_plans(std::string_view text, const std::string& file);
[[nodiscard]] Result<Clocks> read_clocks(std::string_view text, const std::string& file);
[[nodiscard]] Result<Speeds> read_speeds(std::string_view text, const std::string& file);
[[nodiscard]] Result<std::vector<MapRoad>> read_roads(std::string_view text, const std::string& file);
[[nodiscard]] Result<std::vector<Place>> read_places(std::string_view text, const std::string& file);

// A smooth line through waypoints (centripetal Catmull-Rom), points about `step` apart; the waypoints
// themselves are kept. A closed line ends where it began.
[[nodiscard]] std::vector<LonLat> smooth(const std::vector<LonLat>& waypoints, bool closed, Metres step);

}  // namespace anxin::packs
