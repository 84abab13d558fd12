// The clauses of the plan with their figures as of a day: for the city and each supervising unit, computed
// from records and never typed in, and whether the target is reached. Pure: no clock, no I/O; any thread.
// Source: DOMAIN 3. Not for the list behind a figure (coverage.hpp: behind) nor for why a project owes
// (assess.hpp). One pass, O(project-months): 7,764 projects of 36 months 24 ms, 200,000 580
// ms (-O2), beside the coverage that it is given. tests/model/twins/clauses.sql computes the same from the
// store's raw tables.
//
// Which records answer (AnsweredBy, from the pack). A clause that no record answers has no figure: 暂无记录,
// never zero.
//   safeguards          the cells of coverage.hpp, with its populations; a figure for each safeguard of the
//                       steps. numerator yes, denominator yes + no + unknown
//   government_arrears  active projects with funding = government. numerator: those in arrears; denominator:
//                       all of them. Of active projects with funding unknown, those not free of arrears could
//                       belong here: funding_unknown counts them, apart
//   open_arrears        active projects. numerator: those free of arrears; denominator: all of them. Those of
//                       suspended and finished projects stand beside it (other_projects, other_fen)
//   unpaid_persons      below. numerator: persons of the latest complete year; denominator: of the year
//                       before it; either absent without such a year; unknown: projects, of the latest
//   sectors             active projects by sector. numerator: named sectors that have one; denominator: named
//
// Arrears as of day D are those of assess.hpp (W7 and arrears_fen): a project is in arrears when W7 fires,
// unknown when W7 does not fire and lacks data (no row, no pay day, a gap not known), else free. So
// arrears_fen leaves out what is not known.
//
// Unpaid persons of a year Y. The expected due months of a project are those from its first known row's month
// to M (assess.hpp), each with its pay date p; of a month every row counts that held on some day from p + 1
// to D, so that what was paid in the end has been owed all the same, and no year shrinks by growing old.
//   persons   of each project the largest attended - paid_heads over rows with due > paid in months of Y; the
//             sum over projects of whatever status
//   projects  with a row with due > paid
//   unknown   projects for which Y may hold more: an expected month is missing, its row that holds on D lacks
//             due or paid, or a row with due > paid lacks a head-count or shows every head paid (all were
//             paid too little)
//   observed  projects with an expected month in Y
//   It is a head-count, no list of persons: who is owed at two projects counts twice; in one project other
//   persons owed in another month than the largest are not added; those of projects without a row are in no
//   year. A month whose first row came after it was paid late was never seen to be owed.
//   Complete: every December pay date of Y has passed (D > Y+1-01-31) and the registry's first month is not
//   after January of Y. A complete year does not change by its target: the running year is shown, not judged.
//
// Standing of a figure on D, by what the records show; missing data never make it look good.
//   share of at least t permille  met: yes * 1000 >= t * denominator; not met: not even if every unknown were
//                                 yes; else not provable
//   at most n                     not met: numerator > n; met: numerator + unknown + funding_unknown <= n;
//                                 else not provable
//   falls every year              not met: a complete year with at least as many persons as the one before it
//                                 and not 0 (bad news stand); else not provable when there are not two, or a
//                                 later one has unknown > 0; else met
//   over nobody: nobody. Sectors and targets without a number: not judged.
// Outcome is the standing while the target's day is not past. A target whose day is past is to prove: a
// figure of today says nothing of that day, and the registry knows only today's status of a project. Ask as
// of that day for what the records show of it.
#pragma once
#include "data/model/coverage.hpp"

