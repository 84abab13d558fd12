// What the engine works with between facts and answer: the payroll of one project read once, and a verdict
// that needs no heap. Private to this folder; the meaning of every figure stands in data/model/assess.hpp.
#pragma once
#include <array>
#include <span>

#include "data/model/assess.hpp"

namespace anxin {

// What rules and score need to know of the months, from one pass over the rows.
struct Payroll {
  bool any_row = false;
  int first = 0, latest_due = 0;       // first row's month; M
  bool something_due = false;          // first <= M
  const MonthFacts* latest = nullptr;  // row of M; null when missing
  std::optional<Day> last_payroll;     // latest on record up to D
  bool gap_unknown = false;            // a row missing or a gap not known in [first, M]
  const MonthFacts* oldest_arrears = nullptr;
  Day newest_arrears_row{};  // latest valid_from of the rows with arrears
  int arrears_months = 0;
  Fen arrears_fen = 0, due_sum_fen = 0;  // over months <= M
  int due_count = 0;                     // months with due_fen > 0
  Day oldest_pay_date{};                 // with oldest_arrears
  int age_tenths = 0;
};

struct Verdict {
  Grade grade = Grade::Unknown;
  std::array<Fired, kRules> fired{};  // in the rule book's order
  int fired_count = 0;
  std::uint8_t fired_rules = 0, incomplete_rules = 0;  // bit RuleId
  std::array<std::int32_t, kTerms> term_milli{};
  std::int32_t score_milli = 0;
};

[[nodiscard]] std::optional<Fen> gap(const MonthFacts& m);
[[nodiscard]] int expected_until(const ProjectFacts& facts, Day as_of);  // M
[[nodiscard]] Payroll read_payroll(const ProjectFacts& facts, Day as_of);
[[nodiscard]] Verdict judge(const ProjectFacts& facts, const Payroll& payroll, const RuleBook& rules,
                            Day as_of);
void score(const ProjectFacts& facts, const Payroll& payroll, const RuleBook& rules, Verdict& verdict);

// The facts of a registry's project into `out`, its buffer re-used.
void read_facts(const Registry& registry, Index project, Day as_of, ProjectFacts& out);

}  // namespace anxin
