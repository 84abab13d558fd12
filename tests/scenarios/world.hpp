// What a scenario stands on and decide cannot invent: the policy, the projects, who is responsible where.
// Declared by the lines of the prelude; a scenario may declare more.
#pragma once
#include <map>

#include "data/model/decide.hpp"
#include "tests/scenarios/words.hpp"

namespace anxin::test {

struct ScenarioWorld {
  DispatchPolicy policy;
  std::map<std::string, ProjectPlace> projects;
  struct Area {  // a box of which somebody is responsible; the first that holds the point wins
    LonLat lower, upper;
    Responsible responsible;
  };
  std::vector<Area> areas;
  bool exercise_store = false;

  // True when the line was a declaration: supervising, area, project, profile, plan, clock, ...
  bool declare(Words& words);
  [[nodiscard]] DecideContext context(Instant now, const std::string& seat) const;
};

}  // namespace anxin::test
