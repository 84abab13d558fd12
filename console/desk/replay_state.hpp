// What the screen is shown of a replay: one moment of an incident's past, made by a job from the journal and
// published whole. Values only; any thread.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "console/desk/dispatch_state.hpp"
#include "console/desk/replay_time.hpp"

namespace anxin {

struct ReplayState {
  std::string incident;  // whose time line it is
  Instant at{};          // the moment shown
  Instant from{};        // its first moment
  Instant until{};       // the end of what can be shown: its last moment, of an open incident the present
  std::shared_ptr<const std::vector<ReplayMoment>> moments;  // at which the journal speaks of it
  // What was known at `at`, and what follows from it.
  std::shared_ptr<const Operations> operations;
  std::shared_ptr<const IncidentDetail> detail;
  std::shared_ptr<const std::vector<UnderWay>> under_way;  // null: no roads are installed
  std::shared_ptr<const AttainmentTable> attainment;
  std::shared_ptr<const std::vector<TickerLine>> ticker;
};

}  // namespace anxin
