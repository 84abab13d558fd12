// Why a project is red: rules W1, W4, W7, W10, W15 evaluated over one project's facts as of a day, the grade, the score and
// its terms, and the smallest act that would make it milder. Pure: no clock, no I/O; any thread. Source of every rule: DOMAIN 5.
//
// The pay date of month m is the agreed pay day in m + 1 (clamped to that month's length; its last day when no pay day is
// agreed, and then W1, W4 and W7 are also `incomplete`). A month is *due* on day D when its pay date < D. Let M be the
// latest due month. Months before the first known row are not expected; a row missing between the first row and M is missing data.
//   W1  red     attended(M) > 0 and no payroll dated in [first day of M, D] (latest last_payroll over all rows; a row with
//               paid 0 and no last_payroll says "none"; paid unknown says "unknown")
//   W4  red     (attended(M) - paid_heads(M)) * 1000 > w4_permille * attended(M)
//   W7          oldest due month with due > paid: yellow; orange when D > pay date + 1 month; red when D > pay date + 2 months
//   W10 yellow  active project, notice_board = no            (unknown: incomplete)
//   W15 orange  active project, dedicated_account = no or the general contractor's wage_deposit = no   (unknown: incomplete)
// Grade: gravest colour fired (red D, orange C, yellow B); none fired: A when nothing was incomplete, else Unknown.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/model/registry.hpp"
#include "data/model/rules.hpp"

namespace anxin {

// One month as known and valid on the day asked for.
struct MonthFacts {
  int month = 0;  // month_index
  std::optional<std::int32_t> attended, paid_heads;
  std::optional<Fen> due_fen, paid_fen;
  std::optional<Day> last_payroll;
  Day valid_from{};
};

struct ProjectFacts {
  ProjectStatus status = ProjectStatus::Active;
  std::optional<int> pay_day;
  std::vector<MonthFacts> months;  // ascending, one a month, only rows with valid_from <= as_of
  SafeguardState dedicated_account = SafeguardState::Unknown;
  SafeguardState wage_deposit = SafeguardState::Unknown;  // the general contractor's
  SafeguardState notice_board = SafeguardState::Unknown;
  std::optional<Fen> contract_fen;
};

struct Fired {
  RuleId rule{};
  Colour colour = Colour::None;
  double datum = 0;           // W1 days since the last payroll (or since M began), W4 share 0-1, W7 months, W10/W15 count missing
  std::string_view datum_unit;  // "days", "share", "months", "missing"
  double threshold = 0;       // the limit the datum is beyond, in the datum's unit
  Day datum_date{};           // of the newest row it rests on; as_of for safeguards
};

struct Assessment {
  Grade grade = Grade::Unknown;
  bool incomplete = false;
  std::vector<Fired> fired;                       // gravest first, then by rule id
  std::array<std::int32_t, kTerms> term_milli{};  // thousandths of a point, floor of exact integer arithmetic
  std::int32_t score_milli = 0;                   // sum, 0..100000
  Fen arrears_fen = 0;                            // over due months with known figures
  int arrears_months = 0;                         // how many months have arrears
  int age_tenths = 0;                             // age of the oldest arrears in tenths of a month, truncated
  std::uint8_t incomplete_rules = 0;              // bit RuleId
};

struct Act {
  ActKind kind{};
  int first_month = 0, last_month = 0;  // PayArrears, month_index
  std::optional<Fen> cost_fen;          // absent: cannot be computed from what is known
};

struct Counterfactual {
  std::vector<Act> acts;     // one, or the smallest pair; empty when grade is A or nothing in the list helps
  std::optional<Fen> cost_fen;
  Assessment after;          // the engine's own answer on the changed facts
};

[[nodiscard]] Day pay_date(int month, std::optional<int> pay_day);
[[nodiscard]] Assessment assess(const ProjectFacts& facts, const RuleBook& rules, Day as_of);
[[nodiscard]] ProjectFacts apply(ProjectFacts facts, std::span<const Act> acts, Day as_of);
[[nodiscard]] Counterfactual counterfactual(const ProjectFacts& facts, const RuleBook& rules, Day as_of);
[[nodiscard]] ProjectFacts facts_of(const Registry& registry, Index project, Day as_of);

// Every project's grade at once, as columns. O(project-months). `months` null in the registry: every W1, W4, W7 incomplete.
struct RiskTable {
  Day as_of{};
  std::string rules_digest;
  std::uint64_t revision = 0;
  std::vector<Grade> grade;
  std::vector<std::uint8_t> incomplete;     // 0/1
  std::vector<std::int32_t> score_milli;
  std::vector<Fen> arrears_fen;
  std::vector<std::int16_t> age_tenths;
  std::vector<std::uint8_t> rules;          // bit RuleId: fired
};
[[nodiscard]] RiskTable assess_all(const Registry& registry, const RuleBook& rules, Day as_of);

}  // namespace anxin
