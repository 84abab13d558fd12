// Why a project is red: the fourteen rules of DOMAIN 5 evaluated over one project's facts as of a day, the
// grade, the score and its terms, and the smallest act that would make it milder. Pure: no clock, no I/O; any
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
// W3 yellow: paid_heads(M) < attended(M). Incomplete: as W4.
// W13 orange [ex]: either of
//     cover: due(M) > 0, the account was there (below) on M's pay date, and (balance(M) + paid(M)) * 1000 <
//       w13_cover_permille * due(M). Rows hold the balance after the payroll; with what was paid it is what
//       the account had for M.
//     rate: due > 0 and paid * 1000 < w13_paid_permille * due in both M and M - 1.
//     Incomplete: it does not fire, and: no row or pay day; or row M missing, or due(M) not known; or due(M)
//     > 0 and (the account's state is unknown, or it was there on M's pay date, and balance(M) or paid(M) not
//     known); or of M and M - 1 (>= first row) one rate is not known and the other below or not known.
// W11 orange: account "yes" or unknown only. The run: from M back to the first row, while the account was
//     there on the month's pay date, months with due > 0 and inflow = 0; months with due = 0 are passed over;
//     inflow > 0 ends it. Fires when D > p + w11_months, p the pay date of the run's oldest month.
//     Incomplete: account unknown; or no row or pay day; or a month whose row is missing, or whose due, or
//     with due > 0 whose inflow, is not known ended the run before it fired.
//     The account was there on a day: it is "yes" on D and has been since that day or before (account_since).
// W9 red: an order issued <= D with due < D and not closed on D (closed > D or open).
// W14 red [ex]: persons of complaints with D - w14_days < received <= D, added up, >= w14_persons. Closing a
//     complaint takes nothing away.
// W16 orange [ex], project not finished: the general contractor is blacklisted on D; or at w16_sites other
//     sites of it, of whatever status, the oldest arrears are older than w16_months (D > p + w16_months).
//     Incomplete: contractor not known. What other sites lack is shown at those sites, not here.
// W17 orange: unlicensed project, not finished.
// W9, W14 and the blacklist rest on registers. A register is complete as soon as it holds any row; until then
//     nothing is known to be recorded: the rule neither fires nor lacks data, and stands in no_record_rules
//     (on screen 暂无记录). Else a city without a complaints office would be unknown throughout.
// W18 [ex] lift: F the first Spring Festival on or after D; F - D <= w18_days and a rule fired yellow: W18
//     fires orange and every yellow warning becomes orange (Fired::lifted). Without F it does not fire.
// W8 flag 联合执法: a rule fired red on D and on D - 1 month (add_months), there by W1, W4, W7, W9, W14 over
//     the rows valid on that day. Lifts nothing. W8, W18, W9, W14, W17 never lack data.
// Colours but of W7 are the rule book's. A rule not in the book neither fires nor lacks data.
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
//     MissingData        how many rules are incomplete, * 1000 / how many the book has
//
// Acts. A counterfactual changes the facts as follows and lets the engine assess them again on the same day.
// PayArrears m..n: every known gap of months m to n is paid on D: paid = due, paid_heads = attended where
//     known, last_payroll = D. m and n are months with arrears. Costs the gaps.
// TransferLabourCost: the owner transfers the due of each month of W11's run, and to M at least what lifts
//     W13's cover to its limit (rounded up): inflow of those months and balance(M) grow by it. Costs the sum.
//     Offered when the account is "yes" and the sum is > 0.
// OpenAccount: "no" becomes "yes", there since D. HangBoard: "no" becomes "yes". Cost 0.
// CloseOrder: every order that W9 counts is closed on D. Cost 0.
// LodgeDeposit: "no" becomes "yes". Costs contract_fen * deposit_permille / 1000 rounded up, not known
//     without a contract sum.
// DeliverFeed: cost 0; offered when a rule is incomplete. Whatever the rules lacked arrives and shows the
//     best case: each month from the first row to M (M alone without rows) that lacks due or paid was paid in
//     full as due on its pay date (the figure known, else 0), unknown heads equal the known figure (else 0),
//     unknown safeguards are "yes", the pay day is agreed as assumed, an unknown inflow
//     or balance equals due, an unknown contractor is not blacklisted. Known figures stay: nothing is hidden.
// All single acts are tried; only when none helps, all pairs. Smallest: fewest fen (cost not known ranks
// last), then fewest acts, then ActKind in its order, first_month, last_month. Where paying everything would
// leave the grade Unknown, paying part of it may be the smallest pair: what is known to be owed then still
// fires, and the figure says so. No act of the list lifts W14, W16 or W17, and none is invented.
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
  std::optional<Fen> inflow_fen, balance_fen;  // of the dedicated account; balance after the payroll
};

