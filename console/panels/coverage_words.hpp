// What the coverage view says of a safeguard: its name, its target in the plan's words and as numbers, who
// leads, what it is counted over. Pure but for the words of the interface. Any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/desk/frame.hpp"
#include "console/panels/lang.hpp"

namespace anxin {

[[nodiscard]] std::string_view safeguard_key(Safeguard);     // "safeguard.real_name"
[[nodiscard]] std::string_view state_key(SafeguardState);    // "state.no"
[[nodiscard]] std::string_view counted_over_key(Safeguard);  // "over.projects", "over.enterprises"

// What the plan, or else the law, asks of a safeguard.
struct SafeguardTarget {
  const Clause* clause = nullptr;    // the clause that says most of it; null: the law alone, or nobody
  const LegalTarget* law = nullptr;  // when no clause says a share
  std::vector<TargetStep> steps;     // of that clause, for this safeguard
  int permille = 0;                  // toward which `as_of` works; 0: none
  bool basic = false;
  std::optional<Day> by;  // of that step
};
// The pointers are into the pack.
[[nodiscard]] SafeguardTarget target_of(const Pack&, Safeguard, Day as_of);
// 70% → 基本全覆盖; 《条例》第三十四条; empty without a target.
[[nodiscard]] std::string target_text(Lang, const SafeguardTarget&);
// The same for a narrow row: 30% → 60% → 基本全覆盖, 条例第三十四条, or the last step alone; may still be too
// wide.
[[nodiscard]] std::string short_target_text(Lang, const SafeguardTarget&);
[[nodiscard]] std::string last_step_text(Lang,
                                         const SafeguardTarget&);  // the shortest; empty where a law sets it
// 牵头 市住房城乡建设委; the plan's silence said as such; empty for the law.
[[nodiscard]] std::string lead_text(Lang, const Pack&, const SafeguardTarget&);
// 差 2.2 个百分点, 已达目标; empty over nobody or without a target.
// brief: for a row without room for the noun.
[[nodiscard]] std::string gap_text(Lang, const CoverageCell&, int permille, bool brief = false);

}  // namespace anxin
