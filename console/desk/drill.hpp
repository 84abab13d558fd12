// Drills (演练): a seeded scenario played against a store of its own, and how well the clocks were kept.
// Everything goes the way of a real day, Operator by Operator (decide, commit), with the simulated moments as
// "now"; whatever falls due is carried out at its moment. The same plan, pack, units and roads give the same
// journal to the byte. No path leads from here to a live store: a drill is played only in a store that is
// marked so, such a store is only ever made under a name where nothing stands, and it takes nothing but
// drills. Not a forecast: all behaviour is assumption (data/packs/drills). Thread: the one of the Store.
#pragma once
#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "console/desk/adviser.hpp"
#include "console/desk/operator.hpp"
#include "data/packs/drill_plan.hpp"

namespace anxin {

// A new store for drills. `info` says areas and pack; it is marked 演练 whatever it says, its clock starts at
// the plan's day. Refused in one sentence when anything stands under the name (a live store, a drill of
// before, a link), or when the name belongs to the files of another store (its log, head, roads).
[[nodiscard]] Result<std::unique_ptr<Store>> make_drill_store(const std::filesystem::path& file,
                                                              StoreInfo info, const DrillPlan& plan);

// How a day went. Never a mean (UX 15.18).
struct DrillScore {
  std::string name, name_en;
  Day day{};
  std::uint64_t seed = 0;
  std::array<std::size_t, kIncidentLevels> by_level{};  // of the incidents' last level
  std::size_t incidents = 0, extreme = 0, still_open = 0;
  std::vector<Attainment> clocks;
  std::size_t offers = 0, accepted = 0, declined = 0, timed_out = 0;
  std::array<std::size_t, 3> escalations{};  // notified again, deputy, next level
  std::size_t breaches = 0, roll_call_misses = 0;
  std::size_t never_complete = 0;  // incidents whose plan never stood complete on the scene
  Fen claimed_fen = 0, recovered_fen = 0;
  std::uint64_t revision = 0;  // of the journal at the end
  bool by_road = false;
};
[[nodiscard]] DrillScore score_of(std::span<const OperationRecord> records, const Operations& operations,
                                  const Pack& pack, const DrillPlan& plan);
[[nodiscard]] std::string score_text(const DrillScore& score, bool english);

// Plays the whole day. `force`: units to enroll and funds to open with, as facts of a city (others are passed
// over); they are enrolled by commands like everything else. `adviser` may be null: then units come along the
// straight line, lengthened (DrillPlan::travel). Refused when the store is not one of drills or holds
// operations already.
[[nodiscard]] Result<DrillScore> play_drill(const DrillPlan& plan, Store& store,
                                            const std::shared_ptr<const Pack>& pack,
                                            std::span<const OperationChange> force,
                                            Adviser* adviser = nullptr);

}  // namespace anxin
