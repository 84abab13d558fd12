// What the engine works with between facts and answer: the payroll of one project read once, and a verdict
// that needs no heap. Private to this folder; the meaning of every figure stands in data/model/assess.hpp.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "data/model/assess.hpp"

namespace anxin {

// What rules and score need to know of the months, from one pass over the rows.
struct Payroll {
  std::span<const MonthFacts> months;  // read
  bool any_row = false;
  int first = 0, latest_due = 0;         // first row's month; M
  bool something_due = false;            // first <= M
  const MonthFacts* latest = nullptr;    // row of M; null when missing
  const MonthFacts* previous = nullptr;  // row of M - 1, likewise
  std::optional<Day> last_payroll;       // latest on record up to D
  bool gap_unknown = false;              // a row missing or a gap not known in [first, M]
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
  RuleBits fired_rules = 0, incomplete_rules = 0, no_record_rules = 0;
  std::array<std::int32_t, kTerms> term_milli{};
  std::int32_t score_milli = 0;
};

[[nodiscard]] std::optional<Fen> gap(const MonthFacts& m);
// M, of the months given.
[[nodiscard]] int expected_until(const ProjectFacts& facts, std::span<const MonthFacts> months, Day as_of);
// `months` are those of the facts, as they stand or stood; they outlive the answer.
[[nodiscard]] Payroll read_payroll(const ProjectFacts& facts, std::span<const MonthFacts> months, Day as_of);
[[nodiscard]] Verdict judge(const ProjectFacts& facts, const Payroll& payroll, const RuleBook& rules,
                            Day as_of);
[[nodiscard]] bool is_red(const Verdict& verdict);
void score(const ProjectFacts& facts, const Payroll& payroll, const RuleBook& rules, Verdict& verdict);

// Months of W11's run, newest first, and what ended it.
struct Untransferred {
  std::vector<int> months;
  bool unknown = false;  // a figure not known or a row missing
};
[[nodiscard]] Untransferred untransferred(const ProjectFacts& facts, const Payroll& payroll);
// Was the account there on that day? Empty: its state is not known.
[[nodiscard]] std::optional<bool> had_account(const ProjectFacts& facts, Day day);
[[nodiscard]] bool is_overdue(const OrderFacts& order, Day as_of);

// A row of the columns; `row` is a position in them.
[[nodiscard]] MonthFacts month_at_row(const MonthColumns& columns, std::size_t row);
// What read_payroll asks of a registry's project: status, pay day and months.
void read_wages(const Registry& registry, Index project, Day as_of, ProjectFacts& out);
// The facts of a registry's project into `out`, its buffers re-used: all but `months_before` and
// `other_sites_owe_since`.
void read_facts(const Registry& registry, Index project, Day as_of, ProjectFacts& out);
// The rows valid on the day, of each month the latest.
void read_months(const Registry& registry, Index project, Day as_of, std::vector<MonthFacts>& out);

}  // namespace anxin