struct OrderFacts {
  Day issued{}, due{};
  std::optional<Day> closed;
};
struct ComplaintFacts {
  Day received{};
  std::int32_t persons = 0;
};

struct ProjectFacts {
  ProjectStatus status = ProjectStatus::Active;
  std::optional<int> pay_day;
  std::vector<MonthFacts> months;  // ascending, one a month, only rows with valid_from <= as_of
  SafeguardState dedicated_account = SafeguardState::Unknown;
  SafeguardState wage_deposit = SafeguardState::Unknown;  // the general contractor's
  SafeguardState notice_board = SafeguardState::Unknown;
  std::optional<Fen> contract_fen;
  std::optional<Day> account_since;       // account "yes" without a break since; absent: since ever
  std::vector<MonthFacts> months_before;  // as `months`, of the rows valid one month before: for W8
  bool unlicensed = false;
  bool orders_kept = true, complaints_kept = true, blacklist_kept = true;  // the register holds any row
  std::vector<OrderFacts> orders;
  std::vector<ComplaintFacts> complaints;
  bool contractor_known = true, contractor_blacklisted = false;  // on the day
  std::vector<Day> other_sites_owe_since;  // of each other site of the contractor with arrears, the pay date
                                           // of the oldest
};

struct Fired {
  RuleId rule{};
  Colour colour = Colour::None;
  // W1: days up to D without payroll, since the latest one (none on record: since the first row's month
  // began), beyond the days since M began. W4: share 0-1. W7: months of age, beyond 0, orange or red months.
  // W10, W15: count missing, beyond 0. W3: heads unpaid, beyond 0. W13: share below its limit. W11: months of
  // age, beyond w11_months. W9: days past the due day of the order longest overdue, beyond 0. W14: persons,
  // at least the limit. W16: other sites, at least the limit; blacklisted: "fact". W18: days to the festival,
  // at most the limit. W8, W17: "fact".
  double datum = 0;
  std::string_view datum_unit;  // "days", "share", "months", "missing", "persons", "sites", "fact"
  double threshold = 0;         // the limit, in the datum's unit
  Day datum_date{};             // of the newest row it rests on; as_of for safeguards
  bool lifted = false;          // by W18 from yellow
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
  RuleBits incomplete_rules = 0;
  RuleBits no_record_rules = 0;                  // whose register holds no row at all
  [[nodiscard]] bool joint_enforcement() const;  // W8: 联合执法
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
[[nodiscard]] ProjectFacts apply(ProjectFacts facts, std::span<const Act> acts, const RuleBook& rules,
                                 Day as_of);
[[nodiscard]] Counterfactual counterfactual(const ProjectFacts& facts, const RuleBook& rules, Day as_of);
[[nodiscard]] ProjectFacts facts_of(const Registry& registry, Index project, Day as_of);

// Every project's grade at once, as columns; equal to assess() of each. O(project-months), no heap per
// project. `months` null in the registry: every W1, W3, W4, W7, W13 incomplete.
struct RiskTable {
  Day as_of{};
  std::string rules_digest;
  std::uint64_t revision = 0;
  std::vector<Grade> grade;
  std::vector<std::uint8_t> incomplete;  // 0/1
  std::vector<std::int32_t> score_milli;
  std::vector<Fen> arrears_fen;
  std::vector<std::int16_t> age_tenths;
  std::vector<RuleBits> rules;  // fired; W8 is the flag 联合执法
};
[[nodiscard]] RiskTable assess_all(const Registry& registry, const RuleBook& rules, Day as_of);

}  // namespace anxin
