// The policy of incidents and dispatch as data, read from the pack by data/packs: level profiles, response
// plans, clocks, the escalation chain, the waterfall of payment, working days. Example values are marked 示例
// in the pack. Immutable; any thread.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/model/operation_words.hpp"
#include "data/model/time.hpp"
#include "data/model/words.hpp"

namespace anxin {

// 示例-劳动口径: from how many persons on a level holds.
struct LevelProfile {
  std::string name;
  std::array<std::int32_t, kIncidentLevels> from_persons{};  // by IncidentLevel; I the largest
  std::optional<std::array<std::int32_t, kIncidentLevels>> from_persons_sensitive;  // in a sensitive area
  std::uint8_t raising_modifiers = 0;  // bit set of Modifier that raise by one in this profile
};

// Which functions must be on the scene, and how many, by level; a sector may have a plan of its own.
struct ResponsePlan {
  std::string id;
  IncidentLevel level{};
  std::optional<Sector> sector;  // empty: every sector without a plan of its own at that level
  FunctionCounts counts{};
};

struct ClockTerms {  // all in seconds, from the pack
  std::int64_t acknowledge_s = 0, lead_dispatched_s = 0;
  std::int64_t renotify_s = 0, deputy_s = 0, next_level_s = 0;  // after the offer
  std::int64_t first_on_scene_urban_s = 0, first_on_scene_rural_s = 0;
  std::int64_t all_functions_s = 0;
  std::int64_t first_report_s = 0, report_every_s = 0, report_every_grave_s = 0;  // grave: I and II
  std::int64_t roll_call_s = 0, roll_call_retry_s = 0;
  std::int64_t position_stale_s = 0;
  std::int64_t dispute_s = 0;
  int warn_permille = 0;                          // a clock warns from this share of its limit on
  std::string next_level_post, next_level_phone;  // the end of the chain
};

// One step of the payment waterfall: what it is and within how many working days it pays.
struct WaterfallTerm {
  MoneySource source{};
  int working_days = 0;
  std::string basis, basis_en;  // 《保障农民工工资支付条例》第二十九条
  std::string note, note_en;    // 银行 5 个工作日
};

struct DuplicateTerms {
  double radius_m = 0;
  std::int64_t within_s = 0;
};

// Working days of the city: Monday to Friday but for the holidays, and the days moved for them.
class WorkingDays {
 public:
  WorkingDays() = default;
  explicit WorkingDays(std::map<Day, bool> exceptions) : exceptions_(std::move(exceptions)) {}
  [[nodiscard]] bool is_working(Day day) const;
  // The n-th working day after `day`; n = 0: `day` itself, or the next working day.
  [[nodiscard]] Day after(Day day, int n) const;

 private:
  std::map<Day, bool> exceptions_;  // true: working although a weekend; false: a holiday
};

struct DispatchPolicy {
  LevelProfile profile, second_profile;
  std::vector<ResponsePlan> plans;
  ClockTerms clocks;
  std::vector<WaterfallTerm> waterfall;  // in the order of payment
  DuplicateTerms duplicates;
  int spring_festival_days = 0;  // Modifier::NearSpringFestival
  int repeat_days = 0;           // Modifier::RepeatAtSite
  std::vector<Day> spring_festivals;
  WorkingDays working_days;
  std::map<std::string, bool> urban;             // supervising unit: 城六区
  std::map<std::string, std::string> unit_name;  // supervising unit: its name
};

}  // namespace anxin
