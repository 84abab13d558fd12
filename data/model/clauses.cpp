// Figures of the plan's clauses: one pass over the projects gathers what the registers say, then each clause
// takes its own.
#include "data/model/clauses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "data/model/verdict.hpp"

namespace anxin {
namespace {

constexpr std::chrono::days kOneDay{1};

std::int32_t number(Day d) { return static_cast<std::int32_t>(d.time_since_epoch().count()); }

// What a population's projects add up to. Of CoverageCell here: yes free of arrears, no in arrears.
struct Sums {
  CoverageCell active, government;
  Fen active_fen = 0, government_fen = 0, other_fen = 0;
  std::uint32_t other_projects = 0, funding_unknown = 0;
  std::array<std::uint32_t, kSectors> by_sector{};
  std::vector<UnpaidYear> years;
};

// W7 over the months read: in arrears, free, or lacking data.
SafeguardState free_of_arrears(const ProjectFacts& facts, const Payroll& payroll) {
  if (payroll.oldest_arrears != nullptr) return SafeguardState::No;
  const bool lacks = !payroll.any_row || !facts.pay_day || payroll.gap_unknown;
  return lacks ? SafeguardState::Unknown : SafeguardState::Yes;
}

// One project in one year, from its rows.
struct YearOfProject {
  std::int32_t persons = 0;
  bool owed = false, unknown = false;
};

class UnpaidPersons {
 public:
  UnpaidPersons(const Registry& registry, Day as_of) : registry_(registry), as_of_(as_of) {
    const int latest = month_index(month_of(as_of)) - 1;  // no later month is due
    int first = latest + 1;
    if (registry.months != nullptr) {
      const MonthColumns& c = *registry.months;
      for (std::size_t row = 0; row < c.size(); ++row)
        if (c.valid_from[row] <= number(as_of))
          first = std::min(first, c.month[row] + MonthColumns::kMonthBase);
    }
    for (int year = first / 12; first <= latest && year <= latest / 12; ++year) {
      const bool over = pay_date(year * 12 + 11, std::nullopt) < as_of;
      years_.push_back({year, 0, 0, 0, 0, over && first <= year * 12});
    }
  }
  [[nodiscard]] const std::vector<UnpaidYear>& none() const { return years_; }

  // Adds the project's years to those of its unit and of the city.
  void add(Index project, const ProjectFacts& facts, const Payroll& payroll, Sums& unit, Sums& city) const {
    if (!payroll.any_row || years_.empty()) return;
    const MonthColumns& c = *registry_.months;
    std::size_t row = c.first[project];
    const std::size_t end = c.first[project + 1];
    const auto month_of_row = [&](std::size_t at) { return c.month[at] + MonthColumns::kMonthBase; };
    YearOfProject year;
    for (int month = payroll.first; month <= payroll.latest_due; ++month) {
      while (row < end && month_of_row(row) < month) ++row;
      const std::size_t begin = row;
      while (row < end && month_of_row(row) == month) ++row;
      read_month(begin, row, month, facts, year);
      if (month % 12 != 11 && month != payroll.latest_due) continue;
      const auto slot = static_cast<std::size_t>(month / 12 - years_.front().year);
      for (Sums* sums : {&unit, &city}) {
        UnpaidYear& y = sums->years[slot];
        y.persons += static_cast<std::uint32_t>(year.persons);
        y.projects += year.owed ? 1 : 0;
        y.unknown += year.unknown ? 1 : 0;
        ++y.observed;
      }
      year = {};
    }
  }

 private:
  // Rows [begin, end) of one expected month, ascending by valid_from.
  void read_month(std::size_t begin, std::size_t end, int month, const ProjectFacts& facts,
                  YearOfProject& year) const {
    const MonthColumns& c = *registry_.months;
    while (end > begin && c.valid_from[end - 1] > number(as_of_)) --end;
    if (begin == end) year.unknown = true;
    for (std::size_t row = begin; row < end; ++row) {
      const MonthFacts m = month_at_row(c, row);
      const std::optional<Fen> owed = gap(m);
      if (!owed && row + 1 == end) year.unknown = true;
      if (owed.value_or(0) == 0) continue;
      // Replaced before the wages were late: nobody was owed by it.
      if (row + 1 < end && c.valid_from[row + 1] <= number(pay_date(month, facts.pay_day) + kOneDay))
        continue;
      year.owed = true;
      const bool counted = m.attended && m.paid_heads && *m.attended > *m.paid_heads;
      if (!counted) year.unknown = true;
      if (counted) year.persons = std::max(year.persons, *m.attended - *m.paid_heads);
    }
  }

