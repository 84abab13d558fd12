// The figures of one project as the inspector shows them: twelve months, the seven safeguards, the funds.
// Pure; computed when the selection or the world changes. Grades and sentences come from data/model.
#pragma once
#include <array>
#include <optional>

#include "data/model/assess.hpp"

namespace anxin {

enum class PayState : std::uint8_t { NotExpected, Full, Part, Unpaid, NotDue, Unknown };
struct RibbonCell {
  int month = 0;  // month_index
  PayState state = PayState::NotExpected;
  float paid_share = 0;  // of a Part
};

struct ProjectFigures {
  std::array<RibbonCell, 12> ribbon;                   // ending with the month of as_of
  std::array<SafeguardState, kRingSafeguards> ring{};  // in the ring's order
  std::array<int, 4> ring_counts{};                    // by SafeguardState
  std::optional<Fen> due_fen, paid_fen;                // due months; absent where one of them is not known
  std::optional<Fen> balance_fen, deposit_fen;  // newest known balance; the general contractor's deposit
  int first_due = 0, last_due = 0;              // month_index; 0: no due month
};

[[nodiscard]] ProjectFigures figures_of(const Registry&, Index project, const ProjectFacts&, Day as_of);
// The day of the newest month row of a project that holds on `as_of`.
[[nodiscard]] std::optional<Day> newest_datum(const Registry&, Index project, Day as_of);

}  // namespace anxin