namespace anxin {

enum class AnsweredBy : std::uint8_t {
  NoRecord,
  Safeguards,
  GovernmentArrears,
  OpenArrears,
  UnpaidPersons,
  Sectors
};

struct Office {
  std::string code, name, today;  // as the plan names it; its successor, empty when unchanged
};

// A clause of the plan, from the pack. `text` is the plan's own words; `lead` and `participants` are codes of
// member units ("all": every member unit; an empty lead is the plan's silence); `due` a day, or yearly,
// every_december, every_year_end, periodic, long_term.
struct Clause {
  std::string id, title, title_en, text, unit_of_count, op, target, due;
  std::vector<std::string> lead, participants;
  std::string evidence;
  std::vector<TargetStep> steps;  // the target as numbers, where it is a share of a safeguard; by day
  AnsweredBy answered_by = AnsweredBy::NoRecord;
  std::vector<Sector> sectors;                            // that the target names (AnsweredBy::Sectors)
  std::vector<Office> lead_offices, participant_offices;  // of the codes
};
// What holds for all clauses, from the pack.
struct ClauseTerms {
  Day issued{};              // of the plan
  int basic_permille = 950;  // 基本: at least this share
};

enum class Outcome : std::uint8_t { Met, NotMet, NotProvable, ToProve, NotJudged, Nobody, NoRecord };

struct UnpaidYear {
  int year = 0;
  std::uint32_t persons = 0, projects = 0, unknown = 0, observed = 0;
  bool complete = false;
  friend bool operator==(const UnpaidYear&, const UnpaidYear&) = default;
};

// One figure over one population: the city, a supervising unit.
struct ClauseCell {
  std::optional<std::int64_t> numerator, denominator;
  std::int64_t unknown = 0;
  std::optional<std::int64_t> gap_tenths;  // to a share, as CoverageCell::gap_tenths
  Outcome standing = Outcome::NotJudged;   // on the day
  Outcome outcome = Outcome::NotJudged;    // ToProve when the target's day is past
  Fen arrears_fen = 0;                     // government_arrears, open_arrears: of the numerator's kind
  std::uint32_t in_arrears = 0;            // the same: active projects
  std::uint32_t funding_unknown = 0;       // government_arrears
  std::uint32_t other_projects = 0;        // open_arrears: suspended or finished, in arrears
  Fen other_fen = 0;                       // of those
  std::vector<UnpaidYear> years;           // unpaid_persons, ascending
  std::array<std::uint32_t, kSectors> by_sector{};  // sectors: active projects
  friend bool operator==(const ClauseCell&, const ClauseCell&) = default;
};

// The target that the day works toward (step_toward).
struct ClauseTarget {
  std::optional<Day> by;
  std::optional<int> permille;        // at least this share
  std::optional<std::int64_t> count;  // at most so many
  bool basic = false;                 // 基本: permille is the configured reading
  bool past = false;                  // by < D
};

struct ClauseFigure {
  std::optional<Safeguard> safeguard;
  std::optional<CountedOver> over;  // absent: persons, sectors
  ClauseTarget target;
  ClauseCell city;
  std::vector<ClauseCell> by_unit;  // units + 1; the last: of no unit
};

struct ClauseFlags {
  bool due_before_issue = false;  // 印发前已到期: the clause's day lies before the plan was issued
  bool no_lead = false;           // 无牵头单位
  bool wording_differs =
      false;               // 表述不一: another clause says the same by the same day without 基本, or with
  bool no_number = false;  // 无量化指标: op is reported, covers or basic
};

struct ClauseRow {
  Clause clause;
  std::optional<Day> due;  // when `due` is a day
  bool due_past = false;   // due < D
  ClauseFlags flags;
  std::vector<ClauseFigure> figures;  // empty: no record
};

struct ClauseTable {
  Day as_of{};
  std::uint64_t revision = 0;
  std::vector<ClauseRow> rows;  // in the plan's order
};

// As of coverage.as_of; `coverage` was made from `registry`, whose months may be missing (then every project
// is unknown and there is no year).
[[nodiscard]] ClauseTable clause_table(const Registry& registry, const std::vector<Clause>& clauses,
                                       const ClauseTerms& terms, const Coverage& coverage);

[[nodiscard]] std::string_view code(AnsweredBy), code(Outcome);
[[nodiscard]] std::string_view name_zh(Outcome), name_en(Outcome);  // 已达, 未达, 无法证明, 待证明 ...
template <>
std::optional<AnsweredBy> parse_word<AnsweredBy>(std::string_view);  // by code

// The flags that are set: code, Chinese and English words.
struct FlagWords {
  std::string_view code, zh, en;
};
[[nodiscard]] std::vector<FlagWords> words_of(const ClauseFlags&);
// How an outcome reads: 已达; 2017-12 到期，待证明（当前未达）; 2017-12 到期，待证明；暂无记录.
[[nodiscard]] std::string reading_zh(const ClauseTarget&, const ClauseCell&), reading_zh(const ClauseRow&),
    reading_en(const ClauseTarget&, const ClauseCell&), reading_en(const ClauseRow&);

}  // namespace anxin
