// What the rows of a simulated city say about arrears: the quantities of the statement in
// data/demo/README.md, S1 to S6, counted from rows only, without a look at the model that made them.
#pragma once
#include <array>
#include <string>

#include "data/model/rows.hpp"
#include "data/packs/pack.hpp"

namespace anxin::test {

struct ArrearsFacts {
  double prevalence = 0;                // S1
  double persistence = 0;               // S2
  double contractor_odds = 0;           // S3
  double festival_rise = 0;             // S4
  double top_five_share = 0;            // S5
  double district_gini = 0;             // S6
  std::size_t counted = 0, spells = 0;  // project-months behind S1, and those in arrears behind S2
};
[[nodiscard]] ArrearsFacts arrears_facts(const Batch& batch, const Pack& pack, Day anchor);

}  // namespace anxin::test
