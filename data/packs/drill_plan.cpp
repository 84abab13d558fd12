#include "data/packs/drill_plan.hpp"

#include <fstream>
#include <iterator>

#include "data/packs/fields.hpp"

namespace anxin {
namespace {

using packs::Faults;
using packs::Fields;
using packs::Value;

constexpr std::int64_t kLongestS = 86'400;

int permille(Fields& f, std::string_view name) { return static_cast<int>(f.integer(name, 0, 1000)); }

// Two fields STEM_low_UNIT and STEM_high_UNIT, in order.
DrillRange range(Fields& f, const std::string& stem, const std::string& unit, std::int64_t least,
                 std::int64_t most) {
  const std::string low = stem + "_low_" + unit, high = stem + "_high_" + unit;
  const DrillRange r{f.integer(low, least, most), f.integer(high, least, most)};
  if (r.high < r.low) f.refuse(high, "不得小于下限", "must not be below the low end");
  return r;
}

DrillRange seconds(Fields& f, const std::string& stem) { return range(f, stem, "s", 0, kLongestS); }

void read_persons(Fields& top, Faults& faults, DrillPlan& plan) {
  for (const Value& row : top.list("persons")) {
    Fields f(row, "persons", faults);
    DrillPlan::Band band;
    band.heads = {f.integer("low", 1, 100'000), f.integer("high", 1, 100'000)};
    band.weight = f.integer("weight", 1, 1'000'000);
    if (band.heads.high < band.heads.low) f.refuse("high", "不得小于下限", "must not be below the low end");
    f.done();
    plan.persons.push_back(band);
  }
  if (plan.persons.empty()) top.refuse("persons", "至少一档", "needs at least one band");
}

void read_behaviour(Fields& top, Faults& faults, DrillPlan& plan) {
  Fields acts(top.table("acts"), "acts", faults);
  plan.acts = {permille(acts, "extreme_permille"), permille(acts, "several_employers_permille"),
               permille(acts, "blocked_road_permille"), permille(acts, "grows_permille"),
               range(acts, "claim", "yuan", 1, 10'000'000)};
  acts.done();
  Fields units(top.table("units"), "units", faults);
  plan.units.accept_s = seconds(units, "accept");
  plan.units.leave_s = seconds(units, "leave");
  plan.units.travel_permille = range(units, "travel", "permille", 100, 10'000);
  plan.units.decline_permille = permille(units, "decline_permille");
  plan.units.silent_permille = permille(units, "silent_permille");
  plan.units.roll_call_miss_permille = permille(units, "roll_call_miss_permille");
  if (plan.units.decline_permille + plan.units.silent_permille > 1000)
    units.refuse("silent_permille", "与拒单合计不得超过 1000",
                 "with those that decline must not exceed 1,000");
  units.done();
}

void read_desk_and_scene(Fields& top, Faults& faults, DrillPlan& plan) {
  Fields desk(top.table("desk"), "desk", faults);
  plan.desk.seats = static_cast<int>(desk.integer("seats", 1, 100));
  plan.desk.claim_s = seconds(desk, "claim");
  plan.desk.confirm_s = seconds(desk, "confirm");
  plan.desk.dispatch_s = seconds(desk, "dispatch");
  plan.desk.redispatch_s = desk.integer("redispatch_s", 1, kLongestS);
  desk.done();
  Fields scene(top.table("scene"), "scene", faults);
  plan.scene.first_report_s = seconds(scene, "first_report");
  plan.scene.report_slack_s = range(scene, "report_slack", "s", -kLongestS, kLongestS);
  plan.scene.roll_call_after_s = scene.integer("roll_call_after_s", 0, kLongestS);
  plan.scene.resolve_s = seconds(scene, "resolve");
  plan.scene.close_s = seconds(scene, "close");
  plan.scene.paid_permille = permille(scene, "paid_permille");
  scene.done();
  Fields travel(top.table("travel"), "travel", faults);
  plan.travel.detour_permille = static_cast<int>(travel.integer("detour_permille", 1000, 5000));
  plan.travel.kmh = travel.number("kmh", 1, 150);
  travel.done();
}

}  // namespace

Result<DrillPlan> read_drill(std::string_view text, const std::string& file) {
  const Result<Value> parsed = packs::parse_toml(text, file);
  if (!parsed) return std::unexpected(parsed.error());
  Faults faults(file);
  Fields top(*parsed, "", faults);
  DrillPlan plan;
  plan.name = top.text("name");
  plan.name_en = top.text("name_en");
  plan.seed = static_cast<std::uint64_t>(top.integer("seed", 0, INT64_MAX));
  plan.day = top.day("day");
  plan.from_minute = static_cast<std::int32_t>(top.integer("from_minute", 0, 1439));
  plan.to_minute = static_cast<std::int32_t>(top.integer("to_minute", 1, 1440));
  if (plan.to_minute <= plan.from_minute)
    top.refuse("to_minute", "应晚于 from_minute", "must be after from_minute");
  plan.incidents = static_cast<std::int32_t>(top.integer("incidents", 1, 900));
  read_persons(top, faults, plan);
  read_behaviour(top, faults, plan);
  read_desk_and_scene(top, faults, plan);
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  return plan;
}

Result<DrillPlan> load_drill(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::error_code ignored;
  if (!in || std::filesystem::is_directory(file, ignored)) {
    return fail(ErrorCode::NotFound, "找不到演练脚本 " + file.string() + "。",
                "There is no drill " + file.string() + ".");
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return read_drill(text, file.filename().string());
}

}  // namespace anxin
