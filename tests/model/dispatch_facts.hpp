// Facts for the tests of dispatch: a policy in numbers, one project, two units, and a short way to play
// commands. Shares nothing with decide and evolve but their types.
#pragma once
#include <gtest/gtest.h>

#include "data/model/decide.hpp"
#include "data/model/levels.hpp"
#include "tests/model/facts.hpp"

namespace anxin::test {

inline constexpr std::uint8_t kEveryModifier = (1U << kModifiers) - 1;

inline DispatchPolicy dispatch_policy() {
  DispatchPolicy p;
  p.profile = {"一", {100, 50, 30, 5}, std::nullopt, kEveryModifier};
  p.second_profile = {"二", {5000, 3000, 1000, 0}, std::array<std::int32_t, 4>{5000, 3000, 200, 0}, 0};
  for (int level = 0; level < kIncidentLevels; ++level) {
    const auto l = static_cast<IncidentLevel>(level);
    p.plans.push_back({std::string(code(l)),
                       l,
                       std::nullopt,
                       {1, static_cast<std::uint8_t>(kIncidentLevels - level - 1), 1, 1, 0, 0, 0}});
  }
  p.clocks.acknowledge_s = p.clocks.lead_dispatched_s = 60;
  p.clocks.renotify_s = 180;
  p.clocks.deputy_s = 300;
  p.clocks.next_level_s = 600;
  p.clocks.first_on_scene_urban_s = 1800;
  p.clocks.first_on_scene_rural_s = p.clocks.all_functions_s = p.clocks.report_every_s = 3600;
  p.clocks.first_report_s = p.clocks.report_every_grave_s = 1800;
  p.clocks.roll_call_s = 60;
  p.clocks.roll_call_retry_s = 120;
  p.clocks.dispute_s = 7200;
  p.duplicates = {500, 7200};
  p.spring_festival_days = p.repeat_days = 30;
  p.spring_festivals = {day(2027, 2, 6)};
  p.urban = {{"110105", true}};
  p.unit_name = {{"110105", "朝阳区"}};
  return p;
}

inline const Instant kNine = *parse_instant("2026-11-23 09:00");
inline const LonLat kSite = LonLat::of_degrees(116.48, 39.86);

inline ResponseUnit response_unit(std::string id, Function function) {
  ResponseUnit u;
  u.id = std::move(id);
  u.name = u.short_name = "队" + u.id;
  u.supervising_unit = "110105";
  u.functions = static_cast<std::uint8_t>(1U << static_cast<unsigned>(function));
  u.base = kSite;
  return u;
}

// A seat: what it is told to do is decided and, when accepted, evolved as one record.
struct Desk {
  DispatchPolicy policy = dispatch_policy();
  Operations world;
  Instant now = kNine;
  std::vector<OperationRecord> records;

  [[nodiscard]] DecideContext context() const {
    DecideContext c;
    c.policy = &policy;
    c.now = now;
    c.seat = "01";
    c.project = [](const std::string& id) -> std::optional<ProjectPlace> {
      if (id != "P-1") return std::nullopt;
      return ProjectPlace{"工地", "乡", "110105", Sector::Housing, kSite};
    };
    return c;
  }
  Result<std::vector<OperationChange>> ask(const OperationCommand& command) const {
    return decide(world, context(), command);
  }
  void keep(std::vector<OperationChange> changes) {
    records.push_back({records.size() + 1, now, "01", "", std::move(changes)});
    world = evolve(world, records.back());
  }
  void tell(const OperationCommand& command) {
    auto facts = ask(command);
    ASSERT_TRUE(facts) << facts.error().en;
    keep(std::move(*facts));
  }
};

inline ReportIncident report_of(std::int32_t persons) {
  ReportIncident c;
  c.project = "P-1";
  c.persons = persons;
  return c;
}

}  // namespace anxin::test
