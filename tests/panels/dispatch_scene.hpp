// Incidents as a desk would publish them, made by hand: what the dispatch view is shown in tests.
#pragma once
#include <memory>
#include <string>

#include "console/desk/frame.hpp"

namespace anxin::test {

inline constexpr std::string_view kSeat = "市指挥中心 01 席";
inline constexpr std::string_view kGathering = "I-20261123-004";  // level Ⅱ, 50-99 people, four of seven sent

// One moment of the desk. put() writes it into a frame; `operations` may be changed before.
struct DispatchMoment {
  Operations operations;
  std::shared_ptr<IncidentDetail> incident;
  std::shared_ptr<Advice> advice;
  std::shared_ptr<ReachBands> reach;
  std::shared_ptr<AttainmentTable> attainment;
  std::shared_ptr<std::vector<TickerLine>> ticker;
  std::shared_ptr<CommandOutcome> outcome;
  std::shared_ptr<const RoadNet> net;  // null: roads without a stretch
  bool roads = true, exercise = false;

  // Changes one incident, one assignment.
  void edit(std::string_view id, auto&& change) {
    auto table = std::make_shared<std::map<std::string, Incident>>(*operations.incidents);
    change(table->at(std::string(id)));
    operations.incidents = table;
    published_.reset();
  }
  void edit_assignment(const std::string& id, auto&& change) {
    auto table = std::make_shared<std::map<std::string, Assignment>>(*operations.assignments);
    change(table->at(id));
    operations.assignments = table;
    published_.reset();
  }
  void clear_assignments();
  void put(Frame&) const;

 private:
  mutable std::shared_ptr<const Operations> published_;
};

// Six open incidents at 09:42:16, the gathering among them, with its advice, clocks, money and log.
[[nodiscard]] DispatchMoment dispatch_scene();
// n open incidents without units.
[[nodiscard]] DispatchMoment crowded_scene(std::size_t n, IncidentLevel level);
// The gathering new: reported, nobody has it, no plan.
void make_new(DispatchMoment&);
// What a desk shows while the view replays the gathering: five moments from 09:11 to 09:40, the present
// 09:42:16. The tables are those of the frame but for `later`, which is known only now. Nothing while it does
// not.
void put_replay(Frame&, const ViewState&, std::string_view later = {});
inline constexpr std::size_t kReplayMoments = 5;
// Characters and names of the data above.
[[nodiscard]] std::string dispatch_names();

}  // namespace anxin::test
