// A drill as data (data/packs/drills): how many incidents, how large, how units and desk behave. All of it is
// assumption, marked 示例. Immutable after load; any thread. Every error names file, line and field.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/time.hpp"
#include "geo/error.hpp"

namespace anxin {

struct DrillRange {
  std::int64_t low = 0, high = 0;  // closed
};

struct DrillPlan {
  std::string name, name_en;
  std::uint64_t seed = 0;
  Day day{};
  std::int32_t from_minute = 0, to_minute = 0;  // of the day in Beijing: when reports come in
  std::int32_t incidents = 0;
  struct Band {
    DrillRange heads;
    std::int64_t weight = 0;
  };
  std::vector<Band> persons;
  struct Acts {
    int extreme_permille = 0, several_employers_permille = 0, blocked_road_permille = 0, grows_permille = 0;
    DrillRange claim_yuan;  // a person
  } acts;
  struct Units {
    DrillRange accept_s, leave_s, travel_permille;
    int decline_permille = 0, silent_permille = 0, roll_call_miss_permille = 0;
  } units;
  struct Desk {
    int seats = 1;
    DrillRange claim_s, confirm_s, dispatch_s;
    std::int64_t redispatch_s = 0;
  } desk;
  struct Scene {
    DrillRange first_report_s, report_slack_s, resolve_s, close_s;
    std::int64_t roll_call_after_s = 0;
    int paid_permille = 0;
  } scene;
  struct Travel {  // without roads
    int detour_permille = 1000;
    double kmh = 30;
  } travel;
};

// NotFound when there is no such file; BadInput for what is wrong in it.
[[nodiscard]] Result<DrillPlan> load_drill(const std::filesystem::path& file);
[[nodiscard]] Result<DrillPlan> read_drill(std::string_view text, const std::string& file);

}  // namespace anxin