  const Registry& registry_;
  Day as_of_;
  std::vector<UnpaidYear> years_;  // all counts 0
};

void add_arrears(const Registry& r, Index i, Day as_of, SafeguardState is_free, Fen arrears, Sums& sums) {
  if (r.status_on(i, as_of) != ProjectStatus::Active) {
    sums.other_projects += is_free == SafeguardState::No ? 1 : 0;
    sums.other_fen += arrears;
    return;
  }
  sums.active.count(is_free);
  sums.active_fen += arrears;
  ++sums.by_sector[static_cast<std::size_t>(r.sector[i])];
  if (r.funding[i] == Funding::Government) {
    sums.government.count(is_free);
    sums.government_fen += arrears;
  }
  if (r.funding[i] == Funding::Unknown && is_free != SafeguardState::Yes) ++sums.funding_unknown;
}

// A slot a unit, one for projects of none, and last the city.
std::vector<Sums> gather(const Registry& r, Day as_of) {
  const UnpaidPersons unpaid(r, as_of);
  std::vector<Sums> out(r.unit_code.size() + 2);
  for (Sums& sums : out) sums.years = unpaid.none();
  ProjectFacts facts;
  for (std::size_t n = 0; n < r.projects(); ++n) {
    const auto i = static_cast<Index>(n);
    read_wages(r, i, as_of, facts);
    const Payroll payroll = read_payroll(facts, facts.months, as_of);
    const SafeguardState is_free = free_of_arrears(facts, payroll);
    Sums &unit = out[unit_slot(r, i)], &city = out.back();
    for (Sums* sums : {&unit, &city}) add_arrears(r, i, as_of, is_free, payroll.arrears_fen, *sums);
    unpaid.add(i, facts, payroll, unit, city);
  }
  return out;
}

Outcome standing_of_share(const CoverageCell& cell, int permille) {
  const std::int64_t whole = cell.denominator(), needed = permille * whole;
  if (whole == 0) return Outcome::Nobody;
  if (std::int64_t{cell.yes} * 1000 >= needed) return Outcome::Met;
  const std::int64_t at_best = std::int64_t{cell.yes} + cell.unknown;
  return at_best * 1000 < needed ? Outcome::NotMet : Outcome::NotProvable;
}

ClauseCell cell_of_share(const CoverageCell& cell, const ClauseTarget& target) {
  ClauseCell out;
  out.numerator = cell.yes;
  out.denominator = cell.denominator();
  out.unknown = cell.unknown;
  if (!target.permille) return out;
  out.gap_tenths = cell.gap_tenths(*target.permille);
  out.standing = standing_of_share(cell, *target.permille);
  return out;
}

ClauseCell cell_of_arrears(const Sums& sums, const ClauseTarget& target) {
  ClauseCell out = cell_of_share(sums.active, target);
  out.in_arrears = sums.active.no;
  out.arrears_fen = sums.active_fen;
  out.other_projects = sums.other_projects;
  out.other_fen = sums.other_fen;
  return out;
}

ClauseCell cell_of_government(const Sums& sums, const ClauseTarget& target) {
  ClauseCell out;
  out.numerator = sums.government.no;
  out.denominator = sums.government.denominator();
  out.unknown = sums.government.unknown;
  out.in_arrears = sums.government.no;
  out.arrears_fen = sums.government_fen;
  out.funding_unknown = sums.funding_unknown;
  if (!target.count) return out;
  const std::int64_t at_worst = *out.numerator + out.unknown + out.funding_unknown;
  out.standing = *out.numerator > *target.count                      ? Outcome::NotMet
                 : *out.denominator == 0 && out.funding_unknown == 0 ? Outcome::Nobody
                 : at_worst <= *target.count                         ? Outcome::Met
                                                                     : Outcome::NotProvable;
  return out;
}

ClauseCell cell_of_persons(const Sums& sums) {
  ClauseCell out;
  out.years = sums.years;
  bool rises = false, unknown = false, anybody = false;
  int pairs = 0;
  const UnpaidYear* before = nullptr;
  for (const UnpaidYear& y : sums.years) {
    anybody = anybody || y.observed > 0;
    if (!y.complete) continue;
    out.denominator = out.numerator;
    out.numerator = y.persons;
    out.unknown = y.unknown;
    if (before != nullptr) {
      ++pairs;
      rises = rises || (y.persons >= before->persons && y.persons > 0);
      unknown = unknown || y.unknown > 0;
    }
    before = &y;
  }
  out.standing = !anybody                ? Outcome::Nobody
                 : rises                 ? Outcome::NotMet
                 : pairs == 0 || unknown ? Outcome::NotProvable
                                         : Outcome::Met;
  return out;
}

ClauseCell cell_of_sectors(const Sums& sums, const Clause& clause) {
  ClauseCell out;
  out.by_sector = sums.by_sector;
  out.denominator = static_cast<std::int64_t>(clause.sectors.size());
  out.numerator = std::ranges::count_if(
      clause.sectors, [&](Sector s) { return sums.by_sector[static_cast<std::size_t>(s)] > 0; });
  if (sums.active.denominator() == 0) out.standing = Outcome::Nobody;
  return out;
}

ClauseCell cell_of(const Clause& clause, const ClauseTarget& target, const Sums& sums) {
  switch (clause.answered_by) {
    case AnsweredBy::GovernmentArrears:
      return cell_of_government(sums, target);
    case AnsweredBy::OpenArrears:
      return cell_of_arrears(sums, target);
    case AnsweredBy::UnpaidPersons:
      return cell_of_persons(sums);
    case AnsweredBy::Sectors:
      return cell_of_sectors(sums, clause);
    case AnsweredBy::NoRecord:
    case AnsweredBy::Safeguards:
      break;
  }
  return {};
}

// To prove: what was reached, or not, on a day that is past.
ClauseCell judged(ClauseCell cell, const ClauseTarget& target) {
  const bool judges = cell.standing != Outcome::NotJudged && cell.standing != Outcome::Nobody;
  cell.outcome = target.past && judges ? Outcome::ToProve : cell.standing;
  return cell;
}

ClauseFigure figure_of_safeguard(const Clause& clause, Safeguard safeguard, const Coverage& coverage) {
  const TargetStep& step = *step_toward(clause.steps, safeguard, coverage.as_of);
  ClauseFigure out;
  out.safeguard = safeguard;
  out.over = counted_over(safeguard);
  out.target = {step.by, step.permille, std::nullopt, step.basic, step.by < coverage.as_of};
  const auto s = static_cast<std::size_t>(safeguard);
  out.city = judged(cell_of_share(coverage.city[s], out.target), out.target);
  for (const CoverageCell& cell : coverage.by_unit[s])
    out.by_unit.push_back(judged(cell_of_share(cell, out.target), out.target));
  return out;
}

std::optional<std::int64_t> count_in(std::string_view target) {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(target.data(), target.data() + target.size(), n);
  const bool whole = error == std::errc{} && end == target.data() + target.size();
  return whole ? std::optional(n) : std::nullopt;
}

ClauseFigure figure_of_sums(const Clause& clause, const ClauseTerms& terms, const std::vector<Sums>& sums,
                            Day as_of) {
  ClauseFigure out;
  out.target.by = parse_day(clause.due);
  out.target.past = out.target.by && *out.target.by < as_of;
  if (clause.answered_by == AnsweredBy::GovernmentArrears) out.target.count = count_in(clause.target);
  if (clause.answered_by == AnsweredBy::OpenArrears) {
    out.target.permille = terms.basic_permille;
    out.target.basic = true;
  }
  if (out.target.count || out.target.permille) out.over = CountedOver::Projects;
  out.city = judged(cell_of(clause, out.target, sums.back()), out.target);
  for (std::size_t unit = 0; unit + 1 < sums.size(); ++unit)
    out.by_unit.push_back(judged(cell_of(clause, out.target, sums[unit]), out.target));
  return out;
}

bool differs(const Clause& clause, const std::vector<Clause>& clauses) {
  for (const TargetStep& step : clause.steps) {
    for (const Clause& other : clauses) {
      if (std::ranges::any_of(other.steps, [&](const TargetStep& s) {
            return s.safeguard == step.safeguard && s.by == step.by && s.basic != step.basic;
          }))
        return true;
    }
  }
  return false;
}

ClauseFlags flags_of(const Clause& clause, const std::vector<Clause>& clauses, const ClauseTerms& terms) {
  ClauseFlags out;
  const auto due = parse_day(clause.due);
  out.due_before_issue = due && *due < terms.issued;
  out.no_lead = clause.lead.empty();
  out.wording_differs = differs(clause, clauses);
  out.no_number = clause.op == "reported" || clause.op == "covers" || clause.op == "basic";
  return out;
}

struct OutcomeWord {
  std::string_view code, zh, en;
};
constexpr std::array<OutcomeWord, 7> kOutcomes{{
    {"met", "已达", "met"},
    {"not_met", "未达", "not met"},
    {"not_provable", "无法证明", "not provable"},
    {"to_prove", "待证明", "to be proven"},
    {"not_judged", "不评判", "not judged"},
    {"nobody", "无计数对象", "nobody to count"},
    {"no_record", "暂无记录", "no record"},
}};
constexpr std::array<std::string_view, 6> kAnswers{"no_record",    "safeguards",     "government_arrears",
                                                   "open_arrears", "unpaid_persons", "sectors"};
const OutcomeWord& word(Outcome x) { return kOutcomes[static_cast<std::size_t>(x)]; }

std::string due_zh(Day by) { return to_string(month_of(by)) + " 到期，待证明"; }
std::string due_en(Day by) { return "due " + to_string(month_of(by)) + ", to be proven"; }

}  // namespace

ClauseTable clause_table(const Registry& registry, const std::vector<Clause>& clauses,
                         const ClauseTerms& terms, const Coverage& coverage) {
  ClauseTable table;
  table.as_of = coverage.as_of;
  table.revision = coverage.revision;
  const std::vector<Sums> sums = gather(registry, coverage.as_of);
  for (const Clause& clause : clauses) {
    ClauseRow& row = table.rows.emplace_back();
    row.clause = clause;
    row.due = parse_day(clause.due);
    row.due_past = row.due && *row.due < coverage.as_of;
    row.flags = flags_of(clause, clauses, terms);
    if (clause.answered_by == AnsweredBy::NoRecord) continue;
    if (clause.answered_by != AnsweredBy::Safeguards)
      row.figures.push_back(figure_of_sums(clause, terms, sums, coverage.as_of));
    for (const TargetStep& step : clause.steps) {
      const auto same = [&](const ClauseFigure& f) { return f.safeguard == step.safeguard; };
      if (std::ranges::none_of(row.figures, same))
        row.figures.push_back(figure_of_safeguard(clause, step.safeguard, coverage));
    }
  }
  return table;
}

std::string_view code(AnsweredBy x) { return kAnswers[static_cast<std::size_t>(x)]; }
std::string_view code(Outcome x) { return word(x).code; }
std::string_view name_zh(Outcome x) { return word(x).zh; }
std::string_view name_en(Outcome x) { return word(x).en; }

template <>
std::optional<AnsweredBy> parse_word<AnsweredBy>(std::string_view text) {
  const auto found = std::ranges::find(kAnswers, text);
  if (found == kAnswers.end()) return std::nullopt;
  return static_cast<AnsweredBy>(found - kAnswers.begin());
}

std::vector<FlagWords> words_of(const ClauseFlags& flags) {
  std::vector<FlagWords> out;
  if (flags.due_before_issue) out.push_back({"due_before_issue", "印发前已到期", "due before it was issued"});
  if (flags.no_lead) out.push_back({"no_lead", "无牵头单位", "no lead named"});
  if (flags.wording_differs) {
    out.push_back({"wording_differs", "表述不一（全覆盖 / 基本全覆盖）",
                   "worded in two ways (full coverage / basically full)"});
  }
  if (flags.no_number) out.push_back({"no_number", "无量化指标", "no measurable target"});
  return out;
}

std::string reading_zh(const ClauseTarget& target, const ClauseCell& cell) {
  if (cell.outcome != Outcome::ToProve) return std::string(name_zh(cell.outcome));
  return fmt::format("{}（当前{}）", due_zh(*target.by), name_zh(cell.standing));
}

std::string reading_en(const ClauseTarget& target, const ClauseCell& cell) {
  if (cell.outcome != Outcome::ToProve) return std::string(name_en(cell.outcome));
  return fmt::format("{} (now {})", due_en(*target.by), name_en(cell.standing));
}

std::string reading_zh(const ClauseRow& row) {
  const std::string none(name_zh(Outcome::NoRecord));
  return row.due_past ? due_zh(*row.due) + "；" + none : none;
}

std::string reading_en(const ClauseRow& row) {
  const std::string none(name_en(Outcome::NoRecord));
  return row.due_past ? due_en(*row.due) + "; " + none : none;
}

}  // namespace anxin
