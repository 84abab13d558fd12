// Why a project is red: rules W1, W4, W7, W10, W15 evaluated over one project's facts as of a day, the grade,
// the score and its terms, and the smallest act that would make it milder. Pure: no clock, no I/O; any
// thread. Source of every rule: DOMAIN 5. Integers throughout, division truncates: tests/model/twins/*.sql
// compute the same values from the store's raw tables. Range: money 0 to 10^15 fen, heads >= 0, sums below
// 2^63 / 1000.
//
// Days and months. The pay date of month m is the agreed pay day in m + 1 (clamped to that month's length;
// its last day when no pay day is agreed, and then W1, W4 and W7 are also incomplete). A month is *due* on
// day D when its pay date < D. M is the latest due month; for a finished project no later than its last row.
// Months before the first known row are not expected; a row missing between the first row and M is missing
// data. No row at all: W1, W4, W7 incomplete. M before the first row: nothing is due, they neither fire nor
// lack anything (but for the pay day).
//   gap(m) = max(0, due - paid); 0 when due = 0; not known when either figure is not known
//   age of the oldest arrears, pay date p: n = whole months with p + n months <= D (add_months: clamped);
//   age_tenths = 10 n + 10 (D - (p + n months)) / ((p + (n + 1) months) - (p + n months))
//
// W1 red: attended(M) > 0 and no payroll in [first day of M, D].
//     There was one when any row's last_payroll lies there, or when row M has no last_payroll and paid(M) > 0
//     (wages of M are not paid before M). It is not known when row M has neither last_payroll nor paid.
//     Incomplete: no payroll shown, and attended(M) not known or > 0 with payroll not known. Rows of other
//     months can show a payroll, never make W1 incomplete.
// W4 red: (attended(M) - paid_heads(M)) * 1000 > w4_permille * attended(M); attended(M) = 0 never fires.
//     Incomplete: attended(M) not known, or > 0 and paid_heads(M) not known.
// W7: p = pay date of the oldest due month with gap > 0. Yellow; orange when D > p + w7_orange_months; red
//     when D > p + w7_red_months: yellow begins the day after p, orange the day after p + 1 month.
//     Incomplete: a gap in [first row, M] not known, or a row missing there.
// W10 yellow: active project, notice_board = no. Incomplete: unknown.
// W15 orange: active project, dedicated_account = no or the general contractor's wage_deposit = no.
//     Incomplete: either unknown.
// Colours of W1, W4, W10, W15 are the rule book's. A rule not in the book neither fires nor lacks data.
// Grade: gravest colour fired (red D, orange C, yellow B); none fired: A when nothing was incomplete, else
// Unknown.
//
// Score: term_milli = weight * permille, permille in 0..1000:
//     ArrearsAge         min(1000, age_tenths * 1000 / (10 * age_cap_months))
//     ArrearsAmount      min(1000, arrears_fen * 1000 / (average * amount_cap_months)); average 0: 1000
//                        arrears_fen = sum of gap over months <= M
//                        average = sum / count of due_fen over months <= M with due_fen > 0
//     UnpaidHeads        max(0, attended - paid_heads) * 1000 / attended of M; 0 when not known or 0 attended
//     MissingSafeguards  active project: how many of account, deposit, board are "no", * 1000 / 3
//     MissingData        how many rules are incomplete, * 1000 / 5
//
// Acts. A counterfactual changes the facts as follows and lets the engine assess them again on the same day.
// PayArrears m..n: every known gap of months m to n is paid on D: paid = due, paid_heads = attended where
//     known, last_payroll = D. m and n are months with arrears. Costs the gaps.
// OpenAccount, HangBoard: "no" becomes "yes". Cost 0.
// LodgeDeposit: "no" becomes "yes". Costs contract_fen * deposit_permille / 1000 rounded up, not known
//     without a contract sum.
// DeliverFeed: cost 0; offered when a rule is incomplete. Whatever the rules lacked arrives and shows the
//     best case: each month from the first row to M (M alone without rows) that lacks due or paid was paid in
//     full as due on its pay date (the figure known, else 0), unknown heads equal the known figure (else 0),
//     unknown safeguards are "yes", the pay day is agreed as assumed. Known figures stay: nothing is hidden.
// All single acts are tried; only when none helps, all pairs. Smallest: fewest fen (cost not known ranks
// last), then fewest acts, then ActKind in its order, first_month, last_month. Where paying everything would
// leave the grade Unknown, paying part of it may be the smallest pair: what is known to be owed then still
// fires, and the figure says so.
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
  // W1: days up to D without payroll, since the latest one (none on record: since the first row's month
  // began), beyond the days since M began. W4: share 0-1. W7: months of age, beyond 0, orange or red months.
  // W10, W15: count missing, beyond 0.
  double datum = 0;
  std::string_view datum_unit;  // "days", "share", "months", "missing"
  double threshold = 0;         // the limit that the datum is beyond, in the datum's unit
  Day datum_date{};             // of the newest row it rests on; as_of for safeguards
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
  std::vector<Act> acts;  // one, or the smallest pair; empty when grade is A or nothing in the list helps
                          // (`after` = as is)
  std::optional<Fen> cost_fen;
  Assessment after;  // the engine's own answer on the changed facts
};

[[nodiscard]] Day pay_date(int month, std::optional<int> pay_day);
[[nodiscard]] int latest_due_month(std::optional<int> pay_day,
                                   Day as_of);  // the last month with pay_date < as_of
// D > C > B > A. From Unknown only A is milder; Unknown is milder than nothing.
[[nodiscard]] bool is_milder(Grade after, Grade before);
[[nodiscard]] Assessment assess(const ProjectFacts& facts, const RuleBook& rules, Day as_of);
[[nodiscard]] ProjectFacts apply(ProjectFacts facts, std::span<const Act> acts, Day as_of);
[[nodiscard]] Counterfactual counterfactual(const ProjectFacts& facts, const RuleBook& rules, Day as_of);
[[nodiscard]] ProjectFacts facts_of(const Registry& registry, Index project, Day as_of);

// Every project's grade at once, as columns; equal to assess() of each. O(project-months), no heap per
// project. `months` null in the registry: every W1, W4, W7 incomplete.
struct RiskTable {
  Day as_of{};
  std::string rules_digest;
  std::uint64_t revision = 0;
  std::vector<Grade> grade;
  std::vector<std::uint8_t> incomplete;  // 0/1
  std::vector<std::int32_t> score_milli;
  std::vector<Fen> arrears_fen;
  std::vector<std::int16_t> age_tenths;
  std::vector<std::uint8_t> rules;  // bit RuleId: fired
};
[[nodiscard]] RiskTable assess_all(const Registry& registry, const RuleBook& rules, Day as_of);

}  // namespace anxin
